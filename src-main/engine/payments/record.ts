import { paymentAttention, type AttentionReason } from '../domain/attention.ts';
import type { Actor } from '../domain/actor.ts';
import { paymentCounters } from '../domain/counters.ts';
import { paymentWork, workChanges } from '../domain/due.ts';
import { postingsOf } from '../domain/ledger.ts';
import { isEnded, type Operation } from '../domain/operation.ts';
import {
  expiryActsAt, type Escrow, type Payment, type PaymentAggregate,
} from '../domain/payment.ts';
import type { PaymentEvent } from '../domain/records.ts';
import { invariant } from '../domain/result.ts';
import type { Ids, Write } from '../ports.ts';
import { attentionText, eventText } from './texts.ts';

/** What `recordPayment` needs besides the payment itself. */
export type RecordContext = {
  readonly ids: Ids;
  readonly nowMs: number;
  readonly actor: Actor;
  readonly route: string | null;
  readonly warningMs: number;
  /** Outgoing webhooks for a move from one status to another. */
  readonly webhooksFor: (before: Payment | null, after: PaymentAggregate) => readonly Write[];
};

/**
 * Everything one change of a payment writes (R2): the rows with their version checks, events,
 * postings, counters, attention, due work, search text and webhooks, derived from the difference
 * between the aggregate that was read and the one that was decided.
 */
export function recordPayment(
  context: RecordContext,
  before: PaymentAggregate | null,
  decided: PaymentAggregate,
): { readonly after: PaymentAggregate; readonly writes: readonly Write[] } {
  const after = stamp(context, before, decided);
  const writes: Write[] = [
    ...expectUnchanged(before, after),
    paymentWrite(before?.payment ?? null, after.payment),
    ...operationWrites(context, before, after),
    ...escrowWrites(before?.escrow ?? null, after.escrow),
    ...expiryCount(before, after),
    ...statusEvents(context, before?.payment ?? null, after.payment),
    ...paymentCounters(before, after, context.nowMs)
      .map((delta): Write => ({ write: 'counter', delta })),
    ...attentionWrites(context, before, after),
    ...workWrites(context, before, after),
    ...searchWrites(before, after),
  ];
  if (before?.payment.status !== after.payment.status) {
    writes.push(...context.webhooksFor(before?.payment ?? null, after));
  }
  return { after, writes };
}

/** Sets versions and the times that follow from the status. */
function stamp(
  { nowMs }: RecordContext,
  before: PaymentAggregate | null,
  { payment, operations, escrow }: PaymentAggregate,
): PaymentAggregate {
  const known = new Map(before?.operations.map((operation) => [operation.id, operation]) ?? []);
  const settled: Payment = {
    ...payment,
    escrowedAt: payment.escrowedAt ?? (payment.held.minor > 0n ? nowMs : null),
    releasedAt: payment.releasedAt ?? (payment.released.minor > 0n ? nowMs : null),
    refundedAt: payment.refundedAt ?? (payment.refunded.minor > 0n ? nowMs : null),
    expiresAt: escrow?.expiresAt ?? payment.expiresAt,
  };
  return {
    payment: versioned(before?.payment ?? null, settled, nowMs),
    operations: operations.map((operation) => {
      const old = known.get(operation.id);
      return old === undefined || old === operation
        ? operation : { ...operation, version: old.version + 1 };
    }),
    escrow: stampEscrow(before?.escrow ?? null, escrow, nowMs),
  };
}

/**
 * A change that leaves the payment's own facts as they are (an inquiry that learnt nothing) keeps
 * its version, so that a person's open sheet is not refused for it.
 */
function versioned(before: Payment | null, after: Payment, nowMs: number): Payment {
  if (before === null) return { ...after, version: 1, updatedAt: nowMs };
  const changed = Object.entries(after).some(([name, value]) =>
    !sameValue(value, Reflect.get(before, name)));
  return changed ? { ...after, version: before.version + 1, updatedAt: nowMs } : before;
}

function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  return Object.entries(a).every(([name, value]) => sameValue(value, Reflect.get(b, name)));
}

function stampEscrow(before: Escrow | null, after: Escrow | null, nowMs: number): Escrow | null {
  if (after === null || before === null || before === after) return after;
  const endedAt = after.state === 'active' ? null : after.endedAt ?? nowMs;
  return { ...after, endedAt, version: before.version + 1 };
}

