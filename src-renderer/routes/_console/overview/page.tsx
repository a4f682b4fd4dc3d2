import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { overviewDays } from '../../../../src-main/contract/overview.ts';
import { call } from '../../../engine/call.ts';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { OverviewScreen } from './OverviewScreen.tsx';

export const Route = createFileRoute('/_console/overview/')({
  validateSearch: z.object({ days: z.literal(overviewDays).optional().catch(undefined) }),
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => call('overview.get', { days: deps.days ?? 7 }),
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
  component: OverviewPage,
});

function OverviewPage() {
  const navigate = Route.useNavigate();
  return (
    <OverviewScreen
      overview={Route.useLoaderData()} days={Route.useSearch().days ?? 7}
      onDays={(days) => void navigate({ search: days === 7 ? {} : { days }, replace: true })}
    />
  );
}
