import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AITBC, assetRef, BTC, convert, formatAmount, formatAmountShort, invertRate, MINOR_MAX, money,
  MoneyError, parseAmount, parseAssetRef, rateFromPrice, sameAsset, share, zero, type Asset,
  type Rounding,
} from './money.ts';

const minors = fc.bigInt({ min: 0n, max: MINOR_MAX });
const scales = fc.integer({ min: 0, max: 18 });
const assetOf = (scale: number): Asset => ({ code: 'TEST', scale });
const roundings: readonly Rounding[] = ['down', 'up', 'half-up'];

describe('an amount that was written', () => {
  test.each([
    ['0.001', BTC, 100_000n],
    ['100', BTC, 10_000_000_000n],
    ['0', BTC, 0n],
    ['0.00000001', BTC, 1n],
    ['1e-8', BTC, 1n],
    ['1E-8', BTC, 1n],
    ['1.5e-7', BTC, 15n],
    ['1e0', BTC, 100_000_000n],
    ['2.5e+2', BTC, 25_000_000_000n],
    ['1.50000000000', BTC, 150_000_000n],
    ['10e-9', BTC, 1n],
    ['0e-99', BTC, 0n],
    ['92233720368.54775807', BTC, MINOR_MAX],
    ['9223372036854775807', assetOf(0), MINOR_MAX],
    ['9.223372036854775807', assetOf(18), MINOR_MAX],
    ['9007199254740993', assetOf(0), 9_007_199_254_740_993n],
    ['0.1', assetOf(18), 100_000_000_000_000_000n],
  ])('as %s is read exactly', (text, asset, minor) => {
    expect(parseAmount(text, asset)).toEqual({ ok: true, money: { minor, asset } });
  });

  test.each([
    ['', 'not-a-decimal'],
    [' 1', 'not-a-decimal'],
    ['1 ', 'not-a-decimal'],
    ['-1', 'not-a-decimal'],
    ['+1', 'not-a-decimal'],
    ['.5', 'not-a-decimal'],
    ['5.', 'not-a-decimal'],
    ['01', 'not-a-decimal'],
    ['1,5', 'not-a-decimal'],
    ['1_000', 'not-a-decimal'],
    ['0x10', 'not-a-decimal'],
    ['1e', 'not-a-decimal'],
    ['1e100', 'not-a-decimal'],
    ['1e-100', 'not-a-decimal'],
    ['NaN', 'not-a-decimal'],
    ['Infinity', 'not-a-decimal'],
    ['١', 'not-a-decimal'],
    ['1\n', 'not-a-decimal'],
    [`0.${'0'.repeat(63)}`, 'not-a-decimal'],
    ['0.000000001', 'too-many-places'],
    ['1e-9', 'too-many-places'],
    ['1.123456789', 'too-many-places'],
    ['1e-99', 'too-many-places'],
    ['92233720368.54775808', 'too-large'],
    ['92233720369', 'too-large'],
    ['1e99', 'too-large'],
    ['9'.repeat(64), 'too-large'],
  ])('as %j is refused as %s and never cut', (text, fault) => {
    expect(parseAmount(text, BTC)).toEqual({ ok: false, fault });
  });

  test('in any scale comes back from both of its printed forms', () => {
    fc.assert(fc.property(minors, scales, (minor, scale) => {
      const amount = money(minor, assetOf(scale));
      for (const text of [formatAmount(amount), formatAmountShort(amount)]) {
        expect(parseAmount(text, amount.asset)).toEqual({ ok: true, money: amount });
      }
    }));
  });

  test('with an exponent is what the same digits without one are', () => {
    fc.assert(fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 0, max: 8 }),
      (digits, places) => {
        const plain = formatAmount(money(digits, assetOf(places)));
        expect(parseAmount(`${digits}e-${places}`, BTC)).toEqual(parseAmount(plain, BTC));
      },
    ));
  });

  test('with one place too many is refused unless that place is a zero', () => {
    fc.assert(fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 17n }), fc.integer({ min: 0, max: 9 }),
      (minor, last) => {
        const text = `${formatAmount(money(minor, BTC))}${last}`;
        expect(parseAmount(text, BTC)).toEqual(last === 0
          ? { ok: true, money: { minor, asset: BTC } } : { ok: false, fault: 'too-many-places' });
      },
    ));
  });

  test('as anything at all is read or refused and never throws', () => {
    fc.assert(fc.property(fc.string({ maxLength: 70 }), (text) => {
      const parsed = parseAmount(text, BTC);
      const answer = parsed.ok ? 'read' : parsed.fault;
      expect(['read', 'not-a-decimal', 'too-many-places', 'too-large']).toContain(answer);
      expect(parsed.ok && !/^\d/.test(text)).toBe(false);
    }));
  });
});

