/** Payments in a given situation, for tests of what is decided about them: no store, no engine. */
import * as rows from '../db/sample-rows.ts';
import { BTC, money } from '../engine/domain/money.ts';
import type { Operation, OperationKind, OperationState } from '../engine/domain/operation.ts';
import type { Escrow, Payment, PaymentAggregate } from '../engine/domain/payment.ts';
import { settleUp } from '../engine/domain/plan.ts';

/** One operation of a situation: `['release', 'unclear']`, with what else matters about it. */
export type Act = readonly [OperationKind, OperationState, Partial<Operation>?];

export type Situation = {
  readonly acts?: readonly Act[];
  readonly payment?: Partial<Payment>;
  /** Null: none. Left out: an active one wherever a hold has settled. */
  readonly escrow?: Partial<Escrow> | null;
};

/** The operations of payment `pay_1`, in order, each of 1,000 minor units unless it says else. */
export function operationsOf(acts: readonly Act[]): readonly Operation[] {
  return acts.map(([kind, state, more], index) => rows.operation({
    kind, state, ordinal: index + 1, connectionId: state === 'planned' ? null : 'con_1', ...more,
  }));
}

/** A payment with these operations, its amounts, escrow and status settled by the domain. */
export function situation({ acts = [], payment = {}, escrow }: Situation = {}): PaymentAggregate {
  const isHeld = acts.some(([kind, state]) => kind === 'hold' && state === 'settled');
  const wanted = escrow === undefined ? isHeld ? {} : null : escrow;
  return settleUp({
    payment: rows.payment(payment),
    operations: operationsOf(acts),
    escrow: wanted === null ? null : rows.escrow(wanted), consent: null,
  });
}

/** `hold settled`, `release unclear`, …: the operations of a payment as words. */
export function actsOf({ operations }: PaymentAggregate): readonly string[] {
  return operations.map(({ kind, state }) => `${kind} ${state}`);
}

/** So many minor units of bitcoin. */
export function btc(minor: bigint): Payment['amount'] {
  return money(minor, BTC);
}
