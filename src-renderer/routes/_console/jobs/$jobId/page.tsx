import { createFileRoute } from '@tanstack/react-router';
import { call } from '../../../../engine/call.ts';
import { ErrorPanel } from '../../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../../ui/Pending.tsx';
import { JobScreen } from './JobScreen.tsx';
import { readJobPayment } from './read-job-payment.ts';

export const Route = createFileRoute('/_console/jobs/$jobId/')({
  loader: async ({ params: { jobId } }) => {
    const found = await call('jobs.get', { jobId });
    return { ...found, page: await readJobPayment(found.job) };
  },
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
  component: JobPage,
});

function JobPage() {
  const { job, payments, page } = Route.useLoaderData();
  return <JobScreen job={job} payments={payments} page={page} />;
}
