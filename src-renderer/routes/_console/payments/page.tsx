import { createFileRoute } from '@tanstack/react-router';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { filterOf, paymentsSearch } from './payments-search.ts';
import { PaymentsScreen } from './PaymentsScreen.tsx';
import { readPayments } from './read-payments.ts';

export const Route = createFileRoute('/_console/payments/')({
  validateSearch: paymentsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => readPayments(filterOf(deps), null),
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
