import { Select } from '@mantine/core';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import type { EscrowRowView } from '../../../../src-main/contract/escrows.ts';
import { escrowRails } from '../../../../src-main/contract/domain.ts';
import { call } from '../../../engine/call.ts';
import { plainText } from '../../../format/text.ts';
import { headerOf, useChosenColumns } from '../../../lists/chosen-columns.ts';
import { ColumnChooser } from '../../../lists/ColumnChooser.tsx';
import { LiveState } from '../../../lists/LiveState.tsx';
import { SavedViews } from '../../../lists/SavedViews.tsx';
import { TableExport } from '../../../lists/TableExport.tsx';
import { FilterChips } from '../../../ui/FilterChips.tsx';
import { Screen } from '../../../ui/Screen.tsx';
import { spanNames } from '../payments/payments-search.ts';
import { railWords } from '../payments/rail-words.ts';
import type { ListPage } from '../../../lists/use-grown-list.ts';
import { deliveredEscrowColumns, escrowColumns, escrowTexts } from './escrow-columns.tsx';
import {
  ESCROW_ROWS, escrowFilterOf, escrowsSearch, type EscrowsSearch,
} from './escrows-search.ts';
import { EscrowsTable } from './EscrowsTable.tsx';
import { EscrowTotals } from './EscrowTotals.tsx';
import { t } from '../../../words/t.ts';
import bar from '../../../lists/lists.module.css';

type EscrowsScreenProps = {
  readonly first: ListPage<EscrowRowView>;
  readonly counts: CallOutput<'escrows.counts'>;
  readonly search: EscrowsSearch;
  readonly onSearch: (search: EscrowsSearch) => void;
};

/** Money that is held, the next to run out first, with what happens to each if nobody acts. */
export function EscrowsScreen({ first, counts, search, onSearch }: EscrowsScreenProps) {
  const { cols, ...narrowed } = search;
  const filter = escrowFilterOf(search);
  const known = escrowColumns({ onVerb: () => undefined });
  const columns = useChosenColumns({
    list: 'escrows', delivered: deliveredEscrowColumns, known: known.map(({ id }) => id),
    inAddress: cols, onAddress: (next) => onSearch({ ...search, cols: next }),
  });
  return (
    <Screen title={t('escrows.title')} width="full" actions={(
      <>
        <LiveState nouns={['escrows', 'payments']} reading={first} />
        <ColumnChooser chosen={columns.chosen} onChoose={columns.choose}
          columns={known.map((column) => ({ id: column.id, header: headerOf(column) }))} />
        <TableExport name="escrows" columns={() => escrowTexts(columns.chosen)}
          read={(cursor) => call('escrows.list', { filter, cursor, limit: 200 })} />
      </>
    )}>
      <EscrowTotals totals={counts.totals} />
      <SavedViews screen="escrows" search={search}
        whole={{ ...search, cols: columns.chosen.join(',') }}
        onOpen={(view) => onSearch(escrowsSearch.catch({}).parse(view))} />
      <div className={bar.bar} role="search" aria-label={t('escrows.title')}>
        <FilterChips label={t('escrows.within')} value={search.within ?? null}
          options={spanNames.map((value) => ({ value, label: t(`filters.within.${value}`) }))}
          onChange={(within) => onSearch({ ...search, within: within ?? undefined })} />
        <FilterChips label={t('escrows.rail')} value={search.rail ?? null}
          options={escrowRails.map((value) => ({ value, label: railWords[value] }))}
          onChange={(rail) => onSearch({ ...search, rail: rail ?? undefined })} />
        <Select size="xs" w={220} aria-label={t('escrows.connection')} clearable
          placeholder={t('escrows.allConnections')} value={search.connection ?? null}
          data={counts.connections.map(({ id, name }) => ({ value: id, label: plainText(name) }))}
          onChange={(connection) => onSearch({ ...search, connection: connection ?? undefined })} />
      </div>
      <EscrowsTable key={JSON.stringify(narrowed)} first={first} chosen={columns.chosen}
        filtered={Object.values(narrowed).some((value) => value !== undefined)}
        read={(cursor) => call('escrows.list', { filter, cursor, limit: ESCROW_ROWS })} />
    </Screen>
  );
}
