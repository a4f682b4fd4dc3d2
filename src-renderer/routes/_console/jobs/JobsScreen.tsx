import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { JobView } from '../../../../src-main/contract/jobs.ts';
import { call } from '../../../engine/call.ts';
import { headerOf, inChosenOrder, useChosenColumns } from '../../../lists/chosen-columns.ts';
import { ColumnChooser } from '../../../lists/ColumnChooser.tsx';
import { LiveState } from '../../../lists/LiveState.tsx';
import { SavedViews } from '../../../lists/SavedViews.tsx';
import { TableExport } from '../../../lists/TableExport.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FilterChips } from '../../../ui/FilterChips.tsx';
import { Screen } from '../../../ui/Screen.tsx';
import { jobFaces } from '../../../ui/StatusBadge.tsx';
import { MoreFailure } from '../payments/MoreFailure.tsx';
import { useGrownList, type ListPage } from '../../../lists/use-grown-list.ts';
import { jobColumns, jobTexts } from './job-columns.tsx';
import { JOB_ROWS, jobsSearch, jobStateNames, type JobsSearch } from './jobs-search.ts';
import { lower, t } from '../../../words/t.ts';

const states = () => jobStateNames.map((value) => ({ value, label: jobFaces[value].word }));

type JobsScreenProps = {
  readonly first: ListPage<JobView>;
  readonly search: JobsSearch;
  readonly onSearch: (search: JobsSearch) => void;
};

/** Every job that marketplaces posted, newest first. */
export function JobsScreen({ first, search, onSearch }: JobsScreenProps) {
  const state = search.state ?? null;
  const columns = useChosenColumns({
    list: 'jobs', delivered: jobColumns.map(({ id }) => id), known: jobColumns.map(({ id }) => id),
    inAddress: search.cols, onAddress: (cols) => onSearch({ ...search, cols }),
  });
  return (
    <Screen title={t('jobs.title')} width="full" actions={(
      <>
        <LiveState nouns={['jobs']} reading={first} />
        <ColumnChooser chosen={columns.chosen} onChoose={columns.choose}
          columns={jobColumns.map((column) => ({ id: column.id, header: headerOf(column) }))} />
        <TableExport name="jobs" columns={() => jobTexts(columns.chosen)}
          read={(cursor) => call('jobs.list', { state, cursor, limit: JOB_ROWS })} />
      </>
    )}>
      <SavedViews screen="jobs" search={search}
        whole={{ ...search, cols: columns.chosen.join(',') }}
        onOpen={(view) => onSearch(jobsSearch.catch({}).parse(view))} />
      <FilterChips label={t('jobs.state')} options={states()} value={state}
        onChange={(next) => onSearch({ ...search, state: next ?? undefined })} />
      <JobsTable key={state ?? 'all'} first={first} state={state} chosen={columns.chosen} />
    </Screen>
  );
}

function JobsTable({ first, state, chosen }: {
  readonly first: ListPage<JobView>; readonly state: JobView['state'] | null;
  readonly chosen: readonly string[];
}) {
  const columns = useMemo(() => inChosenOrder(jobColumns, chosen), [chosen]);
  const navigate = useNavigate();
  const list = useGrownList(first, (cursor) =>
    call('jobs.list', { state, cursor, limit: JOB_ROWS }));
  return (
    <>
      <MoreFailure failure={list.failure} onRetry={list.loadMore} />
      <DataTable
        label={t('jobs.title')} columns={columns} rows={list.rows} rowKey={(job) => job.id}
        empty={state === null ? (
          <EmptyState title={t('jobs.none')} text={t('jobs.noneHint')} />
        ) : (
          <EmptyState title={t('jobs.noneIn', { state: lower(t(`status.job.${state}`)) })}
            text={t('jobs.takeAway')} />
        )}
        onOpen={(job) => void navigate({ to: '/jobs/$jobId', params: { jobId: job.id } })}
        next={list.next} onMore={list.loadMore} pending={list.loadingMore}
      />
    </>
  );
}
