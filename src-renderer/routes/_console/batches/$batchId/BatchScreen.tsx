import { useNavigate } from '@tanstack/react-router';
import type { BatchView } from '../../../../../src-main/contract/batches.ts';
import { useLive } from '../../../../engine/live.ts';
import { formatCount } from '../../../../format/money.ts';
import { counted, plainText } from '../../../../format/text.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { DataTable } from '../../../../ui/DataTable.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { FilterChips } from '../../../../ui/FilterChips.tsx';
import { Screen } from '../../../../ui/Screen.tsx';
import { When } from '../../../../ui/When.tsx';
import { MoreFailure } from '../../payments/MoreFailure.tsx';
import { useGrownList, type ListPage } from '../../payments/use-grown-list.ts';
import { endedCount, itemStates, type ItemState } from '../batch-progress.ts';
import { BatchBadge } from '../BatchBadge.tsx';
import { BatchBar } from '../BatchBar.tsx';
import { BatchVerbs } from './BatchVerbs.tsx';
import { itemColumns } from './item-columns.tsx';
import { readItems, type ItemRow } from './read-batch.ts';
import styles from './BatchScreen.module.css';

type BatchScreenProps = {
  readonly batch: BatchView;
  readonly items: ListPage<ItemRow>;
  readonly state: ItemState | null;
  readonly onState: (state: ItemState | null) => void;
};

/** One batch: how far it is, what came of each item, and *Pause* or *Resume*. */
export function BatchScreen({ batch, items, state, onState }: BatchScreenProps) {
  useLive({ nouns: ['batches'] });
  const word = batch.act === 'release' ? 'Release' : 'Refund';
  const options = itemStates
    .filter((one) => (batch.counts[one.state] ?? 0) > 0 || one.state === state)
    .map((one) => ({
      value: one.state, label: one.word, count: batch.counts[one.state] ?? 0,
    }));
  return (
    <Screen
      title={`${word} of ${counted(batch.total, 'payment')}`} width="full"
      subtitle={<CopyText text={batch.id} label="batch id" />}
      actions={<BatchVerbs batch={batch} />}
    >
      <section className={styles.card} aria-label="Progress">
        <div className={styles.head}>
          <BatchBadge state={batch.state} />
          <span>
            {formatCount(endedCount(batch))} of {formatCount(batch.total)} ended
          </span>
          <span>started <When at={batch.createdAt} /> by {plainText(batch.requestedBy)}</span>
          {batch.finishedAt !== null && <span>finished <When at={batch.finishedAt} /></span>}
          <span className={styles.reason}>“{plainText(batch.reason)}”</span>
        </div>
        <BatchBar batch={batch} tall />
      </section>
      <FilterChips label="Items" options={options} value={state} onChange={onState} />
      <ItemsTable key={state ?? 'all'} batchId={batch.id} items={items} state={state} />
    </Screen>
  );
}

function ItemsTable({ batchId, items, state }: Pick<BatchScreenProps, 'items' | 'state'> & {
  readonly batchId: string;
}) {
  const navigate = useNavigate();
  const list = useGrownList(items, (cursor) => readItems(batchId, state, cursor));
  return (
    <>
      <MoreFailure failure={list.failure} onRetry={list.loadMore} />
      <DataTable
        label="Items" columns={itemColumns} rows={list.rows} rowKey={(item) => item.id}
        empty={<EmptyState title="No items here"
          text="Take the filter away to see every payment of this batch." />}
        onOpen={({ paymentId }) =>
          void navigate({ to: '/payments/$paymentId', params: { paymentId } })}
        next={list.next} onMore={list.loadMore} pending={list.loadingMore}
      />
    </>
  );
}
