import { Link, useNavigate } from '@tanstack/react-router';
import type { BatchView } from '../../../../../src-main/contract/batches.ts';
import { useLive } from '../../../../engine/live.ts';
import { plainText } from '../../../../format/text.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { DataTable } from '../../../../ui/DataTable.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { FilterChips } from '../../../../ui/FilterChips.tsx';
import { Screen } from '../../../../ui/Screen.tsx';
import { When } from '../../../../ui/When.tsx';
import { MoreFailure } from '../../payments/MoreFailure.tsx';
import { useGrownList, type ListPage } from '../../../../lists/use-grown-list.ts';
import { endedCount, itemStates, type ItemState } from '../batch-progress.ts';
import { BatchBadge } from '../BatchBadge.tsx';
import { BatchBar } from '../BatchBar.tsx';
import { BatchVerbs } from './BatchVerbs.tsx';
import { itemColumns } from './item-columns.tsx';
import { readItems, type ItemRow } from './read-batch.ts';
import { lower, t } from '../../../../words/t.ts';
import { Rich } from '../../../../words/Rich.tsx';
import styles from './BatchScreen.module.css';

/** A running batch changes many times a second, and each reading names every item's payment. */
const READ_EVERY_MS = 250;

type BatchScreenProps = {
  readonly batch: BatchView;
  readonly items: ListPage<ItemRow>;
  readonly state: ItemState | null;
  readonly onState: (state: ItemState | null) => void;
};

/** One batch: how far it is, what came of each item, and *Pause* or *Resume*. */
export function BatchScreen({ batch, items, state, onState }: BatchScreenProps) {
  useLive({ nouns: ['batches', 'batchItems'] }, READ_EVERY_MS);
  const options = itemStates
    .filter((one) => (batch.counts[one.state] ?? 0) > 0 || one.state === state)
    .map((one) => ({
      value: one.state, label: lower(t(`status.item.${one.state}`)),
      count: batch.counts[one.state] ?? 0,
    }));
  return (
    <Screen
      title={t(`batches.one.${batch.act}`, { count: batch.total })} width="full"
      subtitle={<CopyText text={batch.id} label={t('common.thing.batch')} />}
      actions={<BatchVerbs batch={batch} />}
    >
      <section className={styles.card} aria-label={t('batches.progress')}>
        <div className={styles.head}>
          <BatchBadge state={batch.state} />
          <span>
            {t('batches.one.ended', { part: endedCount(batch), whole: batch.total })}
          </span>
          <span>
            <Rich text={t('batches.one.started')} parts={{
              when: () => <When at={batch.createdAt} />,
              name: () => plainText(batch.requestedBy),
            }} />
          </span>
          {batch.finishedAt !== null && <Finished at={batch.finishedAt} />}
          <span className={styles.reason}>
            {t('batches.one.reason', { reason: plainText(batch.reason) })}
          </span>
          <Linked to={batch.retryOf} text={t('batches.retry.of')} />
          <Linked to={batch.retriedBy} text={t('batches.retry.by')} />
        </div>
        <BatchBar batch={batch} tall />
      </section>
      <FilterChips label={t('batches.items')} options={options} value={state} onChange={onState} />
      <ItemsTable key={state ?? 'all'} batchId={batch.id} items={items} state={state} />
    </Screen>
  );
}

/** The batch that this one tries again, or that tries this one again. */
function Linked({ to: batchId, text }: { readonly to: string | null; readonly text: string }) {
  if (batchId === null) return null;
  return (
    <span>
      <Rich text={text} parts={{
        link: (words) => <Link to="/batches/$batchId" params={{ batchId }}>{words}</Link>,
      }} />
    </span>
  );
}

function Finished({ at }: { readonly at: number }) {
  return (
    <span>
      <Rich text={t('batches.one.finished')} parts={{ when: () => <When at={at} /> }} />
    </span>
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
        label={t('batches.items')} columns={itemColumns} rows={list.rows} rowKey={(item) => item.id}
        empty={<EmptyState title={t('batches.noItems')} text={t('batches.noItemsHint')} />}
        onOpen={({ paymentId }) =>
          void navigate({ to: '/payments/$paymentId', params: { paymentId } })}
        next={list.next} onMore={list.loadMore} pending={list.loadingMore}
      />
    </>
  );
}
