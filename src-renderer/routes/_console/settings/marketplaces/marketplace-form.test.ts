import { describe, expect, test } from 'vitest';
import { contract } from '../../../../../src-main/contract/contract.ts';
import { aMarketplace } from '../settings-samples.ts';
import { inputOf, isPolicyKept, problemsOf, refundCurrencies, valuesOf }
  from './marketplace-form.ts';

describe('the form of a marketplace', () => {
  test('asks for refund addresses only where a refund needs one', () => {
    expect(refundCurrencies).toEqual(['BTC']);
    expect(valuesOf(null).refundAddresses).toEqual({ BTC: '' });
  });

  test('comes back unchanged when nothing was edited', () => {
    const stored = aMarketplace({ refundAddresses: { BTC: 'bcrt1q' } });
    const input = inputOf(valuesOf(stored), stored);
    const sent = { ...input, second: null };
    expect(contract.marketplaces.save.input.parse(sent)).toEqual(sent);
    expect(isPolicyKept(valuesOf(stored), stored)).toBe(true);
    const stricter = { ...valuesOf(stored), onExpiry: 'ask' } as const;
    expect(isPolicyKept(stricter, stored)).toBe(false);
    expect(input).toEqual({
      id: stored.id, version: stored.version, name: stored.name,
      refundAddresses: stored.refundAddresses, policy: stored.policy,
    });
  });

  test('leaves out an address that was cleared', () => {
    const values = { ...valuesOf(aMarketplace()), refundAddresses: { BTC: '  ' } };
    expect(inputOf(values, null).refundAddresses).toEqual({});
  });

  test.each([
    [
      'an escrow shorter than the engine allows', { escrowMinutes: 4, warningMinutes: 1 },
      'escrowMinutes',
    ],
    ['an escrow longer than a day', { escrowMinutes: 1441 }, 'escrowMinutes'],
    ['a warning before the beginning', { warningMinutes: 61 }, 'warningMinutes'],
    ['an unfinished number', { warningMinutes: '' }, 'warningMinutes'],
    ['no name', { name: ' ' }, 'name'],
  ])('refuses %s', (_what, change, field) => {
    expect(Object.keys(problemsOf({ ...valuesOf(aMarketplace()), ...change }))).toEqual([field]);
  });
});
