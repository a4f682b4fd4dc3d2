import { describe, expect, test } from 'vitest';
import { aitbc, aPaymentRow, btc } from './payment-samples.ts';
import { aPayoutPage, usd } from './payout-samples.ts';
import { stillHeld, totalsByAsset } from './payment-totals.ts';

describe('the totals of a selection', () => {
  test('stay exact beyond 2^53', () => {
    const large = 2n ** 53n;
    expect(totalsByAsset([aitbc(large), aitbc(1n), aitbc(large + 2n)]))
      .toEqual([{ asset: 'AITBC/8', minor: '18014398509481987' }]);
  });

  test('keep assets apart', () => {
    expect(totalsByAsset([btc(5n), aitbc(7n), btc(1n)])).toEqual([btc(6n), aitbc(7n)]);
  });

  test('of nothing are none', () => {
    expect(totalsByAsset([])).toEqual([]);
  });

  test('count nothing as held on a rail that holds nothing', () => {
    expect(stillHeld(aPayoutPage({ payment: { released: usd(2_500n) } }).payment))
      .toEqual(usd(0n));
  });

  test('count what is still held, not what was', () => {
    const row = aPaymentRow({ held: btc(100n), released: btc(30n), refunded: btc(20n) });
    expect(stillHeld(row)).toEqual(btc(50n));
  });
});
