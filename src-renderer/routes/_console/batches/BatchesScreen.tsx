import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { BatchView } from '../../../../src-main/contract/batches.ts';
import { call } from '../../../engine/call.ts';
import { useLive } from '../../../engine/live.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Screen } from '../../../ui/Screen.tsx';
import { MoreFailure } from '../payments/MoreFailure.tsx';
import { useGrownList, type ListPage } from '../payments/use-grown-list.ts';
import { batchColumns } from './batch-columns.tsx';

export const BATCH_ROWS = 100;

/** Every batch, newest first. */
export function BatchesScreen({ first }: { readonly first: ListPage<BatchView> }) {
  useLive({ nouns: ['batches'] });
  const navigate = useNavigate();
  const list = useGrownList(first, (cursor) =>
    call('batches.list', { cursor, limit: BATCH_ROWS }));
  return (
    <Screen title="Batches" width="full">
      <MoreFailure failure={list.failure} onRetry={list.loadMore} />
      <DataTable
        label="Batches" columns={batchColumns} rows={list.rows} rowKey={(batch) => batch.id}
        empty={(
          <EmptyState
            title="No batches yet"
            text="Select payments in the list and release or refund them together."
            action={<Button variant="default" component={Link} to="/payments">Payments</Button>}
          />
        )}
        onOpen={({ id }) => void navigate({ to: '/batches/$batchId', params: { batchId: id } })}
        next={list.next} onMore={list.loadMore} pending={list.loadingMore}
      />
    </Screen>
  );
}
