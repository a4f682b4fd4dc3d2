import { createFileRoute } from '@tanstack/react-router';
import { call } from '../../../engine/call.ts';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { OverviewScreen } from './OverviewScreen.tsx';

export const Route = createFileRoute('/_console/overview/')({
  loader: () => call('overview.get', {}),
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
  component: OverviewPage,
});

function OverviewPage() {
  return <OverviewScreen overview={Route.useLoaderData()} />;
}
