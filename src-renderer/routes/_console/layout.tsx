import { createFileRoute } from '@tanstack/react-router';
import { call } from '../../engine/call.ts';
import { demandSignedIn } from '../../engine/phase.ts';
import { ConsoleFrame } from '../../frame/ConsoleFrame.tsx';
import { StartFailed } from '../../frame/StartFailed.tsx';
import { Pending } from '../../ui/Pending.tsx';

export const Route = createFileRoute('/_console')({
  beforeLoad: ({ location }) => demandSignedIn(location.href),
  loader: async () => {
    const [badges, providers, unread] = await Promise.all([
      call('overview.badges', {}), call('overview.providers', {}), call('inbox.unread', {}),
    ]);
    return { badges, providers, unread };
  },
  // The frame reads again when it is told to (its `useLive`), not at every change of screen.
  staleTime: Number.POSITIVE_INFINITY,
  component: Console,
  pendingComponent: Pending,
  errorComponent: ({ error }) => <StartFailed error={error} />,
});

function Console() {
  return <ConsoleFrame {...Route.useLoaderData()} />;
}
