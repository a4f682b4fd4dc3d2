import type { Consent } from './consent.ts';
import { isOpen, type Operation, type OperationKind } from './operation.ts';
import { money, type Money } from './money.ts';
import { railAssets, type RailName } from './rails.ts';

export const paymentStatuses = [
  'requested', 'holding', 'escrowed', 'releasing', 'refunding', 'unclear', 'stalled',
  'released', 'refunded', 'cancelled', 'failed',
] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/** What happens to an escrow that runs out while nobody acted. `ask` waits for a person. */
export const onExpiryPolicies = ['refund', 'release', 'ask'] as const;
export type OnExpiry = (typeof onExpiryPolicies)[number];

/**
 * Where a payment comes from, when it follows another one. `refund-of`: it pays money of that
 * payment back, on a rail where nothing is held that could be returned.
 */
export const paymentLinks = ['migrated-from', 'refund-of'] as const;
export type PaymentLink = {
  readonly kind: (typeof paymentLinks)[number]; readonly paymentId: string;
};

/**
 * Whose account a payout takes. A payment that pays a treasury's payout back takes it from the
 * payee, whose wallet is kept for us; it goes into the treasury.
 */
export function payoutFrom(
  { rail, link }: Pick<Payment, 'rail' | 'link'>,
): 'payer' | 'treasury' | 'payee' {
  const from = railAssets[rail].paysFrom ?? 'payer';
  return from === 'treasury' && link?.kind === 'refund-of' ? 'payee' : from;
}

/**
 * The obligation to pay for one job over one rail. The amounts are gross; `inMotion` is what open
 * and planned releases and refunds claim. Times are UTC milliseconds, null while it has not been.
 */
export type Payment = {
  readonly id: string;
  readonly marketplaceId: string;
  readonly jobId: string | null;
  /** The marketplace's own reference, unique per marketplace for ever; null where it gave none. */
  readonly externalId: string | null;
  readonly rail: RailName;
  readonly connectionId: string | null;
  readonly amount: Money;
  readonly held: Money;
  readonly released: Money;
  readonly refunded: Money;
  readonly inMotion: Money;
  readonly status: PaymentStatus;
  readonly payer: string;
  /** The payer's account on the rail (token address), where the rail wants one. */
  readonly payerAccount: string | null;
  readonly payee: string;
  readonly payeeAccount: string | null;
  readonly refundAddress: string | null;
  readonly onExpiry: OnExpiry;
  readonly escrowTimeoutMs: number;
  readonly link: PaymentLink | null;
  readonly purchaseId: string | null;
  readonly abandonedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly escrowedAt: number | null;
  readonly releasedAt: number | null;
  readonly refundedAt: number | null;
  /** When the escrow ends at the provider; null before it exists. */
  readonly expiresAt: number | null;
  /** Who signs for this payment, on rails where accounts sign for themselves. */
  readonly sellerId: string | null;
  /** The marketplace's own name of what is paid for, which several payments may share (S2). */
  readonly offerId: string | null;
  /**
   * What the marketplace is charged on top of `amount`, in its asset: a job of 100 with a fee of 2
   * pays 98 and keeps 2. Null where nothing is charged.
   */
  readonly fee: Money | null;
  /** Names the obligation for ever (S4-015): of its payments one at most comes to anything. */
  readonly identity: string | null;
  /** Why an operator has to look before this is paid; null where nobody has to. */
  readonly review: string | null;
  /** The payee's wallet that it was made for, where the treasury pays. */
  readonly walletId: string | null;
  readonly version: number;
};

/** One hold at a provider, with its own clock (`payment_escrows` of the source documents). */
export type Escrow = {
  readonly id: string;
  readonly paymentId: string;
  readonly connectionId: string;
  /** The escrow address (bitcoin), escrow id (aitbc v1) or job id (aitbc v2). */
  readonly reference: string;
  readonly amount: Money;
  readonly state: 'active' | 'released' | 'refunded';
  readonly expiresAt: number;
  readonly warnedAt: number | null;
  /** When Paydesk acted on its expiry; expiry never fires twice. */
  readonly expiredAt: number | null;
  /** Set when expiry came and a person has to decide, with the reason in plain words. */
  readonly decisionNeeded: string | null;
  readonly createdAt: number;
  readonly endedAt: number | null;
  readonly version: number;
};

/** The payment with everything that one decision about it needs. */
export type PaymentAggregate = {
  readonly payment: Payment;
  /** Every operation, by ordinal. */
  readonly operations: readonly Operation[];
  readonly escrow: Escrow | null;
  /** The newest consent of its payer, where the rail asks for one. */
  readonly consent: Consent | null;
};

/** Ended for good: never changes again (R7). */
export function isTerminal(status: PaymentStatus): boolean {
  return status === 'released' || status === 'refunded' || status === 'cancelled'
    || status === 'failed';
}

/** The one operation that is open, if any. */
export function openOperation(operations: readonly Operation[]): Operation | null {
  return operations.find((operation) => isOpen(operation.state)) ?? null;
}

