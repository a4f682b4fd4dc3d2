import { createFileRoute } from '@tanstack/react-router';
import { call } from '../../../engine/call.ts';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { attentionSearch } from './attention-search.ts';
import { AttentionScreen } from './AttentionScreen.tsx';
import { readAttention } from './read-attention.ts';

export const Route = createFileRoute('/_console/attention/')({
  validateSearch: attentionSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ deps }) => {
    const [first, overview] = await Promise.all([
      readAttention(deps, null), call('overview.get', {}),
    ]);
    return { first, nextEvent: overview.nextEvent };
  },
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
  component: AttentionPage,
});

function AttentionPage() {
  const navigate = Route.useNavigate();
  return (
    <AttentionScreen
      {...Route.useLoaderData()} search={Route.useSearch()}
      onSearch={(search) => void navigate({ search })}
    />
  );
}
