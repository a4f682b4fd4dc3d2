import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { call } from '../../../../engine/call.ts';
import { ErrorPanel } from '../../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../../ui/Pending.tsx';
import { messageStates, readMessages } from './messages.ts';
import { ReceivedScreen } from './ReceivedScreen.tsx';

export const Route = createFileRoute('/_console/webhooks/received/')({
  validateSearch: z.object({
    state: z.enum(messageStates).optional().catch(undefined),
    /** The message that is open beside the list. */
    open: z.string().min(1).max(128).optional().catch(undefined),
  }),
  loaderDeps: ({ search }) => ({ state: search.state ?? null, open: search.open ?? null }),
  loader: async ({ deps: { state, open } }) => {
    const [first, opened] = await Promise.all([
      readMessages(state, null), open === null ? null : call('messages.get', { id: open }),
    ]);
    return { first, opened };
  },
  component: Received,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Received() {
  const navigate = Route.useNavigate();
  const { state } = Route.useSearch();
  return (
    <ReceivedScreen key={state ?? 'all'} {...Route.useLoaderData()} state={state ?? null}
      onSearch={(search) => void navigate({ search, resetScroll: false })} />
  );
}
