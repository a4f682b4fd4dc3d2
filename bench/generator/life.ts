/** The life of a generated payment in two moments: as it was opened, and as it stands. */
import { operationKey } from '../../src-main/engine/context.ts';
import { money, zero } from '../../src-main/engine/domain/money.ts';
import type { Operation, OperationKind } from '../../src-main/engine/domain/operation.ts';
import type { Escrow, Payment, PaymentAggregate } from '../../src-main/engine/domain/payment.ts';
import { settleUp } from '../../src-main/engine/domain/plan.ts';
import { railAssets } from '../../src-main/engine/domain/rails.ts';
import type { Ids } from '../../src-main/engine/ports.ts';
import { REFUND_ADDRESS } from '../../src-main/testing/seed-rows.ts';
import type { Facts } from './facts.ts';

export type Life = {
  readonly opened: PaymentAggregate;
  /** Null where nothing has happened since. */
  readonly moved: PaymentAggregate | null;
};

export type Names = {
  readonly ids: Ids;
  readonly jobId: string | null;
  readonly batchId: string | null;
};

const ADDRESS_DIGITS = 38;
const CALL_MS = 200;
const DEADLINE_MS = 5_000;

export function lifeOf(facts: Facts, names: Names): Life {
  const payment = paymentOf(facts, names);
  const act = actOf(payment, facts, names);
  const base: PaymentAggregate = { payment, operations: [], escrow: null, consent: null };
  const hold = (patch: Partial<Operation>): PaymentAggregate =>
    settleUp({ ...base, operations: [act('hold', 1, patch)] });
  const held = settleUp({
    payment, operations: [act('hold', 1, settled(facts, 'hold', 1))],
    escrow: escrowOf(payment, facts, names), consent: null,
  });
  const then = (
    operations: readonly Operation[], escrow: Partial<Escrow> = {},
    more: Partial<Payment> = {},
  ): Life => ({
    opened: held,
    moved: settleUp({
      payment: { ...held.payment, ...more }, operations: [...held.operations, ...operations],
      escrow: held.escrow === null ? null : { ...held.escrow, ...escrow }, consent: null,
    }),
  });
  const done = (kind: OperationKind, ordinal: number, patch: Partial<Operation> = {}): Operation =>
    act(kind, ordinal, { ...settled(facts, kind, ordinal), ...patch });
  const later = { dueAt: facts.laterAt, endedAt: null };

  switch (facts.plot) {
    case 'released': return then([done('release', 2)]);
    case 'released-at-second-try':
      return then([act('release', 2, rejected), done('release', 3)]);
    case 'released-in-part': return then(inParts(done, payment));
    case 'refunded': return then([done('refund', 2)]);
    case 'refunded-expired':
      return then([done('refund', 2)], { warnedAt: facts.createdAt, expiredAt: facts.movedAt });
    case 'cancelled': return { opened: hold({ state: 'cancelled', failureText: 'Withdrawn.',
      endedAt: facts.createdAt + CALL_MS, connectionId: null, dispatchedAt: null }), moved: null };
    case 'failed': return {
      opened: hold(rejected),
      moved: settleUp({ ...hold(rejected),
        payment: { ...payment, abandonedAt: facts.movedAt } }),
    };
    case 'escrowed': return { opened: held, moved: null };
    case 'running-out': return then([], { warnedAt: facts.movedAt });
    case 'expiry-asks': return then([], {
      warnedAt: facts.createdAt, decisionNeeded: 'The escrow ran out and the policy is to ask.',
    });
    case 'requested': return { opened: hold({ ...later, state: 'scheduled', connectionId: null,
      dispatchedAt: null, deadlineAt: null }), moved: null };
    case 'holding': return { opened: hold({ ...later, state: 'submitted' }), moved: null };
    case 'releasing': return then([act('release', 2, { ...later, state: 'submitted' })]);
    case 'refunding': return then([act('refund', 2, { ...later, state: 'submitted' })]);
    case 'release-unclear': return then([act('release', 2, { ...later, ...lost })]);
    case 'hold-unclear': return { opened: hold({ ...later, ...lost }), moved: null };
    case 'hold-rejected': return { opened: hold(rejected), moved: null };
    case 'refund-rejected': return then([act('refund', 2, rejected)]);
    case 'release-dead': return then([act('release', 2, {
      ...later, state: 'scheduled', tries: 4, deadAt: facts.movedAt, dispatchedAt: null,
      failureCode: 'unreachable', failureText: 'The provider could not be reached.',
    })]);
  }
}

const rejected = {
  state: 'rejected', failureCode: 'refused', failureText: 'The provider refused the request.',
} as const satisfies Partial<Operation>;

const lost = {
  state: 'unclear', failureCode: 'timeout', failureText: 'No answer within the deadline.',
} as const satisfies Partial<Operation>;

