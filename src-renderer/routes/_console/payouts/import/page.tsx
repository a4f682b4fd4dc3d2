import { createFileRoute } from '@tanstack/react-router';
import { call } from '../../../../engine/call.ts';
import { ErrorPanel } from '../../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../../ui/Pending.tsx';
import { ImportScreen } from './ImportScreen.tsx';

export const Route = createFileRoute('/_console/payouts/import/')({
  loader: async () => (await call('marketplaces.list', {})).items,
  component: Import,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Import() {
  return <ImportScreen marketplaces={Route.useLoaderData()} />;
}
