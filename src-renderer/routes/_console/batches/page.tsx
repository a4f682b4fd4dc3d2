import { createFileRoute } from '@tanstack/react-router';
import { call } from '../../../engine/call.ts';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { BATCH_ROWS, BatchesScreen } from './BatchesScreen.tsx';

export const Route = createFileRoute('/_console/batches/')({
  loader: () => call('batches.list', { cursor: null, limit: BATCH_ROWS }),
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
  component: BatchesPage,
});

function BatchesPage() {
  return <BatchesScreen first={Route.useLoaderData()} />;
}
