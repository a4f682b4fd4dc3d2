import { BATCH_ITEMS_MAX, type Batch, type BatchState } from '../domain/batch.ts';
import type { AuditDraft } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import { workId, type Work } from '../domain/work.ts';
import type { Ask } from '../api.ts';
import type { EngineContext } from '../context.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import { attentionId, counterWrite } from '../payments/record.ts';
import { claimWrites } from '../payments/transact.ts';
import type { Write } from '../ports.ts';

/** Stores the batch with all its items; the runner carries it out and survives a crash. */
export function createBatch(
  { store, clock, ids }: EngineContext,
  ask: Ask,
  input: {
    readonly marketplaceId: string | null; readonly act: 'release' | 'refund';
    readonly paymentIds: readonly string[]; readonly reason: string;
    readonly retryOf?: string;
  },
): Promise<Result<Batch>> {
  return decideAndCommit(store, async () => {
    const unique = [...new Set(input.paymentIds)];
    if (unique.length === 0 || unique.length > BATCH_ITEMS_MAX) return refuse('batch_limit');
    const foreign = await findForeign(store, unique, input.marketplaceId);
    if (foreign !== null) return refuse('not_found', { payment: foreign });
    const nowMs = clock.nowMs();
    const batch: Batch = {
      id: ids.next('bat'), marketplaceId: input.marketplaceId, act: input.act,
      reason: input.reason, state: 'running', requestedBy: ask.actor.name, total: unique.length,
      createdAt: nowMs, updatedAt: nowMs, finishedAt: null, retryOf: input.retryOf ?? null,
      version: 1,
    };
    const items = unique.map((paymentId, position): Write => ({
      write: 'batch-item',
      row: {
        batchId: batch.id, position, paymentId, state: 'waiting', operationId: null, detail: '',
      },
    }));
    return accept<Decision<Batch>>({
      value: batch,
      writes: [
        { write: 'insert', noun: 'batches', row: batch }, ...items,
        { write: 'work', row: batchWork(batch.id, nowMs) },
        counterWrite(`batch:${batch.state}`, 1),
        ...claimWrites(ask.idempotency, batch.id, nowMs),
      ],
      audit: batchAudit(ask, batch, `batch.create`),
    });
  });
}

const RETRIED = ['refused', 'rejected'] as const;

/**
 * A new batch of the items that were refused or rejected, linked to the old one. Where nothing is
 * known of an outcome, or a dead letter waits, the payment itself has the verb: those stay out.
 */
export async function retryBatch(
  context: EngineContext,
  ask: Ask,
  input: { readonly batchId: string; readonly reason: string },
): Promise<Result<Batch>> {
  const { store } = context;
  const batch = await store.read.batch(input.batchId);
  if (batch === null) return refuse('not_found', { batch: input.batchId });
  if (batch.state !== 'finished') return refuse('state_forbids', { state: batch.state });
  const failed = await Promise.all(RETRIED.map((state) =>
    store.read.batchItems(batch.id, state, BATCH_ITEMS_MAX)));
  return createBatch(context, ask, {
    marketplaceId: batch.marketplaceId, act: batch.act, reason: input.reason, retryOf: batch.id,
    paymentIds: failed.flat().toSorted((a, b) => a.position - b.position)
      .map(({ paymentId }) => paymentId),
  });
}

/**
 * The first payment that does not exist or belongs to somebody else; null when all may be named.
 */
async function findForeign(
  store: EngineContext['store'],
  paymentIds: readonly string[],
  marketplaceId: string | null,
): Promise<string | null> {
  for (const id of paymentIds) {
    const found = await store.read.payment(id);
    if (found === null) return id;
    if (marketplaceId !== null && found.payment.marketplaceId !== marketplaceId) return id;
  }
  return null;
}

/** Stops starting further items; what has started ends by itself. */
export function pauseBatch(
  context: EngineContext,
  ask: Ask,
  input: { readonly batchId: string; readonly version: number },
): Promise<Result<Batch>> {
  return moveBatch(context, ask, { ...input, from: 'running', to: 'paused' });
}

export function resumeBatch(
  context: EngineContext,
  ask: Ask,
  input: { readonly batchId: string; readonly version: number },
): Promise<Result<Batch>> {
  return moveBatch(context, ask, { ...input, from: 'paused', to: 'running' });
}

function moveBatch(
  { store, clock }: EngineContext,
  ask: Ask,
  { batchId, version, from, to }: {
    readonly batchId: string; readonly version: number;
    readonly from: BatchState; readonly to: BatchState;
  },
): Promise<Result<Batch>> {
  return decideAndCommit(store, async () => {
    const batch = await store.read.batch(batchId);
    if (batch === null) return refuse('not_found', { batch: batchId });
    if (batch.version !== version) return refuse('version_conflict');
    if (batch.state !== from) return refuse('state_forbids', { state: batch.state });
    const nowMs = clock.nowMs();
    const moved: Batch = { ...batch, state: to, updatedAt: nowMs, version: version + 1 };
    return accept<Decision<Batch>>({
      value: moved,
      writes: [
        { write: 'update', noun: 'batches', row: moved, expectedVersion: version },
        counterWrite(`batch:${from}`, -1), counterWrite(`batch:${to}`, 1),
        ...(to === 'running' ? resumeWrites(batchId, nowMs) : pauseWrites(moved, nowMs)),
      ],
      audit: batchAudit(ask, moved, `batch.${to}`),
    });
  });
}

function resumeWrites(batchId: string, nowMs: number): readonly Write[] {
  return [
    { write: 'work', row: batchWork(batchId, nowMs) },
    {
      write: 'attention-closed', id: attentionId('batch', batchId, 'batch-paused'), at: nowMs,
    },
    counterWrite('attention:batch-paused', -1),
  ];
}

function pauseWrites({ id, act, total }: Batch, nowMs: number): readonly Write[] {
  return [
    { write: 'work-done', id: workId('batch', id) },
    {
      write: 'attention-opened',
      row: {
        id: attentionId('batch', id, 'batch-paused'), subject: 'batch', subjectId: id,
        reason: 'batch-paused', text: `The ${act} of ${total} payments is paused.`,
        stage: 'now', deadlineAt: null, openedAt: nowMs, closedAt: null, claimedBy: null,
      },
    },
    counterWrite('attention:batch-paused', 1),
  ];
}

export function batchWork(batchId: string, dueAt: number): Work {
  return {
    id: workId('batch', batchId), kind: 'batch', subjectId: batchId, paymentId: null,
    connectionId: null, dueAt, leaseUntil: null, tries: 0, lastError: null, deadAt: null,
  };
}

export function batchAudit(ask: Pick<Ask, 'actor'>, batch: Batch, act: string): AuditDraft {
  return {
    at: batch.updatedAt, actor: ask.actor, act, subject: 'batch', subjectId: batch.id,
    reason: batch.reason, data: { act: batch.act, total: String(batch.total) },
  };
}
