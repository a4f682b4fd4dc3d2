import { describe, expect, test } from 'vitest';
import { jobStates } from './job.ts';
import { bitcoinForJobs, DEFAULT_POLICY, migrationOffered, releasesOnCompletion }
  from './policy.ts';
import { escrowRails, railAssets, railOfCurrency } from './rails.ts';

describe('the bitcoin policy', () => {
  test.each([
    [1, true, false], [2, true, true], [3, false, true], [4, false, true],
  ] as const)('in phase %s allows bitcoin for jobs: %s, offers to migrate: %s',
    (phase, allowed, offered) => {
      expect([bitcoinForJobs(phase), migrationOffered(phase)]).toEqual([allowed, offered]);
    });
});

describe('completion', () => {
  test('releases tokens by itself and bitcoin by a person, unless policy says else', () => {
    expect(releasesOnCompletion(DEFAULT_POLICY, 'aitbc', 'completed')).toBe(true);
    expect(releasesOnCompletion(DEFAULT_POLICY, 'bitcoin', 'completed')).toBe(false);
    const swapped = { ...DEFAULT_POLICY, releaseOnCompletion: { aitbc: false, bitcoin: true } };
    expect(releasesOnCompletion(swapped, 'aitbc', 'completed')).toBe(false);
    expect(releasesOnCompletion(swapped, 'bitcoin', 'completed')).toBe(true);
  });

  test('is the only state that releases', () => {
    expect(jobStates.filter((state) => releasesOnCompletion(DEFAULT_POLICY, 'aitbc', state)))
      .toEqual(['completed']);
  });
});

describe('a currency', () => {
  test.each([['BTC', 'bitcoin'], ['AITBC', 'aitbc'], ['btc', null], ['', null], ['USD', null],
    ['toString', null]])('%s is paid over %s', (currency, rail) => {
    expect(railOfCurrency(currency)).toBe(rail);
  });

  test('leads back to its rail for every rail', () => {
    for (const rail of escrowRails) expect(railOfCurrency(railAssets[rail].currency)).toBe(rail);
  });
});
