import type { BatchView } from '../../../../src-main/contract/batches.ts';
import { formatCount } from '../../../format/money.ts';
import { plainText } from '../../../format/text.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import type { DataColumn } from '../../../ui/DataTable.tsx';
import { When } from '../../../ui/When.tsx';
import { endedCount } from './batch-progress.ts';
import { BatchBadge } from './BatchBadge.tsx';
import { BatchBar } from './BatchBar.tsx';

/** The columns of the batches list, in their order. */
export const batchColumns: readonly DataColumn<BatchView>[] = [
  {
    id: 'state', header: 'State', width: '112px',
    cell: (batch) => <BatchBadge state={batch.state} />,
  },
  { id: 'act', header: 'Act', width: '80px', cell: (batch) => batch.act },
  {
    id: 'progress', header: 'Progress', width: 'minmax(160px, 1.2fr)',
    cell: (batch) => <BatchBar batch={batch} />,
  },
  {
    id: 'ended', header: 'Ended', align: 'right', width: '116px',
    cell: (batch) => (
      <span className="pd-tabular">
        {formatCount(endedCount(batch))} of {formatCount(batch.total)}
      </span>
    ),
  },
  {
    id: 'reason', header: 'Reason', width: 'minmax(160px, 2fr)',
    cell: (batch) => <span title={plainText(batch.reason)}>{plainText(batch.reason)}</span>,
  },
  { id: 'by', header: 'By', width: '120px', cell: (batch) => plainText(batch.requestedBy) },
  {
    id: 'created', header: 'Created', width: '104px',
    cell: (batch) => <When at={batch.createdAt} />,
  },
  {
    id: 'id', header: 'Id', width: '148px',
    cell: (batch) => <CopyText text={batch.id} shorten label="batch id" />,
  },
];
