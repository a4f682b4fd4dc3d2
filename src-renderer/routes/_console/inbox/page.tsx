import { createFileRoute } from '@tanstack/react-router';
import { call } from '../../../engine/call.ts';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { inboxSearch } from './inbox-search.ts';
import { InboxScreen } from './InboxScreen.tsx';
import { readInbox } from './read-inbox.ts';

export const Route = createFileRoute('/_console/inbox/')({
  validateSearch: inboxSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ deps }) => {
    const [first, unread] = await Promise.all([
      readInbox(deps.show ?? 'needs-me', null), call('inbox.unread', {}),
    ]);
    return { first, unread };
  },
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
  component: InboxPage,
});

function InboxPage() {
  const navigate = Route.useNavigate();
  return (
    <InboxScreen
      {...Route.useLoaderData()} search={Route.useSearch()}
      onSearch={(search) => void navigate({ search })}
    />
  );
}
