import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import type { EndsOfPeriod } from '../../../../src-main/contract/overview.ts';
import { duration } from '../../../format/time.ts';
import { t } from '../../../words/t.ts';
import type { PaymentsSearch } from '../payments/payments-search.ts';
import { FULL_HEIGHT, type DayBar } from './DayBars.tsx';

export type RailEnds = CallOutput<'overview.get'>['ends'][number];
export type Ending = 'released' | 'refunded' | 'cancelled' | 'failed';
export const endingNames: readonly Ending[] = ['released', 'refunded', 'cancelled', 'failed'];
type Bound = EndsOfPeriod['p50'];

/** The list of exactly the payments that ended so in a span of UTC days. */
export function endedSearch(
  rail: RailEnds['rail'], ending: Ending,
  { from, to }: { readonly from: string; readonly to: string },
): PaymentsSearch {
  return { rail, status: ending, ufrom: from, uto: to, sort: 'updated' };
}

/** How many ended at all. */
export function endedCount(ends: EndsOfPeriod): number {
  return endingNames.reduce((sum, ending) => sum + ends[ending], 0);
}

/** The paid of all that ended, in whole percent; null where nothing ended. */
export function paidPercent(ends: EndsOfPeriod): number | null {
  const ended = endedCount(ends);
  return ended === 0 ? null : Math.round((ends.released * 100) / ended);
}

export function percentText(percent: number | null): string {
  return percent === null ? '–' : t('overview.ends.percent', { percent });
}

/** "within 30 s", "over 30 d", "–". */
export function boundText(bound: Bound): string {
  if (bound === null) return '–';
  return bound.seconds === null ? t('overview.ends.over', { time: duration(LAST_MS) })
    : t('overview.ends.within', { time: boundWords(bound.seconds) });
}

/** A bound is a whole number of its unit: "30 s", "2 min". */
function boundWords(seconds: number): string {
  return seconds < 60 ? t('time.seconds', { value: seconds }) : duration(seconds * 1_000);
}

/** The last bound that is counted; what took longer stands beyond it. */
const LAST_MS = 2_592_000_000;

/** The days as bars of the paid share; a full mark is all of them. */
export function paidBars({ days }: RailEnds): readonly DayBar[] {
  return days.map((ends) => ({
    day: ends.day, height: ((paidPercent(ends) ?? 0) * FULL_HEIGHT) / 100,
    text: t('overview.ends.paidTip', {
      share: percentText(paidPercent(ends)), paid: ends.released, ended: endedCount(ends),
    }),
  }));
}

/** The days as bars of a percentile; a full mark is the slowest day. */
export function timeBars({ days }: RailEnds, which: 'p50' | 'p95'): {
  readonly bars: readonly DayBar[]; readonly slowest: Bound;
} {
  const slowest = days.reduce<Bound>((most, ends) =>
    msOf(ends[which]) > msOf(most) ? ends[which] : most, null);
  const full = msOf(slowest);
  return {
    slowest,
    bars: days.map((ends) => ({
      day: ends.day,
      height: full === 0 ? 0 : Math.round((msOf(ends[which]) * FULL_HEIGHT) / full),
      text: t('overview.ends.timeTip', { time: boundText(ends[which]), count: ends.released }),
    })),
  };
}

function msOf(bound: Bound): number {
  if (bound === null) return 0;
  return bound.seconds === null ? LAST_MS : bound.seconds * 1_000;
}
