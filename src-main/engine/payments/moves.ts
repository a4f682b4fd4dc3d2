import type { Operation } from '../domain/operation.ts';
import { money, type Money } from '../domain/money.ts';
import { available, type PaymentAggregate } from '../domain/payment.ts';
import { checkMove, moveOne, planOperation, type PlannedOperation } from '../domain/plan.ts';
import { railAssets } from '../domain/rails.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import { operationKey } from '../context.ts';
import type { Ids } from '../ports.ts';

/** Who moves money, why, from when on, and for which batch or after which rejection. */
export type MoveRequest = {
  readonly ids: Ids;
  readonly nowMs: number;
  readonly requestedBy: string;
  readonly reason: string;
  readonly delayMs: number;
  readonly batchId: string | null;
  readonly retryOf: string | null;
};

export function moveRequest(
  base: Pick<MoveRequest, 'ids' | 'nowMs' | 'requestedBy' | 'reason'>,
): MoveRequest {
  return { ...base, delayMs: 0, batchId: null, retryOf: null };
}

/** All that is held and not in motion. */
export function allAvailable({ payment }: PaymentAggregate): Money {
  return money(available(payment), payment.amount.asset);
}

/** Schedules a release to the payee. The caller has checked partial amounts against the rail. */
export function scheduleRelease(
  aggregate: PaymentAggregate,
  amount: Money,
  request: MoveRequest,
): Result<PaymentAggregate> {
  const checked = checkMove(aggregate, amount);
  if (!checked.ok) return checked;
  const { payeeAccount } = aggregate.payment;
  return accept(add(aggregate, request, {
    kind: 'release', amount, account: payeeAccount, state: 'scheduled',
  }));
}

/**
 * Schedules a refund to the recorded refund address (R8). Without one, where the rail needs one,
 * the refund is planned and waits in attention for two operators.
 */
export function scheduleRefund(
  aggregate: PaymentAggregate,
  amount: Money,
  request: MoveRequest,
): Result<PaymentAggregate> {
  const checked = checkMove(aggregate, amount);
  if (!checked.ok) return checked;
  if (aggregate.operations.some((operation) => operation.state === 'planned')) {
    return refuse('no_refund_address');
  }
  const { rail, refundAddress } = aggregate.payment;
  const waits = refundAddress === null && railAssets[rail].refundNeedsAddress;
  return accept(add(aggregate, request, {
    kind: 'refund', amount, account: refundAddress, state: waits ? 'planned' : 'scheduled',
  }));
}

/** Schedules the hold with which every escrow payment begins. */
export function scheduleHold(aggregate: PaymentAggregate, request: MoveRequest): PaymentAggregate {
  const { amount } = aggregate.payment;
  return add(aggregate, request, { kind: 'hold', amount, account: null, state: 'scheduled' });
}

/** Lets a planned payout go: it leaves after the undo window. Refused where none is planned. */
export function letGo(
  aggregate: PaymentAggregate,
  { nowMs, delayMs, batchId, reason, requestedBy }: MoveRequest,
): Result<PaymentAggregate> {
  const planned = aggregate.operations.find(({ kind, state }) =>
    kind === 'payout' && state === 'planned');
  if (planned === undefined) return refuse('state_forbids');
  return moveOne(aggregate, planned.id, {
    signal: 'schedule', patch: { dueAt: nowMs + delayMs, batchId, reason, requestedBy },
  });
}

/** Plans a payout, which waits for its payer's consent, or for somebody to let it go. */
export function planPayout(
  aggregate: PaymentAggregate,
  amount: Money,
  request: MoveRequest,
): PaymentAggregate {
  const { payeeAccount } = aggregate.payment;
  return add(aggregate, request, {
    kind: 'payout', amount, account: payeeAccount, state: 'planned',
  });
}

/**
 * Schedules a payout: from the treasury, or one that nobody in particular is asked for, which asks
 * for money and waits.
 */
export function schedulePayout(
  aggregate: PaymentAggregate,
  amount: Money,
  request: MoveRequest,
): PaymentAggregate {
  const { payeeAccount } = aggregate.payment;
  return add(aggregate, request, {
    kind: 'payout', amount, account: payeeAccount, state: 'scheduled',
  });
}

/** Schedules the token purchase that a held bitcoin escrow pays for. */
export function schedulePurchase(
  aggregate: PaymentAggregate,
  request: MoveRequest,
): PaymentAggregate {
  const amount = allAvailable(aggregate);
  return add(aggregate, request, { kind: 'purchase', amount, account: null, state: 'scheduled' });
}

function add(
  aggregate: PaymentAggregate,
  request: MoveRequest,
  what: Pick<PlannedOperation, 'kind' | 'amount' | 'account' | 'state'>,
): PaymentAggregate {
  return planOperation(aggregate, {
    ...what, id: request.ids.next('op'), keyOf: operationKey, reason: request.reason,
    requestedBy: request.requestedBy, nowMs: request.nowMs,
    dueAt: request.nowMs + request.delayMs, retryOf: request.retryOf, batchId: request.batchId,
  });
}

/** Operations of a kind that did not end as withdrawn. */
export function ofKind(
  operations: readonly Operation[],
  kind: Operation['kind'],
): readonly Operation[] {
  return operations.filter((operation) =>
    operation.kind === kind && operation.state !== 'cancelled');
}
