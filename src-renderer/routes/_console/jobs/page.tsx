import { createFileRoute } from '@tanstack/react-router';
import { call } from '../../../engine/call.ts';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { JOB_ROWS, jobsSearch } from './jobs-search.ts';
import { JobsScreen } from './JobsScreen.tsx';

export const Route = createFileRoute('/_console/jobs/')({
  validateSearch: jobsSearch,
  loaderDeps: ({ search: { state } }) => ({ state }),
  loader: ({ deps }) =>
    call('jobs.list', { state: deps.state ?? null, cursor: null, limit: JOB_ROWS }),
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
  component: JobsPage,
});

function JobsPage() {
  const navigate = Route.useNavigate();
  return (
    <JobsScreen
      first={Route.useLoaderData()} search={Route.useSearch()}
      onSearch={(search) => void navigate({ search, replace: true })}
    />
  );
}
