import { useNavigate } from '@tanstack/react-router';
import type { JobView } from '../../../../src-main/contract/jobs.ts';
import { call } from '../../../engine/call.ts';
import { useLive } from '../../../engine/live.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FilterChips } from '../../../ui/FilterChips.tsx';
import { Screen } from '../../../ui/Screen.tsx';
import { jobFaces } from '../../../ui/StatusBadge.tsx';
import { MoreFailure } from '../payments/MoreFailure.tsx';
import { useGrownList, type ListPage } from '../payments/use-grown-list.ts';
import { jobColumns } from './job-columns.tsx';
import { JOB_ROWS, jobStateNames } from './jobs-search.ts';

const states = jobStateNames.map((value) => ({ value, label: jobFaces[value].word }));

type JobsScreenProps = {
  readonly first: ListPage<JobView>;
  readonly state: JobView['state'] | null;
  readonly onState: (state: JobView['state'] | null) => void;
};

/** Every job that marketplaces posted, newest first. */
export function JobsScreen({ first, state, onState }: JobsScreenProps) {
  useLive({ nouns: ['jobs'] });
  return (
    <Screen title="Jobs" width="full">
      <FilterChips label="State" options={states} value={state} onChange={onState} />
      <JobsTable key={state ?? 'all'} first={first} state={state} />
    </Screen>
  );
}

function JobsTable({ first, state }: Pick<JobsScreenProps, 'first' | 'state'>) {
  const navigate = useNavigate();
  const list = useGrownList(first, (cursor) =>
    call('jobs.list', { state, cursor, limit: JOB_ROWS }));
  return (
    <>
      <MoreFailure failure={list.failure} onRetry={list.loadMore} />
      <DataTable
        label="Jobs" columns={jobColumns} rows={list.rows} rowKey={(job) => job.id}
        empty={state === null ? (
          <EmptyState title="No jobs yet"
            text="A marketplace posts a job to the listener; it appears here with its payment." />
        ) : (
          <EmptyState title={`No job is ${state}`} text="Take the filter away to see all." />
        )}
        onOpen={(job) => void navigate({ to: '/jobs/$jobId', params: { jobId: job.id } })}
        next={list.next} onMore={list.loadMore} pending={list.loadingMore}
      />
    </>
  );
}
