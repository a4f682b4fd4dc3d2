import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import type { MoneyWire } from '../../../../src-main/contract/values.ts';

export type VolumeRow = CallOutput<'overview.get'>['volume'][number];
export type Measure = VolumeRow['measure'];
export const measures: readonly Measure[] = ['created', 'released', 'refunded'];

export type VolumeDay = {
  readonly day: string;
  readonly count: number;
  readonly amount: MoneyWire;
  /** The height of the mark in ten-thousandths of the tallest one; nothing is computed with it. */
  readonly height: number;
};

export type VolumeSeries = {
  readonly rail: VolumeRow['rail'];
  readonly measure: Measure;
  readonly days: readonly VolumeDay[];
  readonly tallest: MoneyWire;
};

/**
 * What a full mark is tall: heights are whole shares of it, so that amounts never become floats.
 */
export const FULL_HEIGHT = 10_000;

/**
 * One series per rail, because amounts of two assets do not share an axis. Every day of the span
 * is there, also where nothing happened, so that a gap in the week is seen as one.
 */
export function volumeSeries(
  rows: readonly VolumeRow[], measure: Measure,
): readonly VolumeSeries[] {
  const days = daysBetween(rows.map(({ day }) => day));
  const rails = [...new Set(rows.map(({ rail }) => rail))];
  return rails.flatMap((rail) => {
    const own = rows.filter((row) => row.rail === rail && row.measure === measure);
    const asset = rows.find((row) => row.rail === rail)?.amount.asset;
    if (asset === undefined) return [];
    const tallest = own.reduce((most, { amount }) =>
      BigInt(amount.minor) > most ? BigInt(amount.minor) : most, 0n);
    return [{
      rail, measure, tallest: { asset, minor: tallest.toString() },
      days: days.map((day) => dayOf(day, own.find((row) => row.day === day), asset, tallest)),
    }];
  });
}

function dayOf(
  day: string, row: VolumeRow | undefined, asset: string, tallest: bigint,
): VolumeDay {
  const amount = row?.amount ?? { asset, minor: '0' };
  const share = tallest === 0n ? 0n : (BigInt(amount.minor) * BigInt(FULL_HEIGHT)) / tallest;
  return { day, count: row?.count ?? 0, amount, height: Number.parseInt(share.toString(), 10) };
}

/** Every UTC day from the first to the last named one. */
function daysBetween(days: readonly string[]): readonly string[] {
  const sorted = days.toSorted();
  const first = sorted.at(0);
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [];
  const span: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000) {
    span.push(new Date(at).toISOString().slice(0, 10));
  }
  return span;
}
