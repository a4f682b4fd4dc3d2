import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { call } from '../../../engine/call.ts';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { conflictOf, filterOf, paymentsSearch } from './payments-search.ts';
import { PaymentsScreen } from './PaymentsScreen.tsx';
import { readPayments } from './read-payments.ts';

export const Route = createFileRoute('/_console/payments/')({
  validateSearch: paymentsSearch.extend({
    /** The sheet of a new payment is open. */
    start: z.literal(true).optional().catch(undefined),
  }),
  // Other columns are no other rows.
  loaderDeps: ({ search: { cols: _cols, ...search } }) => search,
  // What no index answers is not asked; the screen says why.
  loader: async ({ deps }) => {
    const [first, sellers] = await Promise.all([
      conflictOf(deps) === null ? readPayments(filterOf(deps), null) : { items: [], next: null },
      deps.start === true ? call('sellers.list', {}) : null,
    ]);
    return { first, sellers: sellers?.items ?? null };
  },
  // Another filter keeps the old rows and the focus for as long as that is bearable.
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
  component: PaymentsPage,
});

function PaymentsPage() {
  const navigate = Route.useNavigate();
  const { start: _start, ...search } = Route.useSearch();
  return (
    <PaymentsScreen
      {...Route.useLoaderData()} search={search}
      onSearch={(next) => void navigate({ search: next, replace: true })}
      onStart={(on) => void navigate({ search: on ? { ...search, start: true } : search })}
    />
  );
}
