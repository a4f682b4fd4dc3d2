import type { JobView } from '../../../../src-main/contract/jobs.ts';
import { plainText, shorten } from '../../../format/text.ts';
import { exactTime } from '../../../format/time.ts';
import { headerOf } from '../../../lists/chosen-columns.ts';
import type { TextColumn } from '../../../lists/TableExport.tsx';
import { CopyText } from '../../../ui/CopyText.tsx';
import type { DataColumn } from '../../../ui/DataTable.tsx';
import { JobBadge } from '../../../ui/StatusBadge.tsx';
import { When } from '../../../ui/When.tsx';
import { TextLink } from '../payments/TextLink.tsx';
import { t } from '../../../words/t.ts';

/** The columns of the jobs list, in their order. */
export const jobColumns: readonly DataColumn<JobView>[] = [
  { id: 'state', header: () => t('common.column.state'), width: '120px',
    cell: (job) => <JobBadge state={job.state} /> },
  {
    id: 'marketplace', header: () => t('common.column.marketplace'), width: 'minmax(140px, 1fr)',
    cell: (job) => plainText(job.marketplaceName),
  },
  {
    id: 'payload', header: () => t('jobs.payload'), width: 'minmax(200px, 2fr)',
    cell: (job) => <span className="pd-mono">{plainText(job.payload)}</span>,
  },
  {
    id: 'payment', header: () => t('common.column.payment'), width: '136px',
    cell: (job) => job.paymentId === null ? t('common.none') : (
      <TextLink to="/payments/$paymentId" params={{ paymentId: job.paymentId }} className="pd-mono"
        title={job.paymentId} tabIndex={-1}>{shorten(job.paymentId, 6, 5)}</TextLink>
    ),
  },
  {
    id: 'expires', header: () => t('jobs.ttlEnds'), width: '116px',
    cell: (job) => <When at={job.endedAt === null ? job.expiresAt : null} none={t('jobs.ended')} />,
  },
  { id: 'updated', header: () => t('common.column.updated'), width: '104px',
    cell: (job) => <When at={job.updatedAt} /> },
  {
    id: 'id', header: () => t('common.column.id'), width: '148px',
    cell: (job) => <CopyText text={job.id} shorten label={t('common.thing.job')} />,
  },
];

/** The chosen columns as plain text, for a file. */
export function jobTexts(chosen: readonly string[]): readonly TextColumn<JobView>[] {
  const texts: Readonly<Record<string, (job: JobView) => string>> = {
    state: ({ state }) => state, marketplace: ({ marketplaceName }) => marketplaceName,
    payload: ({ payload }) => payload.slice(0, 2_000), payment: ({ paymentId }) => paymentId ?? '',
    expires: ({ expiresAt }) => exactTime(expiresAt),
    updated: ({ updatedAt }) => exactTime(updatedAt), id: ({ id }) => id,
  };
  return chosen.flatMap((name) => {
    const column = jobColumns.find(({ id }) => id === name);
    const text = texts[name];
    return column === undefined || text === undefined ? [] : [{ header: headerOf(column), text }];
  });
}
