import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { call } from '../../../engine/call.ts';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { PAYEE_ROWS, PayeesScreen } from './PayeesScreen.tsx';

export const Route = createFileRoute('/_console/payees/')({
  validateSearch: z.object({
    q: z.coerce.string().min(1).max(200).optional().catch(undefined),
  }),
  loaderDeps: ({ search }) => search,
  loader: ({ deps: { q } }) =>
    call('payees.list', { search: q ?? '', cursor: null, limit: PAYEE_ROWS }),
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
  component: PayeesPage,
});

function PayeesPage() {
  const navigate = Route.useNavigate();
  const { q } = Route.useSearch();
  return (
    <PayeesScreen
      first={Route.useLoaderData()} search={q ?? ''}
      onSearch={(text) => void navigate({ search: text === '' ? {} : { q: text }, replace: true })}
    />
  );
}
