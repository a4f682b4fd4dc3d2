import { Button, Group } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { HandCoins } from 'lucide-react';
import { useState } from 'react';
import { useOnItsWay } from '../../../engine/on-its-way.ts';
import { formatCount } from '../../../format/money.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Money } from '../../../ui/Money.tsx';
import { Rich } from '../../../words/Rich.tsx';
import { t } from '../../../words/t.ts';
import { MoreFailure } from '../payments/MoreFailure.tsx';
import type { PaymentsPage } from '../payments/payment-pages.ts';
import { totalsByAsset } from '../payments/payment-totals.ts';
import type { PaymentFilter } from '../payments/payments-search.ts';
import { useMatching } from '../payments/use-matching.ts';
import { usePaymentRows } from '../payments/use-payment-rows.ts';
import { PayoutSheet } from './PayoutSheet.tsx';
import { readyColumns } from './ready-columns.tsx';
import { usePayoutBatch } from './use-payout-batch.ts';

type ReadyTableProps = {
  readonly filter: PaymentFilter;
  readonly filtered: boolean;
  readonly first: PaymentsPage;
};

/** What waits, with what is chosen of it at the foot. Its key is the search. */
export function ReadyTable({ filter, filtered, first }: ReadyTableProps) {
  const navigate = useNavigate();
  const loading = useOnItsWay();
  const list = usePaymentRows(filter, first);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [everything, setEverything] = useState(false);
  const batch = usePayoutBatch((batchId) =>
    void navigate({ to: '/batches/$batchId', params: { batchId } }));
  // What was let go meanwhile stays in its place until the list is read again, but waits no more.
  const rows = list.rows.filter(({ status }) => status === 'requested');
  const chosen = rows.filter(({ id }) => selected.has(id));
  const select = (after: ReadonlySet<string>): void => {
    setSelected(after);
    setEverything(false);
  };
  const matching = useMatching(filter, chosen.length > 0);
  return (
    <>
      {list.waiting > 0 && (
        <Button variant="light" size="compact-sm" style={{ alignSelf: 'center' }}
          onClick={() => void list.showNew()}>
          {list.waitingMore ? t('payments.freshMore', { number: list.waiting })
            : t('payments.fresh', { count: list.waiting })}
        </Button>
      )}
      <MoreFailure failure={list.failure} onRetry={() => void list.showNew()} />
      <DataTable label={t('payouts.tabs.ready')} columns={readyColumns} rows={rows}
        rowKey={({ id }) => id} empty={<Empty filtered={filtered} />}
        pending={loading || list.loadingMore} selected={new Set(chosen.map(({ id }) => id))}
        onSelect={select} next={list.next} onMore={() => void list.loadMore()}
        onOpen={({ id }) => {
          list.leave();
          void navigate({ to: '/payments/$paymentId', params: { paymentId: id } });
        }}
        selectionBar={(
          <>
            <strong role="status">
              {!everything ? t('payments.selection.some', { count: chosen.length })
                : matching === null || matching.more ? t('payments.selection.everything')
                  : t('filters.everything', { count: matching.count })}
            </strong>
            {everything ? <span>{t('payments.selection.counted')}</span>
              : totalsByAsset(chosen.map(({ amount }) => amount)).map((total) => (
                <span key={total.asset}>
                  <Rich text={t('payouts.ready.selectedNet')}
                    parts={{ amount: () => <Money value={total} strong /> }} />
                </span>
              ))}
            {!everything && (
              <Button size="compact-sm" variant="subtle" onClick={() => setEverything(true)}>
                {matching === null ? t('payments.selection.all') : matching.more
                  ? t('filters.allMatchingMore', { number: formatCount(matching.count) })
                  : t('filters.allMatching', { count: matching.count })}
              </Button>
            )}
            <Group gap="xs" ml="auto">
              <Button size="compact-md" loading={batch.preparing}
                onClick={() => void batch.prepare(everything ? { filter }
                  : { paymentIds: chosen.map(({ id }) => id) })}>
                {t('payouts.ready.payOut')}
              </Button>
              <Button size="compact-md" variant="subtle" color="gray"
                onClick={() => select(new Set())}>{t('payments.selection.clear')}</Button>
            </Group>
          </>
        )} />
      {batch.draft !== null && (
        <PayoutSheet draft={batch.draft} pending={batch.pending} error={batch.error}
          onClose={batch.discard} onConfirm={(reason) => void batch.create(reason)} />
      )}
    </>
  );
}

function Empty({ filtered }: { readonly filtered: boolean }) {
  return filtered
    ? <EmptyState title={t('payouts.ready.filtered')} text={t('payouts.ready.filteredText')} />
    : (
      <EmptyState icon={HandCoins} title={t('payouts.ready.none')}
        text={t('payouts.ready.noneText')} action={(
          <Button variant="default" component={Link} to="/payouts/import">
            {t('payouts.ready.importFile')}
          </Button>
        )} />
    );
}
