import type { JobView } from '../../../../src-main/contract/jobs.ts';
import { plainText, shorten } from '../../../format/text.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import type { DataColumn } from '../../../ui/DataTable.tsx';
import { JobBadge } from '../../../ui/StatusBadge.tsx';
import { When } from '../../../ui/When.tsx';
import { TextLink } from '../payments/TextLink.tsx';

/** The columns of the jobs list, in their order. */
export const jobColumns: readonly DataColumn<JobView>[] = [
  { id: 'state', header: 'State', width: '120px', cell: (job) => <JobBadge state={job.state} /> },
  {
    id: 'marketplace', header: 'Marketplace', width: 'minmax(140px, 1fr)',
    cell: (job) => plainText(job.marketplaceName),
  },
  {
    id: 'payload', header: 'Payload', width: 'minmax(200px, 2fr)',
    cell: (job) => <span className="pd-mono">{plainText(job.payload)}</span>,
  },
  {
    id: 'payment', header: 'Payment', width: '136px',
    cell: (job) => job.paymentId === null ? 'none' : (
      <TextLink to="/payments/$paymentId" params={{ paymentId: job.paymentId }} className="pd-mono"
        title={job.paymentId} tabIndex={-1}>{shorten(job.paymentId, 6, 5)}</TextLink>
    ),
  },
  {
    id: 'expires', header: 'TTL ends', width: '116px',
    cell: (job) => <When at={job.endedAt === null ? job.expiresAt : null} none="ended" />,
  },
  { id: 'updated', header: 'Updated', width: '104px', cell: (job) => <When at={job.updatedAt} /> },
  {
    id: 'id', header: 'Id', width: '148px',
    cell: (job) => <CopyText text={job.id} shorten label="job id" />,
  },
];
