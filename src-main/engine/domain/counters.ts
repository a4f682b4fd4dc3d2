/**
 * Every number on a screen, kept as it changes. The names are the screens' keys; each commit adds
 * the difference between what a payment counted for before and what it counts for now.
 */
import { assetRef } from './money.ts';
import type { Operation } from './operation.ts';
import { available, openOperation, type Payment, type PaymentAggregate } from './payment.ts';
import type { CounterDelta } from './records.ts';

export const moneyBuckets = ['held', 'releasing', 'refunding', 'unclear'] as const;
export type MoneyBucket = (typeof moneyBuckets)[number];

/** `status:<rail>:<asset>:<status>` and `money:<rail>:<asset>:<bucket>` of one payment. */
function standing(aggregate: PaymentAggregate): readonly CounterDelta[] {
  const { payment, operations } = aggregate;
  const scope = `${payment.rail}:${assetRef(payment.amount.asset)}`;
  const counters: CounterDelta[] = [
    { name: `status:${scope}:${payment.status}`, count: 1, minor: payment.amount.minor },
  ];
  const resting = available(payment);
  if (resting > 0n) counters.push({ name: `money:${scope}:held`, count: 1, minor: resting });
  const open = openOperation(operations);
  const moving = open ?? operations.find((operation) => operation.state === 'planned');
  if (moving === undefined) return counters;
  const bucket = bucketOf(moving);
  if (bucket !== null) {
    counters.push({ name: `money:${scope}:${bucket}`, count: 1, minor: moving.amount.minor });
  }
  return counters;
}

/** A payout that waits for its payer's consent moves nobody's money yet. */
function bucketOf({ kind, state }: Operation): MoneyBucket | null {
  if (state === 'unclear') return 'unclear';
  if (kind === 'refund') return 'refunding';
  return kind === 'release' || (kind === 'payout' && state !== 'planned') ? 'releasing' : null;
}

/**
 * What the move from `before` to `after` adds to the counters; names that cancel out are left out.
 */
export function paymentCounters(
  before: PaymentAggregate | null,
  after: PaymentAggregate,
  nowMs: number,
): readonly CounterDelta[] {
  const sums = new Map<string, { count: number; minor: bigint }>();
  const addAll = (counters: readonly CounterDelta[], sign: 1 | -1): void => {
    for (const { name, count, minor } of counters) {
      const present = sums.get(name) ?? { count: 0, minor: 0n };
      sums.set(name, {
        count: present.count + sign * count, minor: present.minor + BigInt(sign) * minor,
      });
    }
  };
  if (before !== null) addAll(standing(before), -1);
  addAll(standing(after), 1);
  addAll(volumes(before?.payment ?? null, after.payment, nowMs), 1);
  addAll(ends(before?.payment ?? null, after.payment), 1);
  return [...sums]
    .filter(([, { count, minor }]) => count !== 0 || minor !== 0n)
    .map(([name, { count, minor }]) => ({ name, count, minor }));
}

/** How a payment can end, as days count it. */
export const endings = ['released', 'refunded', 'cancelled', 'failed'] as const;
export type Ending = (typeof endings)[number];

/** Seconds from request to paid that days count apart; what took longer counts as `over`. */
export const paidWithinSeconds = [
  1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200,
  86_400, 172_800, 432_000, 864_000, 2_592_000,
] as const;

/**
 * `day:<day>:<rail>:<asset>:ended-<status>` and, of those that were paid, `paid-within-<seconds>`
 * or `paid-over`, on the UTC day of the end: the day of `updatedAt`, which then never moves again.
 */
function ends(before: Payment | null, after: Payment): readonly CounterDelta[] {
  const ending = endings.find((status) => status === after.status);
  if (ending === undefined || before?.status === after.status) return [];
  const scope = `day:${utcDay(after.updatedAt)}:${after.rail}:${assetRef(after.amount.asset)}`;
  const ended: CounterDelta = {
    name: `${scope}:ended-${ending}`, count: 1, minor: after.amount.minor,
  };
  if (ending !== 'released') return [ended];
  const tookMs = after.updatedAt - after.createdAt;
  const within = paidWithinSeconds.find((seconds) => tookMs <= seconds * 1_000);
  const measure = within === undefined ? 'paid-over' : `paid-within-${within}`;
  return [ended, { name: `${scope}:${measure}`, count: 1, minor: 0n }];
}

/** `day:<yyyy-mm-dd>:<rail>:<asset>:<measure>`: what was created, released and refunded per day. */
function volumes(before: Payment | null, after: Payment, nowMs: number): readonly CounterDelta[] {
  const name = (measure: string): string =>
    `day:${utcDay(nowMs)}:${after.rail}:${assetRef(after.amount.asset)}:${measure}`;
  const counters: CounterDelta[] = [];
  if (before === null) {
    counters.push({ name: name('created'), count: 1, minor: after.amount.minor });
  }
  const released = after.released.minor - (before?.released.minor ?? 0n);
  if (released !== 0n) counters.push({ name: name('released'), count: 1, minor: released });
  const refunded = after.refunded.minor - (before?.refunded.minor ?? 0n);
  if (refunded !== 0n) counters.push({ name: name('refunded'), count: 1, minor: refunded });
  return counters;
}

const DAY_MS = 86_400_000;

/** The UTC day of an instant, `2026-11-21`, without a Date object (civil-from-days). */
export function utcDay(atMs: number): string {
  const days = Math.floor(atMs / DAY_MS) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1_460)
    + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4)
    - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
