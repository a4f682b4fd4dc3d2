import { describe, expect, test } from 'vitest';

import { bitcoinRail } from './rail.ts';

const REGTEST = 'bcrt1qqurswpc8qurswpc8qurswpc8qurswpc8dxm0gk';
const MAINNET = 'bc1qqurswpc8qurswpc8qurswpc8qurswpc89fe3yv';

describe('a bitcoin account', () => {
  test.each([
    REGTEST, REGTEST.toUpperCase(), 'mgA7SfyBBrVGVSpQ7oqGHPhxpp2gUZWtfc',
    '2MstP8uJfYBsk1HfmCU9MW3qqKgvrw3ESd1',
  ])('%s is valid in the sandbox', (account) => {
    expect(bitcoinRail.checkAccount(account, 'sandbox')).toBeNull();
  });

  test.each([MAINNET, '32LB5ANdvjNPoW3DXLXUt6ra7Lih9WeBJN', '1eA9ctCNq41iLLnQErtTUVdxpRyZ9hZmW'])(
    '%s is valid when live and only then',
    (account) => {
      expect(bitcoinRail.checkAccount(account, 'live')).toBeNull();
      expect(bitcoinRail.checkAccount(account, 'sandbox')).toContain('mainnet');
    },
  );

  test.each([
    '', ' ', REGTEST.slice(0, -1), `${REGTEST}x`, REGTEST.replace('q', 'Q'),
    'tb1qqurswpc8qurswpc8qurswpc8qurswpc800zzll', 'payer', `${REGTEST} `, 'x'.repeat(10_000),
    '0x742d35Cc6634C0532925a3b844Bc9e7595f0bEb',
  ])('%j is refused everywhere', (account) => {
    expect(bitcoinRail.checkAccount(account, 'sandbox')).toEqual(expect.any(String));
    expect(bitcoinRail.checkAccount(account, 'live')).toEqual(expect.any(String));
  });
});