function paymentWrite(before: Payment | null, row: Payment): Write {
  if (before === null) return { write: 'insert', noun: 'payments', row };
  return row === before
    // The decision still rests on the payment as it was read.
    ? { write: 'expect', noun: 'payments', id: row.id, version: row.version }
    : { write: 'update', noun: 'payments', row, expectedVersion: before.version };
}

/**
 * Counters, attention and work follow from the whole payment, and each of its rows may move without
 * the others: the decision rests on those that it leaves as they are, too.
 */
function expectUnchanged(
  before: PaymentAggregate | null,
  after: PaymentAggregate,
): readonly Write[] {
  if (before === null) return [];
  const known = new Map(before.operations.map((operation) => [operation.id, operation.version]));
  const resting = after.operations.filter(({ id, state, version }) =>
    known.get(id) === version && !isEnded(state));
  const { escrow } = after;
  return [
    ...resting.map(({ id, version }): Write =>
      ({ write: 'expect', noun: 'operations', id, version })),
    ...(escrow === null || escrow !== before.escrow ? [] : [{
      write: 'expect', noun: 'escrows', id: escrow.id, version: escrow.version,
    } as const]),
  ];
}

function escrowWrites(before: Escrow | null, after: Escrow | null): readonly Write[] {
  if (after === null || after === before) return [];
  return before === null
    ? [{ write: 'insert', noun: 'escrows', row: after }]
    : [{ write: 'update', noun: 'escrows', row: after, expectedVersion: before.version }];
}

function expiryCount(
  before: PaymentAggregate | null,
  { payment, escrow }: PaymentAggregate,
): readonly Write[] {
  const expiredNow = (before?.escrow?.expiredAt ?? null) === null
    && (escrow?.expiredAt ?? null) !== null;
  return expiredNow ? [counterWrite(`escrow-expired:${payment.rail}`, 1)] : [];
}

function operationWrites(
  context: RecordContext,
  before: PaymentAggregate | null,
  after: PaymentAggregate,
): readonly Write[] {
  const writes: Write[] = [];
  const known = new Map(before?.operations.map((operation) => [operation.id, operation]) ?? []);
  // Ended operations are written first, so that the index of one open operation is never met by
  // a successor of an operation that the same commit ends.
  const ordered = after.operations.toSorted((a, b) =>
    Number(isEnded(b.state)) - Number(isEnded(a.state)));
  for (const operation of ordered) {
    const old = known.get(operation.id);
    if (old?.version === operation.version) continue;
    writes.push(old === undefined
      ? { write: 'insert', noun: 'operations', row: operation }
      : { write: 'update', noun: 'operations', row: operation, expectedVersion: old.version });
    if (old?.state !== operation.state || old.deadAt !== operation.deadAt) {
      writes.push(...batchWrites(operation));
    }
    if (old?.state === operation.state) continue;
    writes.push({ write: 'event', row: operationEvent(context, old ?? null, operation) });
    writes.push(...postingWrites(context, old?.state ?? 'planned', operation));
    if (isCounted(operation)) {
      writes.push(counterWrite(
        `ended:${after.payment.rail}:${operation.kind}:${operation.state}`, 1,
      ));
    }
  }
  return writes;
}

/** What `/metrics` counts of operations: how they ended, and how often nobody knew. */
function isCounted({ state }: Operation): boolean {
  return isEnded(state) || state === 'unclear';
}

function operationEvent(
  { actor, nowMs }: RecordContext,
  before: Operation | null,
  after: Operation,
): PaymentEvent {
  return {
    paymentId: after.paymentId, at: nowMs, kind: `operation.${after.state}`, actor,
    operationId: after.id, operationKind: after.kind, from: before?.state ?? null,
    to: after.state, text: eventText(after),
  };
}

function postingWrites(
  { ids, nowMs }: RecordContext,
  before: Operation['state'],
  after: Operation,
): readonly Write[] {
  const lines = postingsOf(after.kind, after.amount, { from: before, to: after.state });
  if (lines.length === 0) return [];
  const { connectionId } = after;
  invariant(connectionId !== null, `Operation ${after.id} moves money without a connection.`);
  return lines.map(({ account, delta }): Write => ({
    write: 'posting',
    row: {
      id: ids.next('pst'), paymentId: after.paymentId, operationId: after.id, connectionId,
      account, delta, at: nowMs,
    },
  }));
}

