import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import type { MarketplaceView } from '../../../../../src-main/contract/settings.ts';
import { useLive } from '../../../../engine/live.ts';
import { counted, plainText } from '../../../../format/text.ts';
import { duration } from '../../../../format/time.ts';
import { DataTable, type DataColumn } from '../../../../ui/DataTable.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { Section } from '../Section.tsx';
import { MarketplaceSheet } from './MarketplaceSheet.tsx';
import { expiryWords } from './marketplace-form.ts';

const columns: readonly DataColumn<MarketplaceView>[] = [
  { id: 'name', header: 'Name', width: 'minmax(160px, 2fr)', cell: ({ name }) => plainText(name) },
  { id: 'phase', header: 'Bitcoin phase', width: '104px', align: 'right',
    cell: ({ policy }) => policy.bitcoinPhase },
  { id: 'completion', header: 'Released on completion', width: 'minmax(160px, 1fr)',
    cell: ({ policy }) => releasedRails(policy.releaseOnCompletion) },
  { id: 'expiry', header: 'When an escrow runs out', width: 'minmax(180px, 1fr)',
    cell: ({ policy }) => expiryWords[policy.onExpiry] },
  { id: 'timeout', header: 'Escrow time', width: '96px', align: 'right',
    cell: ({ policy }) => duration(policy.escrowTimeoutMs) },
  { id: 'webhooks', header: 'Webhooks', width: '120px',
    cell: ({ webhooks }) => counted(webhooks.length, 'endpoint') },
];

function releasedRails(rails: MarketplaceView['policy']['releaseOnCompletion']): string {
  const names = Object.entries(rails).filter(([, released]) => released).map(([rail]) => rail);
  return names.length === 0 ? 'none' : names.join(', ');
}

type MarketplacesScreenProps = {
  readonly marketplaces: readonly MarketplaceView[];
  readonly edit: string | null;
  readonly onEdit: (id: string | null) => void;
};

export function MarketplacesScreen({ marketplaces, edit, onEdit }: MarketplacesScreenProps) {
  useLive({ nouns: ['marketplaces'] });
  const opened = marketplaces.find(({ id }) => id === edit) ?? null;
  const add = (
    <Button leftSection={<Plus size={15} aria-hidden />} onClick={() => onEdit('new')}>
      Add a marketplace
    </Button>
  );
  return (
    <Section title="Marketplaces" actions={add}
      text="Who sends jobs: where refunds go when a request names no address, what happens by
        itself, and where events are told.">
      <DataTable label="Marketplaces" columns={columns} rows={marketplaces}
        rowKey={({ id }) => id} onOpen={({ id }) => onEdit(id)}
        empty={<EmptyState title="There is no marketplace yet." action={add}
          text="A marketplace is who gets an API key and sends jobs." />} />
      {edit === null || (edit !== 'new' && opened === null) ? null : (
        <MarketplaceSheet key={edit} marketplace={opened} onClose={() => onEdit(null)} />
      )}
    </Section>
  );
}
