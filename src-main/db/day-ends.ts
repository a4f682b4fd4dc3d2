import { endings, type Ending } from '../engine/domain/counters.ts';
import { parseAssetRef } from '../engine/domain/money.ts';
import { railNames } from '../engine/domain/rails.ts';
import type { CounterDelta } from '../engine/domain/records.ts';
import type { DayEnds } from '../engine/lists.ts';

type Ended = DayEnds['ended'][number];
type Paid = DayEnds['paid'][number];

/** Reads `day:<day>:<rail>:<asset>:ended-…` and `…:paid-…` (`domain/counters.ts`). */
export function dayEnds(counters: readonly CounterDelta[]): DayEnds {
  const ended: Ended[] = [];
  const paid: Paid[] = [];
  for (const { name, count, minor } of counters) {
    const [, day = '', railName, assetName = '', measure = ''] = name.split(':');
    const rail = railNames.find((known) => known === railName);
    const asset = parseAssetRef(assetName);
    if (rail === undefined || asset === null || count === 0) continue;
    const ending = endingOf(measure);
    if (ending !== null) ended.push({ day, rail, ending, count, amount: { minor, asset } });
    if (measure.startsWith('paid-')) {
      paid.push({ day, rail, withinSeconds: secondsOf(measure), count });
    }
  }
  return { ended, paid };
}

function endingOf(measure: string): Ending | null {
  return endings.find((ending) => measure === `ended-${ending}`) ?? null;
}

/** The seconds of `paid-within-30`; null for `paid-over`. */
function secondsOf(measure: string): number | null {
  const [, digits] = /^paid-within-(\d+)$/.exec(measure) ?? [];
  return digits === undefined ? null : Number.parseInt(digits, 10);
}
