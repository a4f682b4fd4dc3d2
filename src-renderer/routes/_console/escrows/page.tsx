import { createFileRoute } from '@tanstack/react-router';
import { call } from '../../../engine/call.ts';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { ESCROW_ROWS, escrowFilterOf, escrowsSearch } from './escrows-search.ts';
import { EscrowsScreen } from './EscrowsScreen.tsx';

export const Route = createFileRoute('/_console/escrows/')({
  validateSearch: escrowsSearch,
  loaderDeps: ({ search: { cols: _cols, ...search } }) => search,
  loader: async ({ deps }) => {
    const [first, counts] = await Promise.all([
      call('escrows.list', { filter: escrowFilterOf(deps), cursor: null, limit: ESCROW_ROWS }),
      call('escrows.counts', {}),
    ]);
    return { first, counts };
  },
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
  component: EscrowsPage,
});

function EscrowsPage() {
  const navigate = Route.useNavigate();
  return (
    <EscrowsScreen
      {...Route.useLoaderData()} search={Route.useSearch()}
      onSearch={(search) => void navigate({ search, replace: true })}
    />
  );
}