const batchItemState = {
  settled: 'done', rejected: 'rejected', cancelled: 'rejected', unclear: 'unclear',
  // A refund without an address waits for people: the batch need not wait with it.
  planned: 'stalled', scheduled: 'started', dispatching: 'started', submitted: 'started',
} as const;

function batchWrites(operation: Operation): readonly Write[] {
  if (operation.batchId === null || operation.version === 1) return [];
  const stalled = operation.state === 'scheduled' && operation.deadAt !== null;
  return [{
    write: 'batch-item-moved', batchId: operation.batchId, paymentId: operation.paymentId,
    state: stalled ? 'stalled' : batchItemState[operation.state], operationId: operation.id,
    detail: operation.failureText ?? '',
  }];
}

function statusEvents(
  { actor, nowMs }: RecordContext,
  before: Payment | null,
  after: Payment,
): readonly Write[] {
  if (before?.status === after.status) return [];
  return [{
    write: 'event',
    row: {
      paymentId: after.id, at: nowMs, kind: `payment.${after.status}`, actor, operationId: null,
      operationKind: null, from: before?.status ?? null, to: after.status, text: '',
    },
  }, counterWrite(`transition:${after.rail}:${before?.status ?? 'none'}:${after.status}`, 1)];
}

export function attentionId(subject: string, subjectId: string, reason: AttentionReason): string {
  return `${subject}:${subjectId}:${reason}`;
}

function attentionWrites(
  { nowMs }: RecordContext,
  before: PaymentAggregate | null,
  after: PaymentAggregate,
): readonly Write[] {
  const was = before === null ? [] : paymentAttention(before);
  const is = paymentAttention(after);
  const paymentId = after.payment.id;
  const opened = is.filter((reason) => !was.includes(reason)).flatMap((reason): Write[] => [
    {
      write: 'attention-opened',
      row: {
        id: attentionId('payment', paymentId, reason), subject: 'payment', subjectId: paymentId,
        reason, text: attentionText(reason, after),
        deadlineAt: deadlineOf(reason, after),
        openedAt: nowMs, closedAt: null, claimedBy: null,
      },
    },
    counterWrite(`attention:${reason}`, 1),
  ]);
  const closed = was.filter((reason) => !is.includes(reason)).flatMap((reason): Write[] => [
    { write: 'attention-closed', id: attentionId('payment', paymentId, reason), at: nowMs },
    counterWrite(`attention:${reason}`, -1),
  ]);
  return [...closed, ...opened];
}

/** When the escrow ends and something happens by itself; null where nothing will. */
function deadlineOf(reason: AttentionReason, aggregate: PaymentAggregate): number | null {
  const { escrow } = aggregate;
  const waits = reason === 'outcome-unclear' || reason === 'expiry-decision';
  return waits || escrow?.state !== 'active' || escrow.expiredAt !== null
    ? null : expiryActsAt(aggregate, escrow);
}

/** A counter that has a count and no amount. */
export function counterWrite(name: string, count: number): Write {
  return { write: 'counter', delta: { name, count, minor: 0n } };
}

function workWrites(
  { route, warningMs }: RecordContext,
  before: PaymentAggregate | null,
  after: PaymentAggregate,
): readonly Write[] {
  const changes = workChanges(
    before === null ? [] : paymentWork(before, { route, warningMs }),
    paymentWork(after, { route, warningMs }),
  );
  return [
    ...changes.done.map((id): Write => ({ write: 'work-done', id })),
    ...changes.queue.map((row): Write => ({ write: 'work', row })),
  ];
}

function searchWrites(
  before: PaymentAggregate | null,
  after: PaymentAggregate,
): readonly Write[] {
  const text = searchText(after);
  return before !== null && searchText(before) === text
    ? [] : [{ write: 'search', paymentId: after.payment.id, text }];
}

function searchText({ payment, operations, escrow }: PaymentAggregate): string {
  const words = [
    payment.id, payment.externalId, payment.jobId, payment.payee, payment.payeeAccount,
    payment.payer, payment.payerAccount, payment.refundAddress, escrow?.reference,
    ...operations.map((operation) => operation.reference),
  ];
  return [...new Set(words)].filter((word) => word !== null && word !== undefined).join(' ');
}
