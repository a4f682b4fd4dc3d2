import { money, sameAsset, type Money } from '../domain/money.ts';
import type { Payment, PaymentAggregate } from '../domain/payment.ts';
import type { LimitRow } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, invariant, type Result } from '../domain/result.ts';
import type { Ask, PayBack } from '../api.ts';
import { decideAndCommit } from '../decide.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { permission } from '../payments/can.ts';
import { amountOf } from '../payments/create.ts';
import type { Write } from '../ports.ts';
import { prepare, recordNew } from './create.ts';

/**
 * Pays money of a paid payment back: a payment of its own, the other way, with its own quote, fees
 * and consent (DESIGN 4, 7; S2-119). What it may be at most is what the payee received, or, where
 * payer and payee count in different assets, what the payer was debited; less what other
 * repayments have paid or may still pay. Refuses more than that.
 */
export function payBack(
  deps: OperationDeps,
  ask: Ask,
  input: PayBack,
): Promise<Result<PaymentAggregate>> {
  return decideAndCommit(deps.store, async () => {
    const paid = await deps.store.read.payment(input.paymentId);
    if (paid === null || !isOwn(paid.payment, input.marketplaceId)) {
      return refuse('not_found', { payment: input.paymentId });
    }
    const { payment } = paid;
    const marketplace = await deps.directory.marketplace(payment.marketplaceId);
    const seller = await deps.directory.seller(payment.sellerId ?? '');
    invariant(marketplace !== null, `Payment ${payment.id} belongs to an unknown marketplace.`);
    const denied = permission('payBack', { aggregate: paid, policy: marketplace.policy });
    if (denied !== null) return refuse('state_forbids', {}, denied);
    if (seller === null || payment.payerAccount === null) return refuse('unknown_seller');
    const cap = await refundable(deps, paid);
    const amount = input.amountText === null || input.amountText === ''
      ? accept(cap) : amountOf(input.amountText, cap.asset);
    if (!amount.ok) return amount;
    if (amount.value.minor > cap.minor || cap.minor <= 0n) {
      return refuse('above_refundable', { amount: input.amountText ?? '' });
    }
    const prepared = await prepare(deps, {
      marketplace, seller, amount: amount.value, offerId: payment.offerId, externalId: null,
      link: { kind: 'refund-of', paymentId: payment.id },
      payer: { name: payment.payee, account: seller.walletAddress },
      payee: { name: payment.payer, account: payment.payerAccount },
    });
    if (!prepared.ok) return prepared;
    const made = recordNew(deps, ask, {
      ...prepared.value, marketplace, act: 'payment.pay-back', reason: input.reason,
    });
    const turn = await takeTurn(deps, payment.id);
    return accept({ ...made, writes: [...made.writes, turn] });
  });
}

function isOwn({ marketplaceId }: Payment, asked: string | null): boolean {
  return asked === null || asked === marketplaceId;
}

/** What may still be paid back, in the asset of the one who gets it. */
export async function refundable(
  { store }: { readonly store: Pick<OperationDeps['store'], 'read'> },
  { payment, operations }: PaymentAggregate,
): Promise<Money> {
  const payouts = operations.filter(({ kind, state }) => kind === 'payout' && state === 'settled');
  const other = payouts.map(({ debited }) => debited).find((debited) =>
    debited !== null && !sameAsset(debited.asset, payment.amount.asset));
  const asset = other?.asset ?? payment.amount.asset;
  let minor = 0n;
  for (const { delivered, debited, amount } of payouts) {
    const counted = other === undefined ? delivered ?? amount : debited;
    if (counted !== null) minor += counted.minor;
  }
  for (const linked of await store.read.paymentsLinkedTo(payment.id)) {
    if (linked.link?.kind === 'refund-of') minor -= claimed(linked);
  }
  return money(minor > 0n ? minor : 0n, asset);
}

/** One that ended counts with what it brought; one that has not, with all that it may bring. */
function claimed({ status, amount, released }: Payment): bigint {
  const isOver = status === 'cancelled' || status === 'failed' || status === 'released';
  if (isOver) return released.minor;
  return released.minor > amount.minor ? released.minor : amount.minor;
}

/** Two repayments decided at once would each see the other's money as free: they take turns. */
async function takeTurn({ store }: OperationDeps, paymentId: string): Promise<Write> {
  const key = `pay-back:${paymentId}`;
  const before = await store.read.limit(key);
  const row: LimitRow = {
    key, count: (before?.count ?? 0) + 1, minor: 0n, version: (before?.version ?? 0) + 1,
  };
  return before === null
    ? { write: 'insert', noun: 'limits', row }
    : { write: 'update', noun: 'limits', row, expectedVersion: before.version };
}
