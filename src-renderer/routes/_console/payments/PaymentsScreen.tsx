import { useLive } from '../../../engine/live.ts';
import { Screen } from '../../../ui/Screen.tsx';
import { ExportButton } from './ExportButton.tsx';
import type { PaymentsPage } from './payment-pages.ts';
import { filterOf, isFiltered, type PaymentsSearch } from './payments-search.ts';
import { PaymentsFilters } from './PaymentsFilters.tsx';
import { PaymentsTable } from './PaymentsTable.tsx';

type PaymentsScreenProps = {
  readonly first: PaymentsPage;
  readonly search: PaymentsSearch;
  readonly onSearch: (search: PaymentsSearch) => void;
};

/** All payments, newest first. Changed rows change in place, new ones are counted. */
export function PaymentsScreen({ first, search, onSearch }: PaymentsScreenProps) {
  useLive({ nouns: ['payments'] });
  const filter = filterOf(search);
  return (
    <Screen title="Payments" width="full" actions={<ExportButton filter={filter} />}>
      <PaymentsFilters search={search} onSearch={onSearch} />
      <PaymentsTable
        key={JSON.stringify(filter)} filter={filter} filtered={isFiltered(search)} first={first}
      />
    </Screen>
  );
}