/** A third goes to the payee, the rest back. */
function inParts(
  done: (kind: OperationKind, ordinal: number, patch: Partial<Operation>) => Operation,
  { amount }: Payment,
): readonly Operation[] {
  const third = amount.minor / 3n;
  return [
    done('release', 2, { amount: money(third, amount.asset) }),
    done('refund', 3, { amount: money(amount.minor - third, amount.asset) }),
  ];
}

/** Hash or address of an operation: the payment's own digits, turned by its place. */
function referenceOf({ hex, rail }: Facts, kind: OperationKind, ordinal: number): string {
  if (kind !== 'hold') return hex.slice(ordinal) + hex.slice(0, ordinal);
  return rail === 'bitcoin' ? `bcrt1q${hex.slice(0, ADDRESS_DIGITS)}` : `esc_${hex.slice(0, 24)}`;
}

function settled(facts: Facts, kind: OperationKind, ordinal: number): Partial<Operation> {
  const reference = referenceOf(facts, kind, ordinal);
  const evidence = kind !== 'hold' ? 'transaction' as const
    : facts.rail === 'bitcoin' ? 'escrow-address' as const : 'escrow-state' as const;
  return {
    state: 'settled', reference,
    evidence: {
      kind: evidence, reference, raw: JSON.stringify({ transaction_hash: reference }),
      word: facts.rail === 'bitcoin' ? "the daemon's word" : "the exchange's word",
    },
  };
}

/** Only what has settled stands among the items of a batch. */
function isBatched(kind: OperationKind, { state = 'settled' }: Partial<Operation>): boolean {
  return kind === 'release' && state === 'settled';
}

function actOf(
  payment: Payment, facts: Facts, { ids, batchId }: Names,
): (kind: OperationKind, ordinal: number, patch: Partial<Operation>) => Operation {
  return (kind, ordinal, patch) => {
    const at = kind === 'hold' ? facts.createdAt : facts.movedAt;
    return {
      id: ids.next('op'), paymentId: payment.id, kind, ordinal,
      key: operationKey(payment.id, kind, ordinal), state: 'settled', amount: payment.amount,
      account: kind === 'refund' ? payment.refundAddress : payment.payeeAccount,
      reason: reasons[kind], connectionId: facts.connectionId, reference: null, evidence: null,
      delivered: null, debited: null, networkFee: null, memory: null, stuckAt: null,
      failureCode: null, failureText: null, tries: 0, deadAt: null, missingReadings: 0,
      missingSince: null, retryOf: null, batchId: isBatched(kind, patch) ? batchId : null,
      requestedBy: kind === 'hold' ? facts.marketplace.name : 'ana', createdAt: at, dueAt: at,
      dispatchedAt: at, deadlineAt: at + DEADLINE_MS, endedAt: at + CALL_MS, version: 1, ...patch,
    };
  };
}

const reasons = {
  hold: '', release: 'The result was accepted.', refund: 'The client withdrew the job.',
  payout: '', purchase: '',
} as const satisfies Record<OperationKind, string>;

function escrowOf(payment: Payment, facts: Facts, { ids }: Names): Escrow {
  return {
    id: ids.next('esc'), paymentId: payment.id, connectionId: facts.connectionId,
    reference: referenceOf(facts, 'hold', 1), amount: payment.amount, state: 'active',
    expiresAt: facts.laterAt, warnedAt: null, expiredAt: null, decisionNeeded: null,
    createdAt: facts.createdAt, endedAt: null, version: 1,
  };
}

function paymentOf(facts: Facts, { ids, jobId }: Names): Payment {
  const { rail, amount, marketplace, createdAt, hex, payee } = facts;
  const none = zero(railAssets[rail].asset);
  return {
    id: ids.next('pay'), marketplaceId: marketplace.id, jobId, rail,
    externalId: facts.hasReference ? `order-${hex.slice(0, 12)}` : null,
    connectionId: facts.connectionId, amount, held: none, released: none, refunded: none,
    inMotion: none, status: 'requested', payer: marketplace.name,
    payerAccount: rail === 'aitbc' ? `aitbc1payer${hex.slice(0, 24)}` : null, payee: payee.name,
    payeeAccount: payee.account[rail], refundAddress: rail === 'bitcoin' ? REFUND_ADDRESS : null,
    onExpiry: facts.plot === 'expiry-asks' ? 'ask' : 'refund', escrowTimeoutMs: 86_400_000,
    link: null, purchaseId: null, abandonedAt: null, createdAt, updatedAt: createdAt,
    escrowedAt: null, releasedAt: null, refundedAt: null, expiresAt: null, sellerId: null,
    offerId: null, fee: null, identity: null, review: null, walletId: null, version: 1,
  };
}
