import { useMemo } from 'react';
import { headerOf, useChosenColumns } from '../../../lists/chosen-columns.ts';
import { ColumnChooser } from '../../../lists/ColumnChooser.tsx';
import { LiveState } from '../../../lists/LiveState.tsx';
import { SavedViews } from '../../../lists/SavedViews.tsx';
import { Screen } from '../../../ui/Screen.tsx';
import { ExportButton } from './ExportButton.tsx';
import { FilterConflict } from './FilterConflict.tsx';
import { deliveredColumns, everyColumn } from './payment-columns.tsx';
import type { PaymentsPage } from './payment-pages.ts';
import {
  conflictOf, filterOf, isFiltered, paymentsSearch, type PaymentsSearch,
} from './payments-search.ts';
import { PaymentsFilters } from './PaymentsFilters.tsx';
import { PaymentsTable } from './PaymentsTable.tsx';
import { t } from '../../../words/t.ts';
import bar from '../../../lists/lists.module.css';

type PaymentsScreenProps = {
  readonly first: PaymentsPage;
  readonly search: PaymentsSearch;
  readonly onSearch: (search: PaymentsSearch) => void;
};

/** All payments. Changed rows change in place, new ones are counted and never pushed in. */
export function PaymentsScreen({ first, search, onSearch }: PaymentsScreenProps) {
  const { cols, ...narrowed } = search;
  const name = JSON.stringify(narrowed);
  // The same filter for as long as the address says the same: what runs out soon is told from now.
  const filter = useMemo(() => filterOf(paymentsSearch.parse(JSON.parse(name))), [name]);
  const known = everyColumn([]);
  const columns = useChosenColumns({
    list: 'payments', delivered: deliveredColumns, known: known.map(({ id }) => id),
    inAddress: cols, onAddress: (next) => onSearch({ ...search, cols: next }),
  });
  const conflict = conflictOf(search);
  return (
    <Screen title={t('payments.title')} width="full" actions={(
      <>
        <LiveState nouns={['payments']} reading={first} />
        <ColumnChooser chosen={columns.chosen} onChoose={columns.choose}
          columns={known.map((column) => ({ id: column.id, header: headerOf(column) }))} />
        {conflict === null && <ExportButton filter={filter} />}
      </>
    )}>
      <div className={bar.bar}>
        <SavedViews screen="payments" search={search}
          whole={{ ...search, cols: columns.chosen.join(',') }}
          onOpen={(view) => onSearch(paymentsSearch.catch({}).parse(view))} />
      </div>
      <PaymentsFilters search={search} onSearch={onSearch} />
      {conflict === null ? (
        <PaymentsTable key={name} filter={filter} filtered={isFiltered(search)} first={first}
          chosen={columns.chosen} />
      ) : (
        <FilterConflict conflict={conflict} search={search} onSearch={onSearch} />
      )}
    </Screen>
  );
}
