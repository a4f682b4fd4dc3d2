import { createFileRoute } from '@tanstack/react-router';
import { call } from '../../../../engine/call.ts';
import { ErrorPanel } from '../../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../../ui/Pending.tsx';
import { ListenerScreen } from './ListenerScreen.tsx';

export const Route = createFileRoute('/_console/settings/listener/')({
  loader: () => call('settings.get', {}),
  component: Listener,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Listener() {
  return <ListenerScreen settings={Route.useLoaderData()} />;
}
