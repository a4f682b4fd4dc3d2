import { createFileRoute } from '@tanstack/react-router';
import { call } from '../../../../engine/call.ts';
import { ErrorPanel } from '../../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../../ui/Pending.tsx';
import { ReconciliationScreen } from './ReconciliationScreen.tsx';

export const Route = createFileRoute('/_console/payouts/reconciliation/')({
  loader: async () => {
    const { items } = await call('connections.list', {});
    return items.filter(({ rail }) => rail === 'usdc')
      .map(({ id, name, enabled }) => ({ id, name, enabled }));
  },
  component: Reconciliation,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Reconciliation() {
  return <ReconciliationScreen treasuries={Route.useLoaderData()} />;
}
