import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { BatchView } from '../../../../src-main/contract/batches.ts';
import { call } from '../../../engine/call.ts';
import { useLive } from '../../../engine/live.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Screen } from '../../../ui/Screen.tsx';
import { MoreFailure } from '../payments/MoreFailure.tsx';
import { TableExport } from '../../../lists/TableExport.tsx';
import { useGrownList, type ListPage } from '../../../lists/use-grown-list.ts';
import { batchColumns, batchTexts } from './batch-columns.tsx';
import { t } from '../../../words/t.ts';

export const BATCH_ROWS = 100;

/** Every batch, newest first. */
export function BatchesScreen({ first }: { readonly first: ListPage<BatchView> }) {
  useLive({ nouns: ['batches', 'batchItems'] });
  const navigate = useNavigate();
  const list = useGrownList(first, (cursor) =>
    call('batches.list', { cursor, limit: BATCH_ROWS }));
  return (
    <Screen title={t('batches.title')} width="full" actions={(
      <TableExport name="batches" columns={batchTexts}
        read={(cursor) => call('batches.list', { cursor, limit: BATCH_ROWS })} />
    )}>
      <MoreFailure failure={list.failure} onRetry={list.loadMore} />
      <DataTable
        label={t('batches.title')} columns={batchColumns} rows={list.rows}
        rowKey={(batch) => batch.id}
        empty={(
          <EmptyState
            title={t('batches.none')}
            text={t('batches.noneHint')}
            action={(
              <Button variant="default" component={Link} to="/payments">
                {t('payments.title')}
              </Button>
            )}
          />
        )}
        onOpen={({ id }) => void navigate({ to: '/batches/$batchId', params: { batchId: id } })}
        next={list.next} onMore={list.loadMore} pending={list.loadingMore}
      />
    </Screen>
  );
}
