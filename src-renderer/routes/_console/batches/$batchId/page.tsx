import { createFileRoute } from '@tanstack/react-router';
import { ErrorPanel } from '../../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../../ui/Pending.tsx';
import { batchSearch } from './batch-search.ts';
import { BatchScreen } from './BatchScreen.tsx';
import { readBatch } from './read-batch.ts';

export const Route = createFileRoute('/_console/batches/$batchId/')({
  validateSearch: batchSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ params: { batchId }, deps }) => readBatch(batchId, deps.state ?? null),
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
  component: BatchPage,
});

function BatchPage() {
  const navigate = Route.useNavigate();
  const { batch, items } = Route.useLoaderData();
  return (
    <BatchScreen
      batch={batch} items={items} state={Route.useSearch().state ?? null}
      onState={(state) => void navigate({
        search: state === null ? {} : { state }, replace: true,
      })}
    />
  );
}
