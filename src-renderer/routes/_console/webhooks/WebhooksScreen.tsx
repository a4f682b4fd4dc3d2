import { Alert, Button, Group } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';
import { RotateCcw, Webhook } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../../engine/call.ts';
import type { MarketplaceView } from '../../../../src-main/contract/settings.ts';
import { useAction } from '../../../engine/use-action.ts';
import { usePages } from '../../../engine/use-pages.ts';
import { LiveState } from '../../../lists/LiveState.tsx';
import { TableExport } from '../../../lists/TableExport.tsx';
import { DataTable, type DataColumn } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FilterChips } from '../../../ui/FilterChips.tsx';
import { Screen } from '../../../ui/Screen.tsx';
import { toastDone } from '../../../ui/toast.ts';
import { ToneBadge } from '../../../ui/ToneBadge.tsx';
import { When } from '../../../ui/When.tsx';
import {
  byOf, deliveryFaces, deliveryStates, deliveryTexts, readDeliveries, type Deliveries,
  type Delivery, type DeliveryState,
} from './deliveries.ts';
import { InTime } from '../payments/InTime.tsx';
import { NarrowBy } from './NarrowBy.tsx';
import { DeliverySheet } from './DeliverySheet.tsx';
import { WebhookTabs } from './WebhookTabs.tsx';
import { t } from '../../../words/t.ts';

const columns: readonly DataColumn<Delivery>[] = [
  { id: 'state', header: () => t('common.column.state'), width: '116px', cell: ({ state }) =>
    <ToneBadge {...deliveryFaces[state]} /> },
  { id: 'type', header: () => t('common.column.event'), width: 'minmax(150px, 1fr)',
    cell: ({ type }) => type },
  { id: 'url', header: () => t('common.column.endpoint'), width: 'minmax(200px, 2fr)',
    cell: ({ url }) =>
    <span className="pd-mono" title={url}>{url}</span> },
  { id: 'answer', header: () => t('common.column.lastAnswer'), width: '112px', align: 'right',
    cell: ({ responseStatus }) => responseStatus ?? t('common.none') },
  { id: 'tries', header: () => t('common.column.tries'), width: '76px', align: 'right',
    cell: ({ tries }) => tries },
  { id: 'created', header: () => t('common.column.created'), width: '112px',
    cell: ({ createdAt }) =>
    <When at={createdAt} /> },
  { id: 'tried', header: () => t('common.column.lastTried'), width: '112px',
    cell: ({ lastTriedAt }) =>
    <When at={lastTriedAt} none={t('webhooks.notYet')} /> },
  { id: 'next', header: () => t('webhooks.nextTry'), width: '112px',
    cell: ({ nextTryAt }) => nextTryAt === null ? '–' : <InTime at={nextTryAt} /> },
];

const filters = () => deliveryStates.map((value) => ({ value, label: deliveryFaces[value].word }));

type Search = {
  readonly state?: DeliveryState; readonly by?: string; readonly open?: string;
};
type WebhooksScreenProps = {
  readonly first: Deliveries;
  readonly marketplaces: readonly MarketplaceView[];
  readonly state: DeliveryState | null;
  /** As it stands in the address: `response:500`. */
  readonly by: string | null;
  /** The delivery that is open beside the list, which need not show it. */
  readonly opened: Delivery | null;
  readonly onSearch: (search: Search) => void;
};

/** What was told to marketplaces: each delivery with its body and answer, to be sent again. */
export function WebhooksScreen(props: WebhooksScreenProps) {
  const { first, marketplaces, state, by, opened, onSearch } = props;
  const router = useRouter();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const pages = usePages({
    first, keyOf: ({ id }: Delivery) => id,
    read: (cursor) => readDeliveries({ state, by: byOf(by ?? undefined) }, cursor),
  });
  const replay = useAction(async (deliveryIds: readonly string[]) => {
    const { replayed } = await call('webhooks.replay', { deliveryIds: [...deliveryIds] });
    setSelected(new Set());
    await router.invalidate();
    toastDone(t('webhooks.sending', { count: replayed }));
  });
  const filtered = by !== null ? { by } : state === null ? {} : { state };
  // While the sheet is open it covers the page, and says itself what it was refused.
  const failure = (opened === null ? replay.error : null) ?? pages.failure;
  return (
    <Screen title={t('webhooks.title')} width="full" subtitle={t('webhooks.subtitle')} actions={(
      <>
        <LiveState nouns={['deliveries']} reading={first} />
        <TableExport name="webhooks" columns={deliveryTexts}
          read={(cursor) => readDeliveries({ state, by: byOf(by ?? undefined) }, cursor)} />
      </>
    )}>
      <WebhookTabs shown="sent">
        <Group gap="8px 24px">
          <FilterChips label={t('common.column.state')} options={filters()} value={state}
            onChange={(value) => onSearch(value === null ? {} : { state: value })} />
          <NarrowBy by={by} marketplaces={marketplaces}
            onBy={(value) => onSearch(value === null ? {} : { by: value })} />
        </Group>
        {failure === null ? null : <Alert color="red" role="alert">{failure}</Alert>}
        <DataTable label={t('webhooks.deliveries')} columns={columns} rows={pages.rows}
          rowKey={({ id }) => id}
          onOpen={({ id }) => onSearch({ ...filtered, open: id })}
          selected={selected} onSelect={setSelected} next={pages.next}
          onMore={() => void pages.more()} pending={pages.pending}
          selectionBar={<>
            <strong>{t('webhooks.count', { count: selected.size })}</strong>
            <Button size="xs" leftSection={<RotateCcw size={14} aria-hidden />}
              loading={replay.pending} onClick={() => void replay.run([...selected])}>
              {t('webhooks.sendAgain')}
            </Button>
            <Button size="xs" variant="subtle" color="gray" onClick={() => setSelected(new Set())}>
              {t('webhooks.endSelection')}
            </Button>
          </>}
          empty={state === null && by === null
            ? <EmptyState icon={Webhook} title={t('webhooks.none')}
              text={t('webhooks.noneHint')} action={(
                <Button variant="default" component={Link} to="/settings/marketplaces">
                  {t('settings.tabs.marketplaces')}
                </Button>
              )} />
            : <EmptyState icon={Webhook}
              title={t(by === null ? 'webhooks.noneIn' : 'webhooks.filter.noneMatches')}
              action={(
                <Button variant="default" onClick={() => onSearch({})}>
                  {t('common.showAll')}
                </Button>
              )} />} />
      </WebhookTabs>
      {opened === null ? null : (
        <DeliverySheet delivery={opened} onClose={() => onSearch(filtered)}
          onReplay={() => void replay.run([opened.id])} pending={replay.pending}
          error={replay.error} />
      )}
    </Screen>
  );
}
