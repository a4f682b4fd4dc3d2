import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { AITBC, formatAmount, money } from '../../engine/domain/money.ts';
import { amountOf, answerOf, fixture } from '../test-rail.ts';
import { purchaseOutcome, purchaseStates, readBalance, readRate } from './translate-trade.ts';

const HASH = `0x${'a'.repeat(64)}`;
const redact = (raw: string): string => raw;
const ordered = {
  userId: 'u', aitbc: amountOf('100.00000001', AITBC), aitbcAddress: 'ait1buyer',
  escrowAddress: 'bcrt1',
};

describe('a purchase', () => {
  test('is settled by the transaction that credits it', () => {
    const raw = fixture(import.meta.url, 'purchase.json');
    expect(purchaseOutcome(answerOf(201, raw), ordered, redact)).toEqual({
      kind: 'settled', reference: 'pur_1', expiresAtMs: null,
      evidence: { kind: 'transaction', reference: HASH, word: "the exchange's word", raw },
    });
  });

  const kinds = { processing: 'submitted', completed: 'settled', refused: 'rejected' } as const;
  test.each(purchaseStates)('that is %s is what the table says', (status) => {
    const body = { purchase_id: 'pur_1', status, transaction_hash: HASH, reason: 'why' };
    expect(purchaseOutcome(answerOf(201, body), ordered, redact).kind).toBe(kinds[status]);
  });

  test.each([
    ['completed without a transaction', { status: 'completed' }, 'submitted'],
    ['of another amount', { status: 'completed', aitbc_amount: '100' }, 'unclear'],
    ['of no amount', { status: 'processing', aitbc_amount: 'much' }, 'unclear'],
    ['for another account', { status: 'completed', aitbc_address: 'b' }, 'unclear'],
    ['of another amount but refused', { status: 'refused', aitbc_amount: '1' }, 'rejected'],
    ['in an unknown status', { status: 'sold' }, 'unclear'],
  ])('%s is %s', (_name, given, kind) => {
    const body = { purchase_id: 'pur_1', ...given };
    expect(purchaseOutcome(answerOf(201, body), ordered, redact).kind).toBe(kind);
  });

  test.each([[400, 'rejected'], [500, 'unclear'], [429, 'not-received']])(
    'of status %i is %s',
    (status, kind) => {
      expect(purchaseOutcome(answerOf(status, ''), ordered, redact).kind).toBe(kind);
    },
  );
});

describe('the rate', () => {
  test('is exact and its time UTC', () => {
    expect(readRate(answerOf(200, fixture(import.meta.url, 'rate.json')))).toEqual({
      kind: 'rate', price: '100000.1', asOfMs: Date.UTC(2026, 0, 29, 12, 28, 43),
    });
  });

  const good = { base: 'BTC', quote: 'AITBC', rate: '1e5', as_of: '2026-01-29T12:28:43Z' };
  test('is a plain decimal however it was written', () => {
    expect(readRate(answerOf(200, good))).toMatchObject({ price: '100000' });
  });

  test.each([
    { ...good, base: 'AITBC' }, { ...good, rate: '0' }, { ...good, rate: '-1' },
    { ...good, rate: 'NaN' }, { ...good, as_of: 'now' }, { ...good, as_of: '1769689723' }, {},
  ])('%j is none', (body) => {
    expect(readRate(answerOf(200, body)).kind).toBe('unavailable');
  });

  test('is not to be had while the exchange fails', () => {
    expect(readRate(answerOf(500, '')).kind).toBe('unavailable');
    expect(readRate(answerOf(404, { detail: 'Not Found' })).kind).toBe('unavailable');
  });
});

describe('a balance', () => {
  test('is exact', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (minor) => {
      const amount = money(minor, AITBC);
      for (const written of [formatAmount(amount), `"${formatAmount(amount)}"`]) {
        expect(readBalance(answerOf(200, `{"balance":${written}}`), 'a'))
          .toEqual({ kind: 'balance', amount });
      }
    }));
  });

  test.each([
    [404, { detail: 'Unknown address' }, 'cannot-tell'],
    [405, '', 'cannot-tell'],
    [500, '', 'unavailable'],
    [200, { balance: 'much' }, 'unavailable'],
    [200, { address: 'b', balance: '1' }, 'unavailable'],
    [200, {}, 'unavailable'],
  ])('%i %j is %s', (status, body, kind) => {
    expect(readBalance(answerOf(status, body), 'a').kind).toBe(kind);
  });

  test('cannot be asked of an account that cannot stand in a path', () => {
    expect(readBalance(null, '..')).toEqual({ kind: 'cannot-tell' });
  });
});
