/** What a part of the bench found, in one form for the screen and for the file. */

export type Verdict = 'met' | 'above floor' | 'below floor' | 'missed' | 'no target';

export type Figure = {
  readonly part: string;
  readonly what: string;
  /** The median where there are several rounds. */
  readonly value: number;
  readonly unit: 'ratio' | 'ms' | '1/s' | 'count' | 'MB';
  readonly target: number | null;
  readonly floor: number | null;
  /** The round that is worst for us, which the floor is held against. */
  readonly worst: number;
  readonly rounds: readonly number[];
  readonly verdict: Verdict;
  /** What has to be known to read the figure: sizes, rates, percentiles beside it. */
  readonly detail: Readonly<Record<string, string | number>>;
};

/** A figure of which more is better. The median meets the target, the worst round the floor. */
export function ratioFigure(
  given: Pick<Figure, 'part' | 'what' | 'rounds' | 'target' | 'floor' | 'detail'>,
): Figure {
  const value = median(given.rounds);
  const worst = Math.min(...given.rounds);
  const { target, floor } = given;
  const verdict = judged({ value, worst, target, floor });
  return { ...given, unit: 'ratio', value, worst, verdict };
}

function judged({ value, worst, target, floor }: {
  readonly value: number; readonly worst: number;
  readonly target: number | null; readonly floor: number | null;
}): Verdict {
  if (target === null) return 'no target';
  if (floor !== null && worst < floor) return 'below floor';
  if (value >= target) return 'met';
  return floor === null ? 'missed' : 'above floor';
}

/** A figure of which less is better, held against one limit where it has one. */
export function limitFigure(
  given: Pick<Figure, 'part' | 'what' | 'rounds' | 'target' | 'detail'> & {
    readonly unit: Figure['unit'];
  },
): Figure {
  const value = median(given.rounds);
  const worst = Math.max(...given.rounds);
  const { target } = given;
  const verdict: Verdict = target === null ? 'no target' : value <= target ? 'met' : 'missed';
  return { ...given, floor: null, value, worst, verdict };
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value below which `part` (0 to 1) of the values lie; NaN where there are none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) * part;
  const low = sorted[Math.floor(middle)] ?? Number.NaN;
  const high = sorted[Math.ceil(middle)] ?? low;
  return low + (high - low) * (middle - Math.floor(middle));
}

/** A number as it is printed: three digits that matter. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return '-';
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** One line per figure. */
export function lineOf(figure: Figure): string {
  const { part, what, value, unit, worst, target, floor, verdict, detail } = figure;
  const limits = [
    target === null ? '' : `target ${shown(target)}`, floor === null ? '' : `floor ${shown(floor)}`,
  ].filter((text) => text !== '').join(', ');
  const more = Object.entries(detail).map(([name, is]) =>
    `${name} ${typeof is === 'number' ? shown(is) : is}`).join(', ');
  return `${part.padEnd(4)} ${what.padEnd(44)} ${shown(value).padStart(7)} ${unit.padEnd(5)} `
    + `(worst ${shown(worst)}; ${limits}) ${verdict}\n       ${more}`;
}
