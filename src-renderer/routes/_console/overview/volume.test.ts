import { describe, expect, test } from 'vitest';
import { aitbc, btc } from '../payments/payment-samples.ts';
import { eur, usd } from '../payments/payout-samples.ts';
import { FULL_HEIGHT } from './DayBars.tsx';
import { volumeSeries, type VolumeRow } from './volume.ts';

const period = {
  current: { from: '2026-11-19', to: '2026-11-21' },
  previous: { from: '2026-11-16', to: '2026-11-18' },
};

const row = (change: Partial<VolumeRow>): VolumeRow => ({
  day: '2026-11-19', rail: 'bitcoin', measure: 'created', count: 1, amount: btc(50n), ...change,
});

describe('the volume per day', () => {
  test('keeps a day on which nothing happened', () => {
    const [series] = volumeSeries([row({}), row({ day: '2026-11-21', amount: btc(100n) })],
      'created', period);
    expect(series?.days.map(({ height }) => height)).toEqual([FULL_HEIGHT / 2, 0, FULL_HEIGHT]);
    expect(series?.days[1]?.day).toBe('2026-11-20');
  });

  test('keeps assets on axes of their own', () => {
    const series = volumeSeries(
      [row({}), row({ rail: 'aitbc', amount: aitbc(9n) })], 'created', period,
    );
    expect(series.map(({ rail, tallest }) => [rail, tallest.asset]))
      .toEqual([['bitcoin', 'BTC/8'], ['aitbc', 'AITBC/8']]);
  });

  test('keeps the assets of one rail apart as well', () => {
    const series = volumeSeries([
      row({ rail: 'interledger', amount: usd(5n) }), row({ rail: 'interledger', amount: eur(9n) }),
    ], 'created', period);
    expect(series.map(({ total }) => total)).toEqual([usd(5n), eur(9n)]);
  });

  test('measures beyond 2^53 without losing the amount', () => {
    const [series] = volumeSeries([row({ amount: btc(2n ** 60n + 1n) })], 'created', period);
    expect(series?.days[0]?.amount.minor).toBe('1152921504606846977');
    expect(series?.days[0]?.height).toBe(FULL_HEIGHT);
  });

  test('adds up the period and the one before it apart', () => {
    const [series] = volumeSeries([
      row({}), row({ day: '2026-11-21', amount: btc(7n) }), row({ day: '2026-11-18' }),
    ], 'created', period);
    expect([series?.total.minor, series?.before.minor]).toEqual(['57', '50']);
    expect(series?.days.map(({ day }) => day)).toEqual(['2026-11-19', '2026-11-20', '2026-11-21']);
  });

  test('shows one measure at a time', () => {
    const [series] = volumeSeries([row({ measure: 'refunded' })], 'released', period);
    expect(series?.days.every(({ height }) => height === 0)).toBe(true);
  });
});
