import { ENGINE } from '../domain/actor.ts';
import { isJobEnded, jobOutcome, moveJob, type Job, type JobState } from '../domain/job.ts';
import { isTerminal, openOperation, type PaymentAggregate } from '../domain/payment.ts';
import { withdrawUnsent } from '../domain/plan.ts';
import { JOB_TTL_MS_MAX } from '../domain/policy.ts';
import type { AuditDraft } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import { workId, type Work } from '../domain/work.ts';
import type { Ask, NewJob } from '../api.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { preparePayment } from '../payments/create.ts';
import { claimWrites, type ChangeNote } from '../payments/transact.ts';
import { counterWrite } from '../payments/record.ts';
import type { Write } from '../ports.ts';

type Created = { readonly job: Job; readonly payment: PaymentAggregate | null };

/** Creates a job and, if asked, its payment with the hold scheduled, in one commit. */
export function createJob(deps: OperationDeps, ask: Ask, input: NewJob): Promise<Result<Created>> {
  const { store, transactions, clock, ids } = deps;
  return decideAndCommit(store, async () => {
    if (input.ttlMs <= 0 || input.ttlMs > JOB_TTL_MS_MAX) {
      return refuse('invalid_request', { ttl_seconds: `1 to ${JOB_TTL_MS_MAX / 1_000}` });
    }
    const nowMs = clock.nowMs();
    const bare: Job = {
      id: ids.next('job'), marketplaceId: input.marketplaceId, state: 'queued',
      payload: input.payload, ttlMs: input.ttlMs, expiresAt: nowMs + input.ttlMs, paymentId: null,
      reason: '', createdAt: nowMs, updatedAt: nowMs, endedAt: null, version: 1,
    };
    if (input.payment === null) {
      return accept(created(ask, { job: bare, payment: null }, []));
    }
    const prepared = await preparePayment(deps, ask, {
      ...input.payment, marketplaceId: input.marketplaceId, jobId: bare.id, link: null,
      purchaseId: null,
    });
    if (!prepared.ok) return prepared;
    const { aggregate, marketplace, connection } = prepared.value;
    const job: Job = { ...bare, paymentId: aggregate.payment.id };
    const note: ChangeNote = { actor: ask.actor, act: 'job.create', reason: '' };
    const { after, writes } = transactions.writesOf(note, null, aggregate, {
      marketplace, job, purchase: null, connection, nowMs,
    });
    return accept(created(ask, { job, payment: after }, writes));
  });
}

function created(ask: Ask, value: Created, writes: readonly Write[]): Decision<Created> {
  const { job, payment } = value;
  return {
    value,
    writes: [
      { write: 'insert', noun: 'jobs', row: job },
      counterWrite(`job:${job.state}`, 1),
      { write: 'work', row: expiryWork(job) },
      ...writes,
      ...claimWrites(ask.idempotency, job.id, job.createdAt),
    ],
    audit: jobAudit(ask, job, {
      act: 'job.create', data: payment === null ? {} : { payment: payment.payment.id },
    }),
  };
}

function expiryWork({ id, expiresAt, paymentId }: Job): Work {
  return {
    id: workId('job-expiry', id), kind: 'job-expiry', subjectId: id, paymentId,
    connectionId: null, dueAt: expiresAt, leaseUntil: null, tries: 0, lastError: null,
    deadAt: null,
  };
}

/**
 * Moves a job. When it ends, its payment follows in the same commit: a hold that has not left is
 * withdrawn, money that rests is released or refunded as the policy says, and what is in motion is
 * followed up by the commit that ends it.
 */
export function setJobState(
  deps: OperationDeps,
  ask: Ask,
  input: {
    readonly jobId: string; readonly marketplaceId: string | null; readonly state: JobState;
    readonly reason: string;
    /** What the same commit records besides: the message that asked for the move. */
    readonly alongside?: readonly Write[];
  },
): Promise<Result<Job>> {
  const { store, clock } = deps;
  const { alongside = [] } = input;
  return decideAndCommit(store, async () => {
    const nowMs = clock.nowMs();
    const job = await store.read.job(input.jobId);
    const foreign = input.marketplaceId !== null && job?.marketplaceId !== input.marketplaceId;
    if (job === null || foreign) return refuse('not_found', { job: input.jobId });
    if (job.state === input.state) {
      return accept<Decision<Job>>({ value: job, writes: alongside, audit: null });
    }
    const moved = moveJob(job.state, input.state);
    if (!moved.ok) return moved;
    const ended = isJobEnded(input.state);
    const next: Job = {
      ...job, state: input.state, reason: input.reason, updatedAt: nowMs,
      endedAt: ended ? nowMs : null, version: job.version + 1,
    };
    return accept<Decision<Job>>({
      value: next,
      writes: [
        { write: 'update', noun: 'jobs', row: next, expectedVersion: job.version },
        counterWrite(`job:${job.state}`, -1), counterWrite(`job:${next.state}`, 1),
        ...(ended ? [{ write: 'work-done', id: workId('job-expiry', job.id) } as const] : []),
        ...(ended ? await paymentWrites(deps, ask, next) : []),
        ...claimWrites(ask.idempotency, job.id, nowMs),
        ...alongside,
      ],
      audit: jobAudit(ask, next, { act: `job.${next.state}`, data: {} }),
    });
  });
}

async function paymentWrites(deps: OperationDeps, ask: Ask, job: Job): Promise<readonly Write[]> {
  const { store, transactions } = deps;
  if (job.paymentId === null) return [];
  const before = await store.read.payment(job.paymentId);
  if (before === null || isTerminal(before.payment.status)) return [];
  const surroundings = { ...await transactions.surroundingsOf(before.payment), job };
  const open = openOperation(before.operations);
  const holdWaits = jobOutcome(job.state) === 'refund' && open?.kind === 'hold'
    && open.state === 'scheduled';
  const decided = holdWaits
    ? withdrawUnsent(before, surroundings.nowMs, `the job ${job.state}`) : before;
  const note: ChangeNote = { actor: ask.actor, act: `job.${job.state}`, reason: job.reason };
  const { after, writes } = transactions.writesOf(note, before, decided, surroundings);
  // Nothing to do now; the version is still checked, so that the commit which ends what is in
  // motion and this one cannot pass each other by.
  const untouched = after.operations.length === before.operations.length && !holdWaits;
  return untouched ? [{
    write: 'expect', noun: 'payments', id: before.payment.id, version: before.payment.version,
  }] : writes;
}

/** The job's own clock ran out. */
export async function expireJob(deps: OperationDeps, work: Work): Promise<void> {
  const result = await setJobState(deps, { actor: ENGINE, idempotency: null }, {
    jobId: work.subjectId, marketplaceId: null, state: 'expired',
    reason: 'The time to live ran out.',
  });
  const over = !result.ok
    && (result.refusal.code === 'state_forbids' || result.refusal.code === 'not_found');
  if (!over) return;
  // The job ended meanwhile: its clock has nothing left to do.
  await deps.store.commit({ writes: [{ write: 'work-done', id: work.id }], audit: null });
}

function jobAudit(
  ask: Ask,
  job: Job,
  { act, data }: { readonly act: string; readonly data: Readonly<Record<string, string>> },
): AuditDraft {
  return {
    at: job.updatedAt, actor: ask.actor, act, subject: 'job', subjectId: job.id,
    reason: job.reason, data,
  };
}
