import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import type { MoneyWire } from '../../../../src-main/contract/values.ts';
import { FULL_HEIGHT } from './DayBars.tsx';

export type VolumeRow = CallOutput<'overview.get'>['volume'][number];
export type Period = CallOutput<'overview.get'>['period'];
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
  /** All days of the period, and all of the one before it. */
  readonly total: MoneyWire;
  readonly before: MoneyWire;
};

/**
 * One series per rail and asset, because amounts of two assets do not share an axis. Every day of
 * the span is there, also where nothing happened, so that a gap in the week is seen as one.
 */
export function volumeSeries(
  rows: readonly VolumeRow[], measure: Measure, { current }: Period,
): readonly VolumeSeries[] {
  const days = daysBetween(current.from, current.to);
  const lines = new Map(rows.map(({ rail, amount: { asset } }) =>
    [`${rail} ${asset}`, { rail, asset }]));
  return [...lines.values()].map(({ rail, asset }) => {
    const measured = rows.filter((row) =>
      row.rail === rail && row.amount.asset === asset && row.measure === measure);
    const own = measured.filter(({ day }) => day >= current.from);
    const earlier = measured.filter(({ day }) => day < current.from);
    const tallest = own.reduce((most, { amount }) =>
      BigInt(amount.minor) > most ? BigInt(amount.minor) : most, 0n);
    return {
      rail, measure, tallest: { asset, minor: tallest.toString() },
      total: sumOf(own, asset), before: sumOf(earlier, asset),
      days: days.map((day) => dayOf(day, own.find((row) => row.day === day), asset, tallest)),
    };
  });
}

function dayOf(
  day: string, row: VolumeRow | undefined, asset: string, tallest: bigint,
): VolumeDay {
  const amount = row?.amount ?? { asset, minor: '0' };
  const share = tallest === 0n ? 0n : (BigInt(amount.minor) * BigInt(FULL_HEIGHT)) / tallest;
  return { day, count: row?.count ?? 0, amount, height: Number.parseInt(share.toString(), 10) };
}

function sumOf(rows: readonly VolumeRow[], asset: string): MoneyWire {
  const minor = rows.reduce((sum, { amount }) => sum + BigInt(amount.minor), 0n);
  return { asset, minor: minor.toString() };
}

/** Every UTC day of a period. */
function daysBetween(from: string, to: string): readonly string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}
