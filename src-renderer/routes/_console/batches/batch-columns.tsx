import type { BatchView } from '../../../../src-main/contract/batches.ts';
import { plainText } from '../../../format/text.ts';
import { exactTime } from '../../../format/time.ts';
import type { TextColumn } from '../../../lists/TableExport.tsx';
import { CopyText } from '../../../ui/CopyText.tsx';
import type { DataColumn } from '../../../ui/DataTable.tsx';
import { When } from '../../../ui/When.tsx';
import { endedCount, itemStates } from './batch-progress.ts';
import { BatchBadge } from './BatchBadge.tsx';
import { BatchBar } from './BatchBar.tsx';
import { t } from '../../../words/t.ts';

/** The columns of the batches list, in their order. */
export const batchColumns: readonly DataColumn<BatchView>[] = [
  {
    id: 'state', header: () => t('common.column.state'), width: '112px',
    cell: (batch) => <BatchBadge state={batch.state} />,
  },
  { id: 'act', header: () => t('common.column.act'), width: '80px',
    cell: (batch) => t(`status.kind.${batch.act}`) },
  {
    id: 'progress', header: () => t('batches.progress'), width: 'minmax(160px, 1.2fr)',
    cell: (batch) => <BatchBar batch={batch} />,
  },
  {
    id: 'ended', header: () => t('batches.ended'), align: 'right', width: '116px',
    cell: (batch) => (
      <span className="pd-tabular">
        {t('common.of', { part: endedCount(batch), whole: batch.total })}
      </span>
    ),
  },
  {
    id: 'reason', header: () => t('common.column.reason'), width: 'minmax(160px, 2fr)',
    cell: (batch) => <span title={plainText(batch.reason)}>{plainText(batch.reason)}</span>,
  },
  { id: 'by', header: () => t('batches.by'), width: '120px',
    cell: (batch) => plainText(batch.requestedBy) },
  {
    id: 'created', header: () => t('common.column.created'), width: '104px',
    cell: (batch) => <When at={batch.createdAt} />,
  },
  {
    id: 'id', header: () => t('common.column.id'), width: '148px',
    cell: (batch) => <CopyText text={batch.id} shorten label={t('common.thing.batch')} />,
  },
];

/** The list as plain text, for a file. */
export const batchTexts = (): readonly TextColumn<BatchView>[] => [
  { header: t('common.column.id'), text: ({ id }) => id },
  { header: t('common.column.state'), text: ({ state }) => t(`status.batch.${state}`) },
  { header: t('common.column.act'), text: ({ act }) => t(`status.kind.${act}`) },
  { header: t('batches.items'), text: ({ total }) => `${total}` },
  { header: t('batches.itemsEnded'), text: (batch) => `${endedCount(batch)}` },
  ...itemStates.map(({ state }) => ({
    header: t(`status.item.${state}`),
    text: ({ counts }: BatchView) => `${counts[state] ?? 0}`,
  })),
  { header: t('common.column.reason'), text: ({ reason }) => reason },
  { header: t('batches.by'), text: ({ requestedBy }) => requestedBy },
  { header: t('common.column.created'), text: ({ createdAt }) => exactTime(createdAt) },
  { header: t('batches.finished'),
    text: ({ finishedAt }) => finishedAt === null ? '' : exactTime(finishedAt) },
  { header: t('batches.retryOf'), text: ({ retryOf }) => retryOf ?? '' },
];
