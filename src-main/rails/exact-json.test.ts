import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  BTC, formatAmount, formatAmountShort, money, parseAmount,
} from '../engine/domain/money.ts';
import { readExactJson } from './exact-json.ts';

describe('exact JSON', () => {
  test('keeps numbers as they were written', () => {
    const text = '{"a":0.10,"b":[1e-8,12345678901234567890.12345678],"c":true,"d":null}';
    expect(readExactJson(text)).toEqual({
      a: '0.10', b: ['1e-8', '12345678901234567890.12345678'], c: true, d: null,
    });
  });

  test('is undefined where the text is none', () => {
    expect(readExactJson('<!doctype html>')).toBeUndefined();
    expect(readExactJson('')).toBeUndefined();
  });

  test('carries every amount through exactly, as number and as string', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (minor) => {
      const amount = money(minor, BTC);
      for (const written of [formatAmount(amount), formatAmountShort(amount)]) {
        for (const text of [`{"amount":${written}}`, `{"amount":"${written}"}`]) {
          expect(readExactJson(text)).toEqual({ amount: written });
          expect(parseAmount(written, BTC)).toEqual({ ok: true, money: amount });
        }
      }
    }));
  });
});
