import { createFileRoute } from '@tanstack/react-router';
import { call } from '../../../../engine/call.ts';
import { ErrorPanel } from '../../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../../ui/Pending.tsx';
import { BackupsScreen } from './BackupsScreen.tsx';

export const Route = createFileRoute('/_console/settings/backups/')({
  loader: () => call('backups.list', {}),
  component: Backups,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Backups() {
  return <BackupsScreen backups={Route.useLoaderData()} />;
}
