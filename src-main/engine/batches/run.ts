import { ENGINE, type Actor } from '../domain/actor.ts';
import type { Batch, BatchItem } from '../domain/batch.ts';
import type { Refusal } from '../domain/result.ts';
import type { Work } from '../domain/work.ts';
import { noticeWrite } from '../notices/notices.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { moveMoney } from '../payments/acts.ts';
import { counterWrite } from '../payments/record.ts';
import { batchAudit, batchWork } from './commands.ts';

/** Items started at once. The next ones follow when these have ended, or after a while. */
const ITEMS_AT_ONCE = 25;
const ROUND_MS = 250;
const ROUNDS_MAX = 8;
/**
 * The pause before started ones are looked at again: a tenth of the time since the batch began,
 * within these. A clock that was set back counts like one set forward, or a batch whose last item
 * waits would be looked at every second until the clock has caught up.
 */
const LOOK_AGAIN_MS_MIN = 1_000;
const LOOK_AGAIN_MS_MAX = 60_000;

/**
 * One step of a running batch: starts the next items, each in its own commit, and finishes the
 * batch when every item has ended. What has not started can be held back by a pause, so items are
 * started a few at a time; those that take long (a slow provider, a return that is waited for) keep
 * the others back for two seconds only. A crash repeats at most the step: an item that has started
 * is no longer waiting.
 */
export async function runBatch(deps: OperationDeps, work: Work): Promise<void> {
  const { store, clock } = deps;
  const batch = await store.read.batch(work.subjectId);
  if (batch?.state !== 'running') {
    await store.commit({ writes: [{ write: 'work-done', id: work.id }], audit: null });
    return;
  }
  const before = await store.read.batchItemCounts(batch.id);
  if ((before.started ?? 0) > 0 && (before.waiting ?? 0) > 0 && work.tries < ROUNDS_MAX) {
    const row = { ...batchWork(batch.id, clock.nowMs() + ROUND_MS), tries: work.tries + 1 };
    await store.commit({ writes: [{ write: 'work', row }], audit: null });
    return;
  }
  const waiting = await store.read.batchItems(batch.id, 'waiting', ITEMS_AT_ONCE);
  await Promise.all(waiting.map((item) => startItem(deps, batch, item)));
  const counts = await store.read.batchItemCounts(batch.id);
  if ((counts.waiting ?? 0) + (counts.started ?? 0) === 0) {
    await finish(deps, batch);
    return;
  }
  const nowMs = clock.nowMs();
  const pause = (counts.waiting ?? 0) > 0 ? 0 : pauseOf(batch, nowMs);
  await store.commit({
    writes: [{ write: 'work', row: batchWork(batch.id, nowMs + pause) }], audit: null,
  });
}

function pauseOf({ createdAt }: Batch, nowMs: number): number {
  const tenth = Math.floor(Math.abs(nowMs - createdAt) / 10);
  return Math.min(LOOK_AGAIN_MS_MAX, Math.max(LOOK_AGAIN_MS_MIN, tenth));
}

async function startItem(deps: OperationDeps, batch: Batch, item: BatchItem): Promise<void> {
  const actor: Actor = { ...ENGINE, name: `${batch.requestedBy} (batch)` };
  const result = await moveMoney(deps, { actor, idempotency: null }, {
    verb: batch.act, batchId: batch.id,
    // A batch of no marketplace was made by an operator, on a sheet that says what is odd.
    hasLooked: batch.marketplaceId === null,
    input: {
      paymentId: item.paymentId, marketplaceId: batch.marketplaceId, version: null,
      reason: batch.reason, amountText: null, delayMs: 0,
    },
  });
  if (!result.ok) await refuseItem(deps, batch, { item, refusal: result.refusal });
}

async function refuseItem(
  { store }: OperationDeps,
  batch: Batch,
  { item, refusal }: { readonly item: BatchItem; readonly refusal: Refusal },
): Promise<void> {
  await store.commit({
    writes: [{
      write: 'batch-item-moved', batchId: batch.id, paymentId: item.paymentId, state: 'refused',
      operationId: null, detail: refusal.message,
    }],
    audit: null,
  });
}

async function finish({ store, clock, ids }: OperationDeps, batch: Batch): Promise<void> {
  const nowMs = clock.nowMs();
  const finished: Batch = {
    ...batch, state: 'finished', updatedAt: nowMs, finishedAt: nowMs, version: batch.version + 1,
  };
  // A conflict means that somebody paused it meanwhile; then it is not finished by this step.
  await store.commit({
    writes: [
      { write: 'update', noun: 'batches', row: finished, expectedVersion: batch.version },
      { write: 'work-done', id: batchWork(batch.id, nowMs).id },
      counterWrite('batch:running', -1), counterWrite('batch:finished', 1),
      noticeWrite(ids, {
        kind: 'batch-finished', subject: 'batch', subjectId: batch.id, at: nowMs,
        text: `The batch of ${batch.total} ${batch.act}s by ${batch.requestedBy} has ended.`,
      }),
    ],
    audit: batchAudit({ actor: ENGINE }, finished, 'batch.finish'),
  });
}
