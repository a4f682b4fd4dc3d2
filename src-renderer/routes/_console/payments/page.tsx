import { createFileRoute } from '@tanstack/react-router';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { conflictOf, filterOf, paymentsSearch } from './payments-search.ts';
import { PaymentsScreen } from './PaymentsScreen.tsx';
import { readPayments } from './read-payments.ts';

export const Route = createFileRoute('/_console/payments/')({
  validateSearch: paymentsSearch,
  // Other columns are no other rows.
  loaderDeps: ({ search: { cols: _cols, ...search } }) => search,
  // What no index answers is not asked; the screen says why.
  loader: ({ deps }) => conflictOf(deps) === null
    ? readPayments(filterOf(deps), null) : { items: [], next: null },
  // Another filter keeps the old rows and the focus for as long as that is bearable.
  pendingMs: 1_000,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
  component: PaymentsPage,
});

function PaymentsPage() {
  const navigate = Route.useNavigate();
  return (
    <PaymentsScreen
      first={Route.useLoaderData()} search={Route.useSearch()}
      onSearch={(search) => void navigate({ search, replace: true })}
    />
  );
}
