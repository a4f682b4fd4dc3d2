import { describe, expect, test } from 'vitest';
import { paymentStatuses } from '../engine/domain/payment.ts';
import {
  aitbcTable, aitbcWord, aitbcWords, gigstreamTable, gigstreamWord, gigstreamWords,
  interledgerTable, interledgerWord, interledgerWords, statusesOf,
} from './vocabulary.ts';

const word = (status: (typeof paymentStatuses)[number], heldMinor: bigint, expired = false) =>
  aitbcWord({ status, heldMinor, expired });

describe('the AITBC words', () => {
  test('cover every status, and every word is used', () => {
    expect(Object.keys(aitbcTable).toSorted()).toEqual([...paymentStatuses].toSorted());
    const used = paymentStatuses.flatMap((status) =>
      [word(status, 0n), word(status, 1n), word(status, 1n, true)]);
    expect([...new Set(used)].toSorted()).toEqual([...aitbcWords].toSorted());
  });

  test.each(paymentStatuses)('say of %s only what is proven', (status) => {
    const ended = { released: 'released', refunded: 'refunded', failed: 'failed',
      cancelled: 'failed' };
    const expected: unknown = Reflect.get(ended, status);
    expect(word(status, 0n)).toBe(expected ?? 'pending');
    const early = status === 'requested' || status === 'holding';
    expect(word(status, 5n)).toBe(expected ?? (early ? 'pending' : 'escrowed'));
  });

  test.each(['unclear', 'stalled'] as const)('never call %s failed', (status) => {
    for (const held of [0n, 1n]) {
      for (const expired of [false, true]) {
        expect(word(status, held, expired)).not.toBe('failed');
      }
    }
  });

  test('say expired while what follows an expiry is not proven', () => {
    expect(word('escrowed', 5n, true)).toBe('expired');
    expect(word('refunding', 5n, true)).toBe('expired');
    expect(word('refunded', 5n, true)).toBe('refunded');
  });
});

describe('the Interledger words', () => {
  test('cover every status, and every word is used', () => {
    expect(Object.keys(interledgerTable).toSorted()).toEqual([...paymentStatuses].toSorted());
    const used = paymentStatuses.map((status) => interledgerWord({ status }));
    expect([...new Set(used)].toSorted()).toEqual([...interledgerWords].toSorted());
  });

  test.each(['unclear', 'stalled'] as const)('never call %s failed', (status) => {
    expect(interledgerWord({ status })).toBe('pending');
  });

  test('lead back to their statuses, each to one word', () => {
    expect(interledgerWords.flatMap((one) => statusesOf(one)).toSorted())
      .toEqual([...paymentStatuses].toSorted());
    expect(statusesOf('paid')).toEqual(['released']);
    expect(statusesOf(null)).toEqual([]);
  });
});

describe('the GigStream words', () => {
  test('cover every status, and every word is used', () => {
    expect(Object.keys(gigstreamTable).toSorted()).toEqual([...paymentStatuses].toSorted());
    const used = paymentStatuses.map((status) => gigstreamWord({ status }));
    expect([...new Set(used)].toSorted()).toEqual([...gigstreamWords].toSorted());
  });

  test.each(['unclear', 'stalled'] as const)('call %s neither failed nor completed', (status) => {
    expect(['pending', 'processing']).toContain(gigstreamWord({ status }));
  });
});
