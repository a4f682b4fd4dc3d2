import { createFileRoute } from '@tanstack/react-router';
import { call } from '../../../../engine/call.ts';
import { ListenerScreen } from './ListenerScreen.tsx';

export const Route = createFileRoute('/_console/settings/listener/')({
  loader: () => call('settings.get', {}),
  component: Listener,
});

function Listener() {
  return <ListenerScreen settings={Route.useLoaderData()} />;
}
