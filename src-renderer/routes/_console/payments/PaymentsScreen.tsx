import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import type { SellerView } from '../../../../src-main/contract/sellers.ts';
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
import { NewPaymentSheet } from './start/NewPaymentSheet.tsx';
import { useVerbKey } from '../../../ui/use-verb-key.ts';
import { t } from '../../../words/t.ts';
import bar from '../../../lists/lists.module.css';

type PaymentsScreenProps = {
  readonly first: PaymentsPage;
  readonly search: PaymentsSearch;
  readonly onSearch: (search: PaymentsSearch) => void;
  /** Who may receive, where the sheet of a new payment is open; else null. */
  readonly sellers: readonly SellerView[] | null;
  readonly onStart: (on: boolean) => void;
};

/** All payments. Changed rows change in place, new ones are counted and never pushed in. */
export function PaymentsScreen(props: PaymentsScreenProps) {
  const { first, search, onSearch, sellers, onStart } = props;
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
        <StartButton onStart={() => onStart(true)} />
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
      {sellers === null ? null : (
        <NewPaymentSheet sellers={sellers} onClose={() => onStart(false)} />
      )}
    </Screen>
  );
}

function StartButton({ onStart }: { readonly onStart: () => void }) {
  useVerbKey({ hotkey: 'N', label: t('consents.start.button'), run: onStart });
  return (
    <Button leftSection={<Plus size={15} aria-hidden />} aria-keyshortcuts="N" onClick={onStart}>
      {t('consents.start.button')}
    </Button>
  );
}
