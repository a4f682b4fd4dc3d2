import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import type { OperatorView } from '../../../../../src-main/contract/session.ts';
import type { MarketplaceView } from '../../../../../src-main/contract/settings.ts';
import { useLive } from '../../../../engine/live.ts';
import { plainText } from '../../../../format/text.ts';
import { duration } from '../../../../format/time.ts';
import { DataTable, type DataColumn } from '../../../../ui/DataTable.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { Section } from '../Section.tsx';
import { MarketplaceSheet } from './MarketplaceSheet.tsx';
import { t } from '../../../../words/t.ts';
import { railWords } from '../../payments/rail-words.ts';
import { escrowRails } from '../../../../../src-main/contract/domain.ts';

const columns: readonly DataColumn<MarketplaceView>[] = [
  { id: 'name', header: () => t('common.column.name'), width: 'minmax(140px, 2fr)',
    cell: ({ name }) => plainText(name) },
  { id: 'phase', header: () => t('settings.marketplaces.phase'), width: '104px', align: 'right',
    cell: ({ policy }) => policy.bitcoinPhase },
  { id: 'completion', header: () => t('settings.marketplaces.onCompletion'),
    width: 'minmax(184px, 1fr)',
    cell: ({ policy }) => releasedRails(policy.releaseOnCompletion) },
  { id: 'expiry', header: () => t('settings.runsOut'), width: 'minmax(192px, 1fr)',
    cell: ({ policy }) => t(`settings.marketplaces.expiry.${policy.onExpiry}`) },
  { id: 'timeout', header: () => t('settings.marketplaces.escrowTime'), width: '132px',
    align: 'right',
    cell: ({ policy }) => duration(policy.escrowTimeoutMs) },
  { id: 'webhooks', header: () => t('settings.marketplaces.webhooks'), width: '120px',
    cell: ({ webhooks }) => t('settings.marketplaces.endpoints', { count: webhooks.length }) },
];

function releasedRails(rails: MarketplaceView['policy']['releaseOnCompletion']): string {
  const names = escrowRails.filter((rail) => rails[rail]).map((rail) => railWords[rail]);
  return names.length === 0 ? t('common.none') : names.join(', ');
}

type MarketplacesScreenProps = {
  readonly marketplaces: readonly MarketplaceView[];
  readonly operators: readonly OperatorView[];
  readonly edit: string | null;
  readonly onEdit: (id: string | null) => void;
};

export function MarketplacesScreen(props: MarketplacesScreenProps) {
  const { marketplaces, operators, edit, onEdit } = props;
  useLive({ nouns: ['marketplaces'] });
  const opened = marketplaces.find(({ id }) => id === edit) ?? null;
  const add = (
    <Button leftSection={<Plus size={15} aria-hidden />} onClick={() => onEdit('new')}>
      {t('settings.marketplaces.add')}
    </Button>
  );
  return (
    <Section title={t('settings.tabs.marketplaces')} actions={add}
      text={t('settings.marketplaces.text')}>
      <DataTable label={t('settings.tabs.marketplaces')} columns={columns} rows={marketplaces}
        rowKey={({ id }) => id} onOpen={({ id }) => onEdit(id)}
        empty={<EmptyState title={t('settings.marketplaces.none')} action={add}
          text={t('settings.marketplaces.noneHint')} />} />
      {edit === null || (edit !== 'new' && opened === null) ? null : (
        <MarketplaceSheet key={edit} marketplace={opened} operators={operators}
          onClose={() => onEdit(null)} />
      )}
    </Section>
  );
}
