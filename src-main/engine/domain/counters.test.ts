import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { btc, situation, type Act } from '../../testing/aggregates.ts';
import { paymentCounters, utcDay } from './counters.ts';
import type { PaymentAggregate } from './payment.ts';

const held: Act = ['hold', 'settled'];
const NOON = Date.UTC(2026, 10, 21, 12);
const day = 'day:2026-11-21:bitcoin:BTC/8';

function named(before: PaymentAggregate | null, after: PaymentAggregate) {
  return Object.fromEntries(paymentCounters(before, after, NOON)
    .map(({ name, count, minor }) => [name, [count, minor]]));
}

describe('the counters', () => {
  test('gain a payment when it is made', () => {
    expect(named(null, situation({ acts: [['hold', 'scheduled']] }))).toEqual({
      'status:bitcoin:BTC/8:requested': [1, 1_000n], [`${day}:created`]: [1, 1_000n],
    });
  });

  test('move it from one status to the next', () => {
    const before = situation({ acts: [['hold', 'submitted']] });
    expect(named(before, situation({ acts: [held] }))).toEqual({
      'status:bitcoin:BTC/8:holding': [-1, -1_000n],
      'status:bitcoin:BTC/8:escrowed': [1, 1_000n],
      'money:bitcoin:BTC/8:held': [1, 1_000n],
    });
  });

  test('split what rests from what moves', () => {
    const part: Act = ['release', 'scheduled', { amount: btc(400n) }];
    expect(named(situation({ acts: [held] }), situation({ acts: [held, part] }))).toEqual({
      'status:bitcoin:BTC/8:escrowed': [-1, -1_000n],
      'status:bitcoin:BTC/8:releasing': [1, 1_000n],
      'money:bitcoin:BTC/8:held': [0, -400n],
      'money:bitcoin:BTC/8:releasing': [1, 400n],
    });
  });

  test('count a release on the day of its evidence', () => {
    const before = situation({ acts: [held, ['release', 'unclear']] });
    expect(named(before, situation({ acts: [held, ['release', 'settled']] }))).toEqual({
      'status:bitcoin:BTC/8:unclear': [-1, -1_000n],
      'status:bitcoin:BTC/8:released': [1, 1_000n],
      'money:bitcoin:BTC/8:unclear': [-1, -1_000n],
      [`${day}:released`]: [1, 1_000n],
      'day:2026-11-18:bitcoin:BTC/8:ended-released': [1, 1_000n],
      'day:2026-11-18:bitcoin:BTC/8:paid-within-1': [1, 0n],
    });
  });

  test.each([
    [0, 'paid-within-1'], [1_000, 'paid-within-1'], [1_001, 'paid-within-2'],
    [30_000, 'paid-within-30'], [86_400_001, 'paid-within-172800'],
    [2_592_000_001, 'paid-over'],
  ])('class a payment that was paid %i ms after its request as %s', (tookMs, measure) => {
    const before = situation({ acts: [held] });
    const { payment, ...rest } = situation({ acts: [held, ['release', 'settled']] });
    const paid = { ...rest, payment: { ...payment, updatedAt: payment.createdAt + tookMs } };
    expect(Object.keys(named(before, paid)).some((name) => name.endsWith(`:${measure}`)))
      .toBe(true);
  });

  test('do not time a payment that went back', () => {
    const names = Object.keys(named(
      situation({ acts: [held] }), situation({ acts: [held, ['refund', 'settled']] }),
    ));
    expect(names).toContain('day:2026-11-18:bitcoin:BTC/8:ended-refunded');
    expect(names.some((name) => name.includes(':paid-'))).toBe(false);
  });

  test('stay as they are when nothing countable changes', () => {
    const before = situation({ acts: [held, ['refund', 'submitted']] });
    expect(paymentCounters(before, before, NOON)).toEqual([]);
  });

  test('added up over a life are what a fresh count of its end is', () => {
    const lives: readonly (readonly Act[])[] = [
      [['hold', 'scheduled']], [['hold', 'dispatching']], [['hold', 'unclear']], [held],
      [held, ['release', 'scheduled']], [held, ['release', 'rejected']],
      [held, ['release', 'rejected'], ['refund', 'planned']],
      [held, ['release', 'rejected'], ['refund', 'submitted']],
      [held, ['release', 'rejected'], ['refund', 'settled']],
    ];
    const anyLife = fc.subarray(lives.map((_acts, index) => index), { minLength: 1 });
    fc.assert(fc.property(anyLife, (indexes) => {
      const sums = new Map<string, bigint>();
      let before: PaymentAggregate | null = null;
      for (const index of indexes) {
        const after = situation({ acts: lives[index] ?? [] });
        for (const { name, minor } of paymentCounters(before, after, NOON)) {
          sums.set(name, (sums.get(name) ?? 0n) + minor);
        }
        before = after;
      }
      const fresh = paymentCounters(null, before ?? situation(), NOON);
      expect(new Map([...sums].filter(([, minor]) => minor !== 0n)))
        .toEqual(new Map(fresh.map(({ name, minor }) => [name, minor])));
    }));
  });
});

describe('the UTC day', () => {
  test('of any instant is what a calendar says', () => {
    const instants = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(9999, 11, 31) });
    fc.assert(fc.property(instants, (atMs) => {
      expect(utcDay(atMs)).toBe(new Date(atMs).toISOString().slice(0, 10));
    }), { numRuns: 1_000 });
  });

  test.each([
    '1970-01-01', '2000-02-29', '2024-02-29', '2026-12-31', '2100-02-28', '2100-03-01',
  ])('%s lasts from its first to its last millisecond', (text) => {
    const start = Date.parse(`${text}T00:00:00Z`);
    expect([utcDay(start), utcDay(start + 86_399_999)]).toEqual([text, text]);
    expect(utcDay(start + 86_400_000)).not.toBe(text);
  });
});
