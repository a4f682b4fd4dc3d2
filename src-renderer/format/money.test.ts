import { describe, expect, test } from 'vitest';
import { formatCount, formatMoney, isZeroMoney, moneyWords, plainAmount } from './money.ts';

const btc = (minor: string) => ({ minor, asset: 'BTC/8' });

describe('money as it is read', () => {
  test.each([
    ['100000', '0.001 000 00'], ['0', '0.000 000 00'], ['-5', '-0.000 000 05'],
    ['123456789012345678', '1 234 567 890.123 456 78'],
    ['9223372036854775807', '92 233 720 368.547 758 07'],
  ])('shows %s minor units of BTC/8 as %s', (minor, digits) => {
    expect(formatMoney(btc(minor))).toEqual({
      digits: digits.replaceAll(' ', '\u202f'), code: 'BTC',
    });
  });

  test('has no point where the asset has no places', () => {
    expect(formatMoney({ minor: '1234', asset: 'JPY/0' }).digits).toBe('1\u202f234');
  });

  test('is copied plain, with every place', () => {
    expect(plainAmount(btc('100000'))).toBe('0.00100000');
    expect(moneyWords(btc('100000'))).toBe('0.00100000 BTC');
  });

  test('is never shown for an asset that cannot be read', () => {
    expect(() => formatMoney({ minor: '1', asset: 'BTC' })).toThrow('unknown asset');
  });

  test('is zero only when it is', () => {
    expect([isZeroMoney(btc('0')), isZeroMoney(btc('1'))]).toEqual([true, false]);
    expect(formatCount(12_400)).toBe('12\u202f400');
  });
});
