import { createFileRoute } from '@tanstack/react-router';
import { call } from '../../../engine/call.ts';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { RehearsalScreen } from './RehearsalScreen.tsx';

export const Route = createFileRoute('/_console/rehearsal/')({
  loader: async () => {
    const [script, books] = await Promise.all([
      call('rehearsal.get', {}), call('rehearsal.books', {}),
    ]);
    return { script, books };
  },
  component: Rehearsal,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Rehearsal() {
  return <RehearsalScreen {...Route.useLoaderData()} />;
}
