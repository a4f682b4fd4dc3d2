import { describe, expect, test } from 'vitest';
import { DEFAULT_PAYOUTS } from '../../../../../src-main/contract/domain.ts';
import {
  payoutInputOf, payoutProblemsOf, payoutValuesOf, type PayoutValues,
} from './payout-form.ts';

const plain = payoutValuesOf({ ...DEFAULT_PAYOUTS, feeTiers: [] });

function problems(change: Partial<PayoutValues>): readonly string[] {
  return Object.keys(payoutProblemsOf({ ...plain, ...change }));
}

describe('the payout policy', () => {
  test('comes back as it was', () => {
    const policy = {
      ...DEFAULT_PAYOUTS, pays: 'by-a-person' as const, feeBasisPoints: 250,
      feeTiers: [{ from: '1000', basisPoints: 199 }, { from: '5000.50', basisPoints: 5 }],
    };
    expect(payoutProblemsOf(payoutValuesOf(policy))).toEqual({});
    expect(payoutInputOf(payoutValuesOf(policy))).toEqual(policy);
  });

  test.each([
    ['0', 0], ['2.5', 250], ['0.05', 5], ['10', 1_000], ['99.99', 9_999],
  ])('reads %s percent as %i hundredths', (fee, points) => {
    expect(payoutInputOf({ ...plain, fee }).feeBasisPoints).toBe(points);
    expect(problems({ fee })).toEqual([]);
    expect(payoutValuesOf({ ...DEFAULT_PAYOUTS, feeTiers: [], feeBasisPoints: points }).fee)
      .toBe(fee);
  });

  test.each(['2.555', '100', '-1', '1,5', '1e1', ''])('takes %j for no percentage', (fee) => {
    expect(problems({ fee })).toEqual(['fee']);
  });

  test('has its steps in order', () => {
    const step = (from: string, fee = '1') => ({ from, fee });
    expect(problems({ tiers: [step('100'), step('200')] })).toEqual([]);
    for (const tiers of [[step('200'), step('100')], [step('x')], [step('100', '1.234')],
      [step('100'), step('100')]]) {
      expect(problems({ tiers })).toEqual(['tiers']);
    }
  });

  test('has bounds and points that agree with each other', () => {
    expect(problems({ amountMin: '10', amountMax: '9' })).toEqual(['amountMax']);
    expect(problems({ amountMin: '' })).toEqual(['amountMin']);
    expect(problems({ flagPoints: '60', rejectPoints: '50' })).toEqual(['rejectPoints']);
    expect(problems({ flagPoints: '0' })).toEqual(['flagPoints']);
    expect(problems({ approveMax: 'much' })).toEqual(['approveMax']);
    expect(problems({ approveMax: '' })).toEqual([]);
    expect(problems({ ageHours: '0', futureMinutes: '1441' }))
      .toEqual(['ageHours', 'futureMinutes']);
    expect(payoutInputOf({ ...plain, ageHours: '1.5' }).rules.ageMaxMs).toBe(5_400_000);
  });
});
