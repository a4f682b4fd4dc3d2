import { Button } from '@mantine/core';
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
import { DataTable, type DataColumn } from '../../../../ui/DataTable.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { ShownOnce } from '../../../../ui/ShownOnce.tsx';
import { toastDone, toastRefusal } from '../../../../ui/toast.ts';
import { ToneBadge, type Face } from '../../../../ui/ToneBadge.tsx';
import { When } from '../../../../ui/When.tsx';
import { Section } from '../Section.tsx';
import { NewKeySheet } from './NewKeySheet.tsx';

type KeyView = CallOutput<'keys.list'>['items'][number];

type KeysScreenProps = {
  readonly keys: readonly KeyView[];
  readonly marketplaces: readonly MarketplaceView[];
  readonly creating: boolean;
  readonly onCreate: (on: boolean) => void;
};

const columns: readonly DataColumn<KeyView>[] = [
  { id: 'name', header: 'Name', width: 'minmax(130px, 1fr)', cell: ({ name }) => plainText(name) },
  { id: 'marketplace', header: 'Marketplace', width: 'minmax(130px, 1fr)',
    cell: ({ marketplaceName }) => plainText(marketplaceName) },
  { id: 'state', header: 'State', width: '104px', cell: (key) => <ToneBadge {...faceOf(key)} /> },
  { id: 'scopes', header: 'May', width: 'minmax(180px, 2fr)', cell: ({ scopes }) =>
    <span title={scopes.join(', ')}>{scopes.join(', ')}</span> },
  { id: 'used', header: 'Last used', width: '112px', cell: ({ lastUsedAt }) =>
    <When at={lastUsedAt} none="never" /> },
  { id: 'expires', header: 'Ends', width: '112px', cell: ({ expiresAt }) =>
    <When at={expiresAt} none="never" /> },
];

function faceOf({ revokedAt, expiresAt }: KeyView): Face {
  if (revokedAt !== null) return { tone: 'wait', icon: Ban, word: 'Revoked' };
  return expiresAt !== null && expiresAt <= engineNow()
    ? { tone: 'wait', icon: Hourglass, word: 'Ended' }
    : { tone: 'done', icon: Check, word: 'Valid' };
}

export function KeysScreen({ keys, marketplaces, creating, onCreate }: KeysScreenProps) {
  useLive({ nouns: ['apiKeys'] });
  const router = useRouter();
  const [made, setMade] = useState<string | null>(null);
  const withRevoke = useMemo((): readonly DataColumn<KeyView>[] => [...columns, {
    id: 'revoke', header: 'Revoke', width: '96px', cell: (key) => key.revokedAt !== null ? null : (
      <Button size="compact-xs" variant="default" aria-label={`Revoke ${key.name}`}
        onClick={() => askToRevoke(key, () => router.invalidate())}>Revoke</Button>
    ),
  }], [router]);
  const add = (
    <Button leftSection={<Plus size={15} aria-hidden />} onClick={() => onCreate(true)}
      disabled={marketplaces.length === 0}>Create a key</Button>
  );
  return (
    <Section title="API keys" actions={add}
      text="A key belongs to a marketplace and may do what its scopes name. Only a digest is kept:
        the key itself is shown once, when it is created.">
      <DataTable label="API keys" columns={withRevoke} rows={keys} rowKey={({ id }) => id}
        empty={<EmptyState title="There is no key yet." action={add}
          text={marketplaces.length === 0 ? 'Add a marketplace first: a key belongs to one.'
            : 'Without a key no marketplace can send jobs.'} />} />
      {creating ? (
        <NewKeySheet marketplaces={marketplaces} onClose={() => onCreate(false)}
          onMade={(key) => { onCreate(false); setMade(key); void router.invalidate(); }} />
      ) : null}
      <ShownOnce what="API key" secret={made} onClose={() => setMade(null)} />
    </Section>
  );
}

function askToRevoke({ id, name, marketplaceName }: KeyView, then: () => Promise<void>): void {
  const revoke = async (): Promise<void> => {
    try {
      await call('keys.revoke', { id });
      await then();
      toastDone(`Revoked ${name}.`);
    } catch (error) {
      toastRefusal(error);
    }
  };
  modals.openConfirmModal({
    title: `Revoke the key ${plainText(name)}?`,
    children: `${plainText(marketplaceName)} is refused with it from now on. It cannot be made `
      + 'valid again.',
    labels: { confirm: 'Revoke key', cancel: 'Cancel' }, confirmProps: { color: 'red' },
    onConfirm: () => void revoke(),
  });
}
