/** What is written of a generated payment, in one change set that the engine's own rules make. */
import { isVersioned } from '../../src-main/db/apply.ts';
import { ENGINE, type Actor } from '../../src-main/engine/domain/actor.ts';
import type { Job, JobState } from '../../src-main/engine/domain/job.ts';
import type { Operation } from '../../src-main/engine/domain/operation.ts';
import {
  isTerminal, type Payment, type PaymentAggregate,
} from '../../src-main/engine/domain/payment.ts';
import { workId, type Work } from '../../src-main/engine/domain/work.ts';
import { counterWrite, recordPayment } from '../../src-main/engine/payments/record.ts';
import type { ChangeSet, Ids, Write } from '../../src-main/engine/ports.ts';
import type { Facts } from './facts.ts';
import { lifeOf } from './life.ts';
import type { Seeded } from './people.ts';
import { deliveryWritesOf, messageWritesOf } from './webhooks.ts';

const WARNING_MS = 900_000;
const JOB_TTL_MS = 86_400_000;

export type Generated = { readonly change: ChangeSet; readonly payment: Payment };

/**
 * The change set of one payment: rows in their last state at version 1, and everything else that
 * `recordPayment` derives for the two moments of its life. The engine takes about six change sets
 * for the same; the audit entries in between are not there.
 */
export function changeOf(
  facts: Facts,
  { ids, seeded, batchId }: {
    readonly ids: Ids; readonly seeded: Seeded; readonly batchId: string | null;
  },
): Generated {
  const jobId = facts.hasJob ? ids.next('job') : null;
  const { opened, moved } = lifeOf(facts, { ids, jobId, batchId });
  const context = {
    ids, routes: { own: facts.connectionId, exchange: null }, warningMs: WARNING_MS,
    webhooksFor: () => [],
  };
  const maker: Actor = {
    kind: 'api-key', id: `key_${facts.marketplace.id}`, name: facts.marketplace.name,
  };
  const first = recordPayment(
    { ...context, nowMs: facts.createdAt, actor: maker }, null, opened,
  );
  const second = moved === null ? null : recordPayment(
    { ...context, nowMs: facts.movedAt, actor: ENGINE }, first.after,
    { ...moved, payment: { ...first.after.payment, ...amountsOf(moved.payment) } },
  );
  const after = second?.after ?? first.after;
  const { payment } = after;
  return {
    payment,
    change: {
      writes: [
        ...rowsOf(after), ...rest([...first.writes, ...second?.writes ?? []]),
        ...after.operations.flatMap((operation) => attemptWrites(ids, operation, facts)),
        ...jobId === null ? [] : jobWrites(jobId, payment, facts),
        ...jobId === null ? [] : messageWritesOf({ ids, seeded, facts, jobId }),
        ...deliveryWritesOf({ ids, seeded, facts, payment }),
      ],
      audit: {
        at: facts.movedAt, actor: ENGINE, act: 'payment.generate', subject: 'payment',
        subjectId: payment.id, reason: '', data: { status: payment.status },
      },
    },
  };
}

/** What `settleUp` and the plot changed of a payment; times and version are the record's. */
function amountsOf(
  { held, released, refunded, inMotion, status, abandonedAt }: Payment,
): Partial<Payment> {
  return { held, released, refunded, inMotion, status, abandonedAt };
}

function rowsOf({ payment, operations, escrow }: PaymentAggregate): readonly Write[] {
  return [
    { write: 'insert', noun: 'payments', row: { ...payment, version: 1 } },
    ...operations.map((row): Write =>
      ({ write: 'insert', noun: 'operations', row: { ...row, version: 1 } })),
    ...escrow === null ? [] : [
      { write: 'insert', noun: 'escrows', row: { ...escrow, version: 1 } } as const,
    ],
  ];
}

/** Everything but the rows: work that is still due, the newest words, all of the history. */
function rest(writes: readonly Write[]): readonly Write[] {
  const kept: Write[] = [];
  const work = new Map<string, Work>();
  let search: Write | null = null;
  for (const write of writes) {
    if (isVersioned(write) || write.write === 'expect') continue;
    if (write.write === 'work') work.set(write.row.id, write.row);
    else if (write.write === 'work-done') work.delete(write.id);
    else if (write.write === 'search') search = write;
    else kept.push(write);
  }
  return [
    ...kept, ...search === null ? [] : [search],
    ...[...work.values()].map((row): Write => ({ write: 'work', row })),
  ];
}

function attemptWrites(ids: Ids, operation: Operation, { hex }: Facts): readonly Write[] {
  const { dispatchedAt, connectionId, state, reference } = operation;
  if (dispatchedAt === null || connectionId === null) return [];
  return [{
    write: 'attempt',
    row: {
      id: ids.next('att'), operationId: operation.id, paymentId: operation.paymentId,
      connectionId, number: 1, purpose: 'send', key: operation.key, requestDigest: hex,
      deadlineAt: dispatchedAt + 5_000, startedAt: dispatchedAt, endedAt: dispatchedAt + 200,
      outcome: state,
      request: `POST /api/v1/escrow\n{"amount":"${operation.amount.minor}"}`,
      response: state === 'unclear' ? '' : `200\n{"transaction_hash":"${reference ?? ''}"}`,
    },
  }];
}

function jobWrites(id: string, payment: Payment, facts: Facts): readonly Write[] {
  const state = jobStateOf(payment, facts);
  const ended = state !== 'queued' && state !== 'running';
  const expiresAt = ended ? facts.createdAt + JOB_TTL_MS : facts.laterAt;
  const job: Job = {
    id, marketplaceId: payment.marketplaceId, state, ttlMs: expiresAt - facts.createdAt, expiresAt,
    payload: JSON.stringify({ job_type: 'ai_inference', parameters: { model: 'gpt-4' } }),
    paymentId: payment.id, reason: '', createdAt: facts.createdAt, updatedAt: facts.movedAt,
    endedAt: ended ? facts.movedAt : null, version: 1,
  };
  const expiry: Write = {
    write: 'work',
    row: {
      id: workId('job-expiry', id), kind: 'job-expiry', subjectId: id, paymentId: payment.id,
      connectionId: null, dueAt: expiresAt, leaseUntil: null, tries: 0, lastError: null,
      deadAt: null,
    },
  };
  return [
    { write: 'insert', noun: 'jobs', row: job }, counterWrite(`job:${state}`, 1),
    ...ended ? [] : [expiry],
  ];
}

function jobStateOf({ status }: Payment, { plot, index }: Facts): JobState {
  if (status === 'released') return 'completed';
  if (plot === 'refunded-expired') return 'expired';
  if (isTerminal(status)) return status === 'cancelled' ? 'cancelled' : 'failed';
  return index % 3 === 0 ? 'queued' : 'running';
}
