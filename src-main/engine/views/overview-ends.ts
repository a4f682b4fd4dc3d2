import type { CallOutput } from '../../contract/contract.ts';
import { utcDay } from '../domain/counters.ts';
import { percentileBound } from '../domain/percentile.ts';
import { railNames } from '../domain/rails.ts';
import type { DayEnds } from '../lists.ts';
import type { ViewDeps } from './guard.ts';

type Overview = CallOutput<'overview.get'>;
export type Period = Overview['period'];
type Days = Period['current'];
type Ends = Overview['ends'][number]['current'];

const DAY_MS = 86_400_000;

/** The last `days` UTC days, today included, and as many before them. */
export function periodOf(nowMs: number, days: number): Period {
  const daysAgo = (ago: number): string => utcDay(nowMs - ago * DAY_MS);
  return {
    current: { from: daysAgo(days - 1), to: daysAgo(0) },
    previous: { from: daysAgo(2 * days - 1), to: daysAgo(days) },
  };
}

/** How payments ended per rail, day by day and compared, all from counters. */
export async function endsOf(
  { engine, nowMs }: ViewDeps, { current, previous }: Period,
): Promise<Overview['ends']> {
  const all = await engine.lists.dayEnds(previous.from, current.to);
  const days = daysOf(current, nowMs());
  return railNames.flatMap((rail) => {
    const own: DayEnds = {
      ended: all.ended.filter((row) => row.rail === rail),
      paid: all.paid.filter((row) => row.rail === rail),
    };
    return own.ended.length === 0 ? [] : [{
      rail, current: endsIn(own, current), previous: endsIn(own, previous),
      days: days.map((day) => ({ day, ...endsIn(own, { from: day, to: day }) })),
    }];
  });
}

function endsIn({ ended, paid }: DayEnds, { from, to }: Days): Ends {
  const within = ({ day }: { readonly day: string }): boolean => day >= from && day <= to;
  const count = (ending: DayEnds['ended'][number]['ending']): number => ended
    .filter((row) => row.ending === ending && within(row))
    .reduce((sum, row) => sum + row.count, 0);
  const classes = paid.filter(within);
  return {
    released: count('released'), refunded: count('refunded'), cancelled: count('cancelled'),
    failed: count('failed'), p50: percentileBound(classes, 50), p95: percentileBound(classes, 95),
  };
}

/** Every day of a period that ends today. */
function daysOf({ from }: Days, nowMs: number): readonly string[] {
  const days: string[] = [];
  for (let at = nowMs; utcDay(at) >= from; at -= DAY_MS) days.unshift(utcDay(at));
  return days;
}
