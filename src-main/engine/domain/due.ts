/**
 * What is due for a payment, and when, derived from its state alone. Every commit replaces the
 * payment's work rows by what this says, so that nothing can be forgotten and nothing is doubled.
 */
import type { Consent } from './consent.ts';
import { expiryActsAt, openOperation, stillHeld, type PaymentAggregate } from './payment.ts';
import { workId, type Work, type WorkKind } from './work.ts';

/** How long after its deadline a dispatched call still counts as being worked on. */
export const LEASE_GRACE_MS = 5_000;

/** The connections whose limits an operation counts against before it is pinned to one. */
export type Routes = {
  /** Where an unpinned operation of the payment's own rail will go. */
  readonly own: string | null;
  /** The exchange that a purchase was quoted by. */
  readonly exchange: string | null;
};

/** The work rows that a payment should have now. */
export function paymentWork(
  aggregate: PaymentAggregate,
  routes: Routes,
  warningMs: number,
): readonly Work[] {
  const operation = operationWork(aggregate, routes);
  const rest = [...escrowWork(aggregate, warningMs), ...consentWork(aggregate.consent, aggregate)];
  return operation === null ? rest : [operation, ...rest];
}

/**
 * What is due for a consent: asking, ending a link that nobody used, fetching the answer, clearing
 * away what it left. A granted one waits for its payout.
 */
export function consentWork(
  consent: Consent | null,
  { payment }: Pick<PaymentAggregate, 'payment'>,
): readonly Work[] {
  if (consent === null || consent.closedAt !== null || consent.state === 'granted') return [];
  return [{
    id: workId('consent', consent.id), kind: 'consent', subjectId: consent.id,
    paymentId: payment.id, connectionId: payment.connectionId, dueAt: consent.dueAt,
    leaseUntil: null, tries: consent.tries, lastError: consent.failureText, deadAt: null,
  }];
}

function operationWork({ payment, operations }: PaymentAggregate, { own, exchange }: Routes) {
  const open = openOperation(operations);
  if (open === null || open.deadAt !== null) return null;
  const connectionId = open.connectionId ?? (open.kind === 'purchase' ? exchange
    : payment.connectionId ?? own);
  const row = (kind: WorkKind, leaseUntil: number | null): Work => ({
    id: workId(kind, open.id), kind, subjectId: open.id, paymentId: payment.id, connectionId,
    dueAt: open.dueAt, leaseUntil, tries: open.tries, lastError: open.failureText, deadAt: null,
  });
  switch (open.state) {
    case 'scheduled': return row('dispatch', null);
    // The lease keeps the call to the process that made it; when it runs out, the call is lost.
    case 'dispatching': return row('dispatch', (open.deadlineAt ?? open.dueAt) + LEASE_GRACE_MS);
    case 'submitted': case 'unclear': return row('inquire', null);
    case 'planned': case 'settled': case 'rejected': case 'cancelled': return null;
  }
}

function escrowWork(aggregate: PaymentAggregate, warningMs: number): readonly Work[] {
  const { payment, operations, escrow } = aggregate;
  if (escrow === null || escrow.state !== 'active' || stillHeld(payment) === 0n) return [];
  // Expiry never acts beside something that may have left: its work returns when that has ended.
  const open = openOperation(operations);
  if (open !== null && open.state !== 'scheduled') return [];
  if (escrow.expiredAt !== null || escrow.decisionNeeded !== null) return [];
  const row = (kind: WorkKind, dueAt: number): Work => ({
    id: workId(kind, payment.id), kind, subjectId: payment.id, paymentId: payment.id,
    connectionId: null, dueAt, leaseUntil: null, tries: 0, lastError: null, deadAt: null,
  });
  const actsAt = expiryActsAt(aggregate, escrow);
  const expiry = row('escrow-expiry', actsAt);
  if (escrow.warnedAt !== null) return [expiry];
  return [row('escrow-warning', Math.max(payment.createdAt, actsAt - warningMs)), expiry];
}

/** The writes that turn one set of work rows into another. */
export function workChanges(
  before: readonly Work[],
  after: readonly Work[],
): { readonly queue: readonly Work[]; readonly done: readonly string[] } {
  const kept = new Map(before.map((row) => [row.id, row]));
  const queue = after.filter((row) => !sameWork(kept.get(row.id), row));
  const ids = new Set(after.map((row) => row.id));
  return { queue, done: before.filter((row) => !ids.has(row.id)).map((row) => row.id) };
}

function sameWork(a: Work | undefined, b: Work): boolean {
  return a !== undefined && a.dueAt === b.dueAt && a.leaseUntil === b.leaseUntil
    && a.tries === b.tries && a.connectionId === b.connectionId && a.lastError === b.lastError;
}