export function latestOperation(operations: readonly Operation[]): Operation | null {
  return operations.at(-1) ?? null;
}

/** The tokens that a bitcoin escrow pays for have been credited: the bitcoin is owed for them. */
export function tokensCredited(operations: readonly Operation[]): boolean {
  return operations.some(({ kind, state }) => kind === 'purchase' && state === 'settled');
}

/**
 * What the end of a payment's escrow means. Bitcoin whose tokens were credited is owed to the
 * exchange and never goes back; a refund that was decided on before stays a refund.
 */
export function expiryPolicy(
  { payment, operations }: Pick<PaymentAggregate, 'payment' | 'operations'>,
): OnExpiry {
  if (tokensCredited(operations)) return 'release';
  const refunding = operations.some(({ kind, state }) =>
    kind === 'refund' && (state === 'planned' || state === 'scheduled'));
  return refunding ? 'refund' : payment.onExpiry;
}

/** A release at the end of an escrow leaves this much earlier, or a tenth of its length if less. */
const RELEASE_LEAD_MS_MAX = 60_000;

/**
 * When the end of an escrow is acted on, UTC milliseconds. A refund waits for the end itself; a
 * release leaves a little before it, while the provider still holds the money for certain.
 */
export function expiryActsAt(
  aggregate: Pick<PaymentAggregate, 'payment' | 'operations'>,
  { expiresAt, createdAt }: Pick<Escrow, 'expiresAt' | 'createdAt'>,
): number {
  if (expiryPolicy(aggregate) !== 'release') return expiresAt;
  const tenth = Math.floor((expiresAt - createdAt) / 10);
  return expiresAt - Math.max(0, Math.min(RELEASE_LEAD_MS_MAX, tenth));
}

/** Minor units that are held and claimed by nothing: what a release or refund may still take. */
export function available(payment: Payment): bigint {
  return railAssets[payment.rail].holds ? stillHeld(payment) - payment.inMotion.minor : 0n;
}

/** Minor units that the provider still holds for this payment; none where nothing ever is. */
export function stillHeld(payment: Payment): bigint {
  if (!railAssets[payment.rail].holds) return 0n;
  return payment.held.minor - payment.released.minor - payment.refunded.minor;
}

/**
 * Minor units that a payout may still take, where nothing is held first: what was promised, less
 * what has arrived and what is on its way. A payee may have received more than was promised.
 */
export function unpaid(payment: Payment): bigint {
  if (railAssets[payment.rail].holds) return 0n;
  const rest = payment.amount.minor - payment.released.minor - payment.inMotion.minor;
  return rest > 0n ? rest : 0n;
}

/** The same as an amount. */
export function heldOf(payment: Payment): Money {
  return money(stillHeld(payment), payment.amount.asset);
}

const openStatus = {
  hold: 'holding', release: 'releasing', refund: 'refunding', payout: 'releasing',
  purchase: 'releasing',
} as const satisfies Record<OperationKind, PaymentStatus>;

/**
 * The payment's status, computed from its operations and amounts and nothing else (DESIGN 4).
 * A rejected release returns to `escrowed`: the money is where it was. A rejected hold or refund
 * is `stalled`, because what should have happened did not, until someone retries or gives up. So
 * is a payout that brought less than was promised.
 */
export function projectStatus(
  payment: Pick<Payment, 'rail' | 'amount' | 'held' | 'released' | 'refunded' | 'abandonedAt'>,
  operations: readonly Operation[],
): PaymentStatus {
  const open = openOperation(operations);
  if (open !== null) return statusWhileOpen(open);
  const latest = latestOperation(operations);
  if (!railAssets[payment.rail].holds && payment.released.minor > 0n) {
    const whole = payment.released.minor >= payment.amount.minor;
    return whole || payment.abandonedAt !== null ? 'released' : 'stalled';
  }
  const held = payment.held.minor;
  const remaining = held - payment.released.minor - payment.refunded.minor;
  if (held === 0n) return statusWithoutMoney(payment.abandonedAt !== null, latest);
  if (remaining === 0n) return payment.released.minor > 0n ? 'released' : 'refunded';
  const stuck = latest?.state === 'rejected'
    && (latest.kind === 'refund' || latest.kind === 'purchase');
  return stuck ? 'stalled' : 'escrowed';
}

function statusWhileOpen(open: Operation): PaymentStatus {
  if (open.state === 'unclear') return 'unclear';
  if (open.deadAt !== null) return 'stalled';
  if (open.kind === 'hold' && open.state === 'scheduled' && open.dispatchedAt === null) {
    return 'requested';
  }
  return openStatus[open.kind];
}

function statusWithoutMoney(abandoned: boolean, latest: Operation | null): PaymentStatus {
  if (abandoned) return 'failed';
  if (latest === null || latest.state === 'planned') return 'requested';
  return latest.state === 'cancelled' ? 'cancelled' : 'stalled';
}
