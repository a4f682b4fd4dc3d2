import { money, parseAmount, sameAsset, zero, type Money } from '../domain/money.ts';
import type { MarketplacePolicy } from '../domain/policy.ts';
import { accept, type Result } from '../domain/result.ts';
import type { TreasuryView } from '../api.ts';
import type { PayoutReview } from '../../contract/payouts.ts';
import {
  largestOf, neverPaid, plannedOf, refusedOf, totalsOf, type Planned,
} from './batch-dry-run.ts';
import type { ViewDeps } from './guard.ts';
import { alikeOf } from './payout-facts.ts';
import { treasuryView } from './payout-treasury.ts';
import { moneyOf, moneyWire } from './wire.ts';

/** Accounts that are compared with those of others: new payees first, a person reads no more. */
const ALIKE_LOOKED_AT = 100;

/** What letting these payouts go would do: how much, to whom, and what it leaves behind. */
export async function reviewPayouts(
  deps: ViewDeps,
  paymentIds: readonly string[],
): Promise<Result<PayoutReview>> {
  const planned = await plannedOf(deps, 'release', paymentIds);
  if (!planned.ok) return planned;
  const moving = planned.value.filter(({ refused }) => refused === null);
  const totals = totalsOf(moving);
  const payees = [...new Set(moving.map(({ payment }) => payment.payee))];
  const [fresh, treasuries, typed] = await Promise.all([
    neverPaid(deps, 'release', payees), effectsOf(deps, moving), typedOf(deps, moving, totals),
  ]);
  const largest = largestOf(moving);
  return accept({
    count: moving.length, totals: wires(totals), fees: wires(feesOf(moving)),
    largest: largest === null ? null : {
      paymentId: largest.payment.id, payee: largest.payment.payee,
      amount: moneyWire(largest.amount),
    },
    payees: payees.length, newPayees: [...fresh], alike: await alikeIn(deps, moving, fresh),
    reviews: reviewsOf(moving), treasuries, typed, refused: refusedOf(planned.value),
    items: planned.value.map(({ payment, amount, refused }) => ({
      paymentId: payment.id, payee: payment.payee, amount: moneyWire(amount), refused,
      newPayee: refused === null && fresh.has(payment.payee),
    })),
  });
}

function wires(sums: ReadonlyMap<string, bigint>) {
  return [...sums].map(([ref, minor]) => moneyWire(moneyOf(minor, ref)));
}

function feesOf(moving: readonly Planned[]): ReadonlyMap<string, bigint> {
  return totalsOf(moving.flatMap((one) =>
    (one.payment.fee === null ? [] : [{ ...one, amount: one.payment.fee }])));
}

function reviewsOf(moving: readonly Planned[]): PayoutReview['reviews'] {
  const counts = new Map<string, number>();
  for (const { payment: { review } } of moving) {
    if (review !== null) counts.set(review, (counts.get(review) ?? 0) + 1);
  }
  return [...counts].map(([text, count]) => ({ text, count }))
    .toSorted((a, b) => b.count - a.count);
}

/** Payees of these payments whose account a person may take for another payee's. */
async function alikeIn(
  { engine }: ViewDeps,
  moving: readonly Planned[],
  fresh: ReadonlySet<string>,
): Promise<PayoutReview['alike']> {
  const accounts = new Map(moving.flatMap(({ payment }) => payment.payeeAccount === null ? []
    : [[payment.payeeAccount, payment] as const]));
  const looked = [...accounts].toSorted(([, a], [, b]) =>
    Number(fresh.has(b.payee)) - Number(fresh.has(a.payee))).slice(0, ALIKE_LOOKED_AT);
  const found = await Promise.all(looked.map(async ([account, { payee, marketplaceId }]) =>
    (await engine.read.alikeWallets(account))
      .filter((other) => other.marketplaceId === marketplaceId)
      .map((other) => ({ payee, payeeAccount: account, ...alikeOf(other) }))));
  return found.flat();
}

/** The treasuries that these payouts leave, with what is left there in each asset. */
async function effectsOf(
  deps: ViewDeps,
  moving: readonly Planned[],
): Promise<PayoutReview['treasuries']> {
  const known = await deps.engine.payouts.treasury();
  const holdings = known.flatMap((treasury) => [
    treasury, ...treasury.others.map((balance) => ({ ...treasury, balance, others: [] })),
  ]);
  const effects = await Promise.all(holdings.map(async (treasury) => {
    const view = await treasuryView(deps, treasury);
    const takes = takenFrom(treasury, moving);
    const after = treasury.balance === null ? null
      : money(treasury.balance.minor - takes.minor, takes.asset);
    return {
      ...view, takes: moneyWire(takes), after: after === null ? null : moneyWire(after),
      isShort: after !== null && after.minor < BigInt(view.reserve.minor),
    };
  }));
  return effects.filter(({ takes }) => takes.minor !== '0');
}

function takenFrom({ connectionId, balance }: TreasuryView, moving: readonly Planned[]): Money {
  const asset = balance?.asset ?? moving[0]?.amount.asset;
  const mine = moving.filter(({ payment, amount }) => payment.connectionId === connectionId
    && asset !== undefined && sameAsset(amount.asset, asset));
  const first = mine[0]?.amount.asset ?? asset;
  return first === undefined ? zero({ code: 'USDC', scale: 6 })
    : money(mine.reduce((sum, { amount }) => sum + amount.minor, 0n), first);
}

/**
 * The totals above what one payout may be without anybody looking: they are typed before they go.
 * Of several marketplaces the strictest counts.
 */
async function typedOf(
  { names }: ViewDeps,
  moving: readonly Planned[],
  totals: ReadonlyMap<string, bigint>,
): Promise<PayoutReview['typed']> {
  const ids = [...new Set(moving.map(({ payment }) => payment.marketplaceId))];
  const policies = await Promise.all(ids.map(async (id) => (await names.marketplace(id)).policy));
  return [...totals].flatMap(([ref, minor]) => {
    const total = moneyOf(minor, ref);
    const limits = policies.flatMap((policy) => limitOf(policy, total.asset));
    return limits.some((limit) => minor > limit) ? [moneyWire(total)] : [];
  });
}

function limitOf(
  { payouts: { rules, amountMax } }: MarketplacePolicy,
  asset: Money['asset'],
): readonly bigint[] {
  const parsed = parseAmount(rules.approveMax ?? amountMax, asset);
  return parsed.ok ? [parsed.money.minor] : [];
}