describe('a printed amount', () => {
  test.each([
    [100_000n, BTC, '0.00100000', '0.001'],
    [10_000_000_000n, BTC, '100.00000000', '100'],
    [0n, BTC, '0.00000000', '0'],
    [1n, BTC, '0.00000001', '0.00000001'],
    [-1n, BTC, '-0.00000001', '-0.00000001'],
    [-150_000_000n, AITBC, '-1.50000000', '-1.5'],
    [1_200n, assetOf(0), '1200', '1200'],
    [0n, assetOf(0), '0', '0'],
    [1_010n, assetOf(2), '10.10', '10.1'],
    [MINOR_MAX, BTC, '92233720368.54775807', '92233720368.54775807'],
  ])('of %s minor units has every place of its asset, and a short form', (minor, asset, full,
    short) => {
    expect(formatAmount(money(minor, asset))).toBe(full);
    expect(formatAmountShort(money(minor, asset))).toBe(short);
  });
});

describe('an asset', () => {
  test('comes back from its written form', () => {
    for (const asset of [BTC, AITBC, assetOf(0), assetOf(18)]) {
      expect(parseAssetRef(assetRef(asset))).toEqual(asset);
    }
    expect(assetRef(BTC)).toBe('BTC/8');
  });

  test.each(['', '/', 'BTC', 'BTC/', '/8', 'btc/8', 'B/8', '1BTC/8', 'BTC/19', 'BTC/-1', 'BTC/8 ',
    'BTC/123', 'BTC/8/8', `${'A'.repeat(13)}/8`, 'BTC/8.0'])('is not read from %j', (text) => {
    expect(parseAssetRef(text)).toBeNull();
  });

  test('is the same only with the same code and the same scale', () => {
    expect(sameAsset(BTC, { code: 'BTC', scale: 8 })).toBe(true);
    expect(sameAsset(BTC, { code: 'BTC', scale: 7 })).toBe(false);
    expect(sameAsset(BTC, AITBC)).toBe(false);
  });

  test('has a zero of its own', () => {
    expect(zero(AITBC)).toEqual({ minor: 0n, asset: AITBC });
  });
});

