import { getAddress } from 'viem/utils';
import { describe, expect, test } from 'vitest';

import { checksummed, evmAddressProblem, sameAddress } from './addresses.ts';

const WORKER = '0x8626f6940E2eb28930eFb4CeF49B2d1F2C9C1199';

describe('an address', () => {
  test.each([
    [WORKER], [WORKER.toLowerCase()], [`0x${WORKER.slice(2).toUpperCase()}`],
    ['0x22e2aa11bb22cc33dd44ee55ff660077889ac449'],
  ])('is taken as %s', (account) => {
    expect(evmAddressProblem(account)).toBeNull();
  });

  test('of the documents with 39 digits is refused, and nothing is guessed', () => {
    expect(evmAddressProblem('0x742d35Cc6634C0532925a3b844Bc9e7595f0bEb')).toBe(
      'An address has 40 digits after 0x; this one has 39, 1 missing. Ask the payee for the whole '
      + 'address; never guess the rest.',
    );
    expect(evmAddressProblem(`${WORKER}00`)).toContain('has 42, 2 too many');
  });

  test('with one letter in the wrong case is refused', () => {
    const wrong = WORKER.replace('eFb4', 'efb4');
    expect(evmAddressProblem(wrong)).toContain('capital letters');
  });

  test.each([
    ['0x0000000000000000000000000000000000000000', 'zero address'],
    ['0x3600000000000000000000000000000000000000', 'token itself'],
    ['0xfffffffffffffffffffffffffffffffffffffffe', 'token itself'],
    ['0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFE', 'token itself'],
  ])('that nobody can spend from is refused: %s', (account, why) => {
    expect(evmAddressProblem(account)).toContain(why);
  });

  test.each([
    ['8626f6940e2eb28930efb4cef49b2d1f2c9c1199'], [''], [' 0x8626'], ['bc1qxyz'],
    [`0x${'g'.repeat(40)}`], [`${WORKER}\n`], ['0X8626f6940e2eb28930efb4cef49b2d1f2c9c1199'],
  ])('is 0x and digits, so %j is refused', (account) => {
    expect(evmAddressProblem(account)).toContain('0x followed by 40 digits');
  });

  test('gets the capital letters that viem gives it', () => {
    for (let seed = 1n; seed < 200n; seed += 1n) {
      const address = `0x${(seed * 0x9e3779b97f4a7c15f39cc0605cedc8341082276bn)
        .toString(16).padStart(40, '0').slice(-40)}` as const;
      expect(checksummed(address)).toBe(getAddress(address));
      expect(evmAddressProblem(checksummed(address))).toBeNull();
    }
  });

  test('is the same in any case', () => {
    expect(sameAddress(WORKER, WORKER.toLowerCase())).toBe(true);
    expect(sameAddress(WORKER, WORKER.replace('8', '9'))).toBe(false);
  });
});
