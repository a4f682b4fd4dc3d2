import { assetRef, money, type Money } from '../domain/money.ts';
import { available, type Payment, type PaymentAggregate } from '../domain/payment.ts';
import { railAssets } from '../domain/rails.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import { permission } from '../payments/can.ts';
import type { CallOutput } from '../../contract/contract.ts';
import type { ViewDeps } from './guard.ts';
import { moneyOf, moneyWire } from './wire.ts';

type Preview = CallOutput<'batches.preview'>;
export type Planned = {
  readonly payment: Payment; readonly amount: Money; readonly refused: string | null;
};

/** What a batch of these payments would do if it were started now; nothing is changed. */
export async function dryRun(
  deps: ViewDeps,
  act: 'release' | 'refund',
  paymentIds: readonly string[],
): Promise<Result<Preview>> {
  const found = await plannedOf(deps, act, paymentIds);
  if (!found.ok) return found;
  const planned = found.value;
  // What is refused is told apart and is no part of what would be done.
  const moving = planned.filter(({ refused }) => refused === null);
  const totals = totalsOf(moving);
  const largest = largestOf(moving);
  const payees = [...new Set(moving.map(({ payment }) => payment.payee))];
  const fresh = await neverPaid(deps, act, payees);
  return accept({
    count: moving.length,
    totals: [...totals].map(([ref, minor]) => moneyWire(moneyOf(minor, ref))),
    largest: largest === null ? null
      : { paymentId: largest.payment.id, amount: moneyWire(largest.amount) },
    refused: refusedOf(planned),
    payees: payees.length, newPayees: [...fresh],
    shares: await sharesOf(deps, totalsOf(moving.filter(({ payment }) =>
      railAssets[payment.rail].holds))),
    items: planned.map(({ payment, amount, refused }) => ({
      paymentId: payment.id, payee: payment.payee, amount: moneyWire(amount), refused,
      newPayee: refused === null && fresh.has(payment.payee),
    })),
  });
}

/** What an act would do to each of these payments, once each; refused where one is unknown. */
export async function plannedOf(
  deps: ViewDeps,
  act: 'release' | 'refund',
  paymentIds: readonly string[],
): Promise<Result<readonly Planned[]>> {
  const planned: Planned[] = [];
  for (const paymentId of new Set(paymentIds)) {
    const aggregate = await deps.engine.read.payment(paymentId);
    if (aggregate === null) return refuse('not_found', { payment: paymentId });
    const { payment } = aggregate;
    const { policy } = await deps.names.marketplace(payment.marketplaceId);
    planned.push({
      payment, amount: movedBy(aggregate), refused: permission(act, { aggregate, policy }),
    });
  }
  return accept(planned);
}

/** What is held and free, or, where nothing is ever held, the payout that waits. */
function movedBy({ payment, operations }: PaymentAggregate): Money {
  const waiting = operations.find(({ kind, state }) => kind === 'payout' && state === 'planned');
  return waiting?.amount ?? money(available(payment), payment.amount.asset);
}

export function totalsOf(moving: readonly Planned[]): ReadonlyMap<string, bigint> {
  const totals = new Map<string, bigint>();
  for (const { amount } of moving) {
    const ref = assetRef(amount.asset);
    totals.set(ref, (totals.get(ref) ?? 0n) + amount.minor);
  }
  return totals;
}

/** The largest of the asset that has the most items: amounts of two assets do not compare. */
export function largestOf(moving: readonly Planned[]): Planned | null {
  const counts = new Map<string, number>();
  for (const { amount } of moving) {
    const ref = assetRef(amount.asset);
    counts.set(ref, (counts.get(ref) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return moving.filter(({ amount }) => assetRef(amount.asset) === most?.[0])
    .reduce<Planned | null>((largest, one) =>
      largest === null || one.amount.minor > largest.amount.minor ? one : largest, null);
}

export function refusedOf(planned: readonly Planned[]): Preview['refused'] {
  const counts = new Map<string, number>();
  for (const { refused } of planned) {
    if (refused !== null) counts.set(refused, (counts.get(refused) ?? 0) + 1);
  }
  return [...counts].map(([message, count]) => ({ message, count }));
}

/** Those who were never paid before; a refund pays nobody new. */
export async function neverPaid(
  { engine }: ViewDeps,
  act: 'release' | 'refund',
  payees: readonly string[],
): Promise<ReadonlySet<string>> {
  if (act === 'refund') return new Set();
  const fresh = new Set<string>();
  for (const payee of payees) {
    const file = await engine.lists.payee(payee);
    if ((file?.payee.paid ?? 0) === 0) fresh.add(payee);
  }
  return fresh;
}

/** How much of all that is held in an asset the batch would move, in hundredths of a percent. */
async function sharesOf(
  { engine }: ViewDeps,
  totals: ReadonlyMap<string, bigint>,
): Promise<Preview['shares']> {
  const held = new Map<string, bigint>();
  for (const { name, minor } of await engine.read.counters('money:')) {
    const [, , ref = '', bucket] = name.split(':');
    if (bucket === 'held') held.set(ref, (held.get(ref) ?? 0n) + minor);
  }
  return [...totals].map(([asset, minor]) => {
    const all = held.get(asset) ?? 0n;
    const basisPoints = all <= 0n ? 10_000n : minor * 10_000n / all;
    return { asset, basisPoints: Number.parseInt(basisPoints.toString(), 10) };
  });
}