describe('a rate', () => {
  test.each([
    ['100000', BTC, AITBC, 1n, 100_000n],
    ['0.00001', AITBC, BTC, 100_000n, 1n],
    ['1e-5', AITBC, BTC, 100_000n, 1n],
    ['2.5', assetOf(0), BTC, 2n, 500_000_000n],
    ['3', BTC, assetOf(2), 100_000_000n, 300n],
  ])('of %s is exact between minor units', (price, from, to, given, taken) => {
    const rate = rateFromPrice(price, from, to);
    if (rate === null) throw new Error('The price is no rate.');
    for (const rounding of roundings) {
      expect(convert(money(given, from), rate, to, rounding)).toEqual({ minor: taken, asset: to });
    }
  });

  test.each(['0', '0.0', '-1', '', 'free', '1/3', '0e5'])('is not read from %j', (price) => {
    expect(rateFromPrice(price, BTC, AITBC)).toBeNull();
  });

  test.each([
    [1n, 'down', 0n], [1n, 'up', 1n], [1n, 'half-up', 0n],
    [3n, 'down', 1n], [3n, 'up', 2n], [3n, 'half-up', 2n],
    [5n, 'down', 2n], [5n, 'up', 3n], [5n, 'half-up', 3n],
    [4n, 'down', 2n], [4n, 'up', 2n], [4n, 'half-up', 2n],
    [-3n, 'down', -1n], [-3n, 'up', -2n], [-3n, 'half-up', -2n],
  ] as const)('divides %s, one by three and others by two, rounded %s', (minor, how, expected) => {
    const rate = { numerator: 1n, denominator: minor === 1n ? 3n : 2n };
    expect(convert(money(minor, BTC), rate, BTC, how).minor).toBe(expected);
  });

  test('rounded down and up encloses the exact value, at most one unit apart', () => {
    fc.assert(fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.bigInt({ min: 0n, max: 10n ** 6n }),
      fc.bigInt({ min: 1n, max: 10n ** 6n }),
      (minor, numerator, denominator) => {
        const at = (rounding: Rounding): bigint =>
          convert(money(minor, BTC), { numerator, denominator }, AITBC, rounding).minor;
        const exact = minor * numerator;
        expect(at('down') * denominator <= exact && exact <= at('up') * denominator).toBe(true);
        expect(at('up') - at('down')).toBe(exact % denominator === 0n ? 0n : 1n);
        const error = at('half-up') * denominator - exact;
        expect((error < 0n ? -error : error) * 2n <= denominator).toBe(true);
      },
    ));
  });

  test('inverted and inverted again is itself, and leads back without loss', () => {
    const rate = { numerator: 100_000n, denominator: 1n };
    expect(invertRate(invertRate(rate))).toEqual(rate);
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 13n }), (minor) => {
      const there = convert(money(minor, BTC), rate, AITBC, 'down');
      expect(convert(there, invertRate(rate), BTC, 'down')).toEqual(money(minor, BTC));
    }));
  });

  test('that leaves the 64-bit range is a mistake of ours, and so is a divisor of zero', () => {
    const twice = { numerator: 2n, denominator: 1n };
    expect(() => convert(money(MINOR_MAX, BTC), twice, AITBC, 'down')).toThrow(MoneyError);
    expect(() => convert(money(-MINOR_MAX, BTC), twice, AITBC, 'down')).toThrow(MoneyError);
    expect(convert(money(MINOR_MAX, BTC), { numerator: 1n, denominator: 1n }, AITBC, 'up').minor)
      .toBe(MINOR_MAX);
    expect(() => convert(money(1n, BTC), { numerator: 1n, denominator: 0n }, BTC, 'down'))
      .toThrow(MoneyError);
  });
});

describe('a share of an amount', () => {
  test.each([
    [10_000n, 50n, 'down', 50n],
    [199n, 50n, 'down', 0n],
    [199n, 50n, 'up', 1n],
    [100n, 50n, 'half-up', 1n],
    [99n, 50n, 'half-up', 0n],
    [MINOR_MAX, 10_000n, 'down', MINOR_MAX],
    [1_000n, 0n, 'up', 0n],
  ] as const)('of %s at %s basis points rounded %s is %s', (minor, points, rounding, expected) => {
    expect(share(money(minor, BTC), points, rounding)).toEqual({ minor: expected, asset: BTC });
  });

  test('and the other share, one rounded down and one up, add back to the whole', () => {
    fc.assert(fc.property(minors, fc.bigInt({ min: 0n, max: 10_000n }), (minor, points) => {
      const amount = money(minor, BTC);
      const parts = share(amount, points, 'down').minor
        + share(amount, 10_000n - points, 'up').minor;
      expect(parts).toBe(minor);
    }));
  });
});
