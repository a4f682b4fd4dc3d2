import {
  attentionCounter, attentionStage, paymentAttention, type AttentionItem, type AttentionReason,
} from '../domain/attention.ts';
import type { Actor } from '../domain/actor.ts';
import type { Consent } from '../domain/consent.ts';
import { paymentCounters } from '../domain/counters.ts';
import { paymentWork, workChanges, type Routes } from '../domain/due.ts';
import { postingsOf } from '../domain/ledger.ts';
import { isEnded, WAITS_FOR_PROVIDER, type Operation } from '../domain/operation.ts';
import {
  expiryActsAt, payoutFrom, type Payment, type PaymentAggregate,
} from '../domain/payment.ts';
import type { PaymentEvent } from '../domain/records.ts';
import { invariant } from '../domain/result.ts';
import { expiryNotices } from '../notices/notices.ts';
import type { Ids, Write } from '../ports.ts';
import {
  consentWrites, escrowWrites, expectUnchanged, paymentWrite, searchWrites, stamp,
} from './record-rows.ts';
import { attentionText, consentText, eventText } from './texts.ts';

/** What `recordPayment` needs besides the payment itself. */
export type RecordContext = {
  readonly ids: Ids;
  readonly nowMs: number;
  readonly actor: Actor;
  readonly routes: Routes;
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
  const after = stamp(context.nowMs, before, decided);
  const writes: Write[] = [
    ...expectUnchanged(before, after),
    paymentWrite(before?.payment ?? null, after.payment),
    ...operationWrites(context, before, after),
    ...escrowWrites(before?.escrow ?? null, after.escrow),
    ...consentWrites(before, after),
    ...consentEvents(context, before?.consent ?? null, after.consent),
    ...expiryCount(before, after),
    ...statusEvents(context, before?.payment ?? null, after.payment),
    ...paymentCounters(before, after, context.nowMs)
      .map((delta): Write => ({ write: 'counter', delta })),
    ...attentionWrites(context, before, after),
    ...workWrites(context, before, after),
    ...searchWrites(before, after),
    ...expiryNotices(context.ids, before, after, context.nowMs),
  ];
  if (before?.payment.status !== after.payment.status) {
    writes.push(...context.webhooksFor(before?.payment ?? null, after));
  }
  return { after, writes };
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
    writes.push(...postingWrites(context, after.payment, {
      before: old?.state ?? 'planned', operation,
    }));
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
  payment: Payment,
  { before, operation: after }: {
    readonly before: Operation['state']; readonly operation: Operation;
  },
): readonly Write[] {
  const lines = postingsOf(after, { from: before, to: after.state }, {
    paysFrom: payoutFrom(payment), fee: payment.fee,
  });
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
  // What waits for a person, or for the provider's own return, is nothing a batch waits for.
  const stalled = operation.state === 'scheduled'
    && (operation.deadAt !== null || operation.failureCode === WAITS_FOR_PROVIDER);
  return [{
    write: 'batch-item-moved', batchId: operation.batchId, paymentId: operation.paymentId,
    state: stalled ? 'stalled' : batchItemState[operation.state], operationId: operation.id,
    detail: operation.failureText ?? '',
  }];
}

function consentEvents(
  { actor, nowMs }: RecordContext,
  before: Consent | null,
  after: Consent | null,
): readonly Write[] {
  if (after === null || (before?.id === after.id && before.state === after.state)) return [];
  return [{
    write: 'event',
    row: {
      paymentId: after.paymentId, at: nowMs, kind: `consent.${after.state}`, actor,
      operationId: after.operationId, operationKind: 'payout',
      from: before?.id === after.id ? before.state : null, to: after.state,
      text: consentText(after),
    },
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
  const was = before === null ? [] : attentionItems(before, nowMs);
  const is = attentionItems(after, nowMs);
  const opened = is.filter((item) => !was.some((old) => saysTheSame(old, item)))
    .map((row): Write => ({ write: 'attention-opened', row }));
  const closed = was.filter(({ id }) => !is.some((item) => item.id === id))
    .map(({ id }): Write => ({ write: 'attention-closed', id, at: nowMs }));
  return [...closed, ...opened, ...attentionCounts(was, is)];
}

/** What stands in front of a person for a payment, as it would be written now. */
function attentionItems(aggregate: PaymentAggregate, nowMs: number): readonly AttentionItem[] {
  const subjectId = aggregate.payment.id;
  return paymentAttention(aggregate).map((reason) => ({
    id: attentionId('payment', subjectId, reason), subject: 'payment', subjectId, reason,
    stage: attentionStage(reason, aggregate), text: attentionText(reason, aggregate),
    deadlineAt: deadlineOf(reason, aggregate), openedAt: nowMs, closedAt: null, claimedBy: null,
  }));
}

/** An item that stands already is written again only when it is due or asked for differently. */
function saysTheSame(a: AttentionItem, b: AttentionItem): boolean {
  return a.id === b.id && a.stage === b.stage && a.deadlineAt === b.deadlineAt;
}

function attentionCounts(
  was: readonly AttentionItem[], is: readonly AttentionItem[],
): readonly Write[] {
  const names = (items: readonly AttentionItem[]): readonly string[] =>
    items.map(({ reason, stage }) => attentionCounter(reason, stage));
  const [before, after] = [names(was), names(is)];
  return [
    ...before.filter((name) => !after.includes(name)).map((name) => counterWrite(name, -1)),
    ...after.filter((name) => !before.includes(name)).map((name) => counterWrite(name, 1)),
  ];
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
  { routes, warningMs }: RecordContext,
  before: PaymentAggregate | null,
  after: PaymentAggregate,
): readonly Write[] {
  const changes = workChanges(
    before === null ? [] : paymentWork(before, routes, warningMs),
    paymentWork(after, routes, warningMs),
  );
  return [
    ...changes.done.map((id): Write => ({ write: 'work-done', id })),
    ...changes.queue.map((row): Write => ({ write: 'work', row })),
  ];
}
