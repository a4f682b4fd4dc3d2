import { Button, Group } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useRouter } from '@tanstack/react-router';
import { Ban, Check, Hourglass, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { CallOutput } from '../../../../../src-main/contract/contract.ts';
import type { MarketplaceView } from '../../../../../src-main/contract/settings.ts';
import { call } from '../../../../engine/call.ts';
import { engineNow } from '../../../../engine/clock.ts';
import { useLive } from '../../../../engine/live.ts';
import { plainText } from '../../../../format/text.ts';
import { exactTime } from '../../../../format/time.ts';
import { TableExport, type TextColumn } from '../../../../lists/TableExport.tsx';
import { DataTable, type DataColumn } from '../../../../ui/DataTable.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { ShownOnce } from '../../../../ui/ShownOnce.tsx';
import { toastDone, toastRefusal } from '../../../../ui/toast.ts';
import { face, type Face } from '../../../../ui/face.ts';
import { ToneBadge } from '../../../../ui/ToneBadge.tsx';
import { When } from '../../../../ui/When.tsx';
import { Section } from '../Section.tsx';
import { NewKeySheet } from './NewKeySheet.tsx';
import { t } from '../../../../words/t.ts';

type KeyView = CallOutput<'keys.list'>['items'][number];

type KeysScreenProps = {
  readonly keys: readonly KeyView[];
  readonly marketplaces: readonly MarketplaceView[];
  readonly creating: boolean;
  readonly onCreate: (on: boolean) => void;
};

const columns: readonly DataColumn<KeyView>[] = [
  { id: 'name', header: () => t('common.column.name'), width: 'minmax(130px, 1fr)',
    cell: ({ name }) => plainText(name) },
  { id: 'marketplace', header: () => t('common.column.marketplace'), width: 'minmax(130px, 1fr)',
    cell: ({ marketplaceName }) => plainText(marketplaceName) },
  { id: 'state', header: () => t('common.column.state'), width: '104px',
    cell: (key) => <ToneBadge {...faceOf(key)} /> },
  { id: 'scopes', header: () => t('settings.keys.may'), width: 'minmax(180px, 2fr)',
    cell: ({ scopes }) =>
    <span title={scopes.join(', ')}>{scopes.join(', ')}</span> },
  { id: 'used', header: () => t('settings.keys.lastUsed'), width: '112px', cell: ({ lastUsedAt }) =>
    <When at={lastUsedAt} none={t('common.never')} /> },
  { id: 'expires', header: () => t('settings.keys.ends'), width: '112px', cell: ({ expiresAt }) =>
    <When at={expiresAt} none={t('common.never')} /> },
];

/** The list as plain text, for a file; of the keys themselves nobody has more than a digest. */
const keyTexts = (): readonly TextColumn<KeyView>[] => [
  { header: t('common.column.id'), text: ({ id }) => id },
  { header: t('common.column.name'), text: ({ name }) => name },
  { header: t('common.column.marketplace'), text: ({ marketplaceName }) => marketplaceName },
  { header: t('common.column.state'), text: (key) => faceOf(key).word },
  { header: t('settings.keys.may'), text: ({ scopes }) => scopes.join(' ') },
  { header: t('common.column.created'), text: ({ createdAt }) => exactTime(createdAt) },
  { header: t('settings.keys.lastUsed'),
    text: ({ lastUsedAt }) => lastUsedAt === null ? '' : exactTime(lastUsedAt) },
  { header: t('settings.keys.ends'),
    text: ({ expiresAt }) => expiresAt === null ? '' : exactTime(expiresAt) },
];

async function readKeys() {
  const { items } = await call('keys.list', {});
  return { items, next: null };
}

function faceOf({ revokedAt, expiresAt }: KeyView): Face {
  if (revokedAt !== null) return face('wait', Ban, 'status.key.revoked');
  return expiresAt !== null && expiresAt <= engineNow()
    ? face('wait', Hourglass, 'status.key.ended')
    : face('done', Check, 'status.key.valid');
}

export function KeysScreen({ keys, marketplaces, creating, onCreate }: KeysScreenProps) {
  useLive({ nouns: ['apiKeys'] });
  const router = useRouter();
  const [made, setMade] = useState<string | null>(null);
  const withRevoke = useMemo((): readonly DataColumn<KeyView>[] => [...columns, {
    id: 'revoke', header: () => t('settings.keys.revoke'), width: '96px',
    cell: (key) => key.revokedAt !== null ? null : (
      <Button size="compact-xs" variant="default" 
        aria-label={t('settings.keys.revokeOf', { name: key.name })}
        onClick={() => askToRevoke(key, () => router.invalidate())}>
        {t('settings.keys.revoke')}
      </Button>
    ),
  }], [router]);
  const add = (
    <Button leftSection={<Plus size={15} aria-hidden />} onClick={() => onCreate(true)}
      disabled={marketplaces.length === 0}>{t('settings.keys.create')}</Button>
  );
  return (
    <Section title={t('settings.tabs.keys')} text={t('settings.keys.text')} actions={(
      <Group gap="xs">
        <TableExport name="api-keys" columns={keyTexts} read={readKeys} />
        {add}
      </Group>
    )}>
      <DataTable label={t('settings.tabs.keys')} columns={withRevoke} rows={keys}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('settings.keys.none')} action={add}
          text={t(marketplaces.length === 0
            ? 'settings.keys.marketplaceFirst' : 'settings.keys.noneHint')} />} />
      {creating ? (
        <NewKeySheet marketplaces={marketplaces} onClose={() => onCreate(false)}
          onMade={(key) => { onCreate(false); setMade(key); void router.invalidate(); }} />
      ) : null}
      <ShownOnce what={t('common.thing.apiKey')} secret={made} onClose={() => setMade(null)} />
    </Section>
  );
}

function askToRevoke({ id, name, marketplaceName }: KeyView, then: () => Promise<void>): void {
  const revoke = async (): Promise<void> => {
    try {
      await call('keys.revoke', { id });
      await then();
      toastDone(t('settings.keys.revoked', { name }));
    } catch (error) {
      toastRefusal(error);
    }
  };
  modals.openConfirmModal({
    title: t('settings.keys.revokeTitle', { name: plainText(name) }),
    children: t('settings.keys.revokeText', { marketplace: plainText(marketplaceName) }),
    labels: { confirm: t('settings.keys.revokeConfirm'), cancel: t('common.cancel') },
    confirmProps: { color: 'red' },
    onConfirm: () => void revoke(),
  });
}
