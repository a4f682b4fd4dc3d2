import { createFileRoute } from '@tanstack/react-router';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { attentionSearch } from './attention-search.ts';
import { AttentionScreen } from './AttentionScreen.tsx';
import { readAttentionScreen } from './read-attention.ts';

export const Route = createFileRoute('/_console/attention/')({
  validateSearch: attentionSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => readAttentionScreen(deps),
  // Another tab keeps the old items and the focus for as long as that is bearable.
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
