/**
 * What a decision makes of a payment: operations planned, scheduled, withdrawn, answered. Every
 * function takes an aggregate and gives a new one; amounts and status follow from the operations.
 */
import { endConsent, type Consent } from './consent.ts';
import { money, sameAsset, type Money } from './money.ts';
import {
  isEnded, isOpen, moveOperation, type Operation, type OperationKind, type OperationSignal,
} from './operation.ts';
import {
  available, latestOperation, openOperation, projectStatus, type Escrow, type Payment,
  type PaymentAggregate,
} from './payment.ts';
import { railAssets } from './rails.ts';
import { refuse } from './refusals.ts';
import { accept, invariant, type Result } from './result.ts';

/** What a new operation is, besides what follows from its payment. */
export type PlannedOperation = {
  readonly id: string;
  /** The idempotency key, from (payment, kind, ordinal). */
  readonly keyOf: (paymentId: string, kind: OperationKind, ordinal: number) => string;
  readonly kind: OperationKind;
  readonly amount: Money;
  readonly account: string | null;
  readonly reason: string;
  readonly requestedBy: string;
  readonly state: 'planned' | 'scheduled';
  readonly nowMs: number;
  readonly dueAt: number;
  readonly retryOf: string | null;
  readonly batchId: string | null;
};

/** Adds an operation. The caller has checked that the payment allows it (`checkMove`). */
export function planOperation(
  aggregate: PaymentAggregate,
  plan: PlannedOperation,
): PaymentAggregate {
  const ordinal = (latestOperation(aggregate.operations)?.ordinal ?? 0) + 1;
  const operation: Operation = {
    id: plan.id, paymentId: aggregate.payment.id, kind: plan.kind, ordinal,
    key: plan.keyOf(aggregate.payment.id, plan.kind, ordinal), state: plan.state,
    amount: plan.amount, account: plan.account, reason: plan.reason, connectionId: null,
    reference: null, evidence: null, delivered: null, debited: null, networkFee: null,
    failureCode: null, failureText: null, tries: 0, deadAt: null,
    missingReadings: 0, missingSince: null, retryOf: plan.retryOf, batchId: plan.batchId,
    memory: null, stuckAt: null,
    requestedBy: plan.requestedBy, createdAt: plan.nowMs, dueAt: plan.dueAt, dispatchedAt: null,
    deadlineAt: null, endedAt: null, version: 1,
  };
  return settleUp({ ...aggregate, operations: [...aggregate.operations, operation] });
}

/** Why money may not be moved now, or nothing. */
export function checkMove(aggregate: PaymentAggregate, amount: Money): Result<null> {
  const open = openOperation(aggregate.operations);
  if (open?.state === 'unclear') return refuse('outcome_unclear', { operation: open.id });
  if (open !== null) return refuse('operation_open', { operation: open.id, kind: open.kind });
  if (amount.minor <= 0n) return refuse('invalid_amount');
  if (amount.minor > available(aggregate.payment)) return refuse('above_held');
  return accept(null);
}

/** Changes one operation by a signal and whatever else came with it. */
export function moveOne(
  aggregate: PaymentAggregate,
  operationId: string,
  move: { readonly signal: OperationSignal; readonly patch: Partial<Operation> },
): Result<PaymentAggregate> {
  const operation = aggregate.operations.find((candidate) => candidate.id === operationId);
  if (operation === undefined) return refuse('not_found', { operation: operationId });
  const next = moveOperation(operation.state, move.signal);
  if (!next.ok) return next;
  return accept(replaceOperation(aggregate, { ...operation, ...move.patch, state: next.value }));
}

/** Changes an operation without moving it (due times, readings, tries). */
export function replaceOperation(
  aggregate: PaymentAggregate,
  operation: Operation,
): PaymentAggregate {
  const operations = aggregate.operations.map((candidate) =>
    candidate.id === operation.id ? operation : candidate);
  return settleUp({ ...aggregate, operations });
}

/** Withdraws everything that has not left yet: planned and scheduled operations. */
export function withdrawUnsent(
  aggregate: PaymentAggregate,
  nowMs: number,
  text: string,
): PaymentAggregate {
  let result = aggregate;
  for (const operation of aggregate.operations) {
    if (operation.state !== 'planned' && operation.state !== 'scheduled') continue;
    const moved = moveOne(result, operation.id, {
      signal: 'withdraw', patch: { endedAt: nowMs, failureText: text },
    });
    invariant(moved.ok, 'A planned or scheduled operation can always be withdrawn.');
    result = moved.value;
  }
  return result;
}

/** Recomputes amounts, escrow and status from the operations; the only place that sets them. */
export function settleUp(aggregate: PaymentAggregate): PaymentAggregate {
  const { payment, operations } = aggregate;
  const settled = (...kinds: OperationKind[]): Money => totalOf(payment, operations, (operation) =>
    kinds.includes(operation.kind) && operation.state === 'settled');
  const held = settled('hold');
  const released = settled('release', 'payout');
  const refunded = settled('refund');
  const inMotion = totalOf(payment, operations, ({ kind, state }) =>
    (kind === 'release' || kind === 'refund' || kind === 'payout')
    && (state === 'planned' || isOpen(state)));
  const amounts = { ...payment, held, released, refunded, inMotion };
  invariant(isWithin(amounts), `Payment ${payment.id} would move more than it may (R6).`);
  const status = projectStatus(amounts, operations);
  return {
    payment: { ...amounts, status }, operations, escrow: endEscrow(aggregate.escrow, amounts),
    consent: endWithOperation(aggregate.consent, operations),
  };
}

/**
 * Rule R6: escrow money never goes out twice; a payout is never planned beyond what was promised.
 * What has arrived is a fact, even where it is more.
 */
function isWithin({ rail, amount, held, released, refunded, inMotion }: Payment): boolean {
  return railAssets[rail].holds
    ? released.minor + refunded.minor + inMotion.minor <= held.minor
    : inMotion.minor === 0n || released.minor + inMotion.minor <= amount.minor;
}

function totalOf(
  payment: Payment,
  operations: readonly Operation[],
  counts: (operation: Operation) => boolean,
): Money {
  let minor = 0n;
  for (const operation of operations) {
    if (!counts(operation)) continue;
    invariant(
      sameAsset(operation.amount.asset, payment.amount.asset),
      `Operation ${operation.id} counts another asset than its payment (R1).`,
    );
    minor += (operation.delivered ?? operation.amount).minor;
  }
  return money(minor, payment.amount.asset);
}

/** Nothing is paid under a consent once its operation has ended. */
function endWithOperation(
  consent: Consent | null,
  operations: readonly Operation[],
): Consent | null {
  if (consent === null) return null;
  const operation = operations.find(({ id }) => id === consent.operationId);
  if (operation === undefined || !isEnded(operation.state)) return consent;
  return endConsent(consent, operation.state === 'cancelled' ? 'withdrawn' : 'used');
}

function endEscrow(
  escrow: Escrow | null,
  payment: Pick<Payment, 'held' | 'released' | 'refunded'>,
): Escrow | null {
  if (escrow === null || escrow.state !== 'active') return escrow;
  const remaining = payment.held.minor - payment.released.minor - payment.refunded.minor;
  if (remaining > 0n) return escrow;
  return { ...escrow, state: payment.released.minor > 0n ? 'released' : 'refunded' };
}
