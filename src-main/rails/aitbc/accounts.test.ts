import { describe, expect, test } from 'vitest';

import { aitbcRail } from './rail.ts';

describe('a token account', () => {
  test.each([
    'ait1qqqsyqcyq5rqwzqf', 'worker-1', 'user_42', 'did:web:a.example', 'x'.repeat(128), '7',
    '0x8626f6940E2eb28930eFb4CeF49B2d1F2C9C1199',
  ])('%s is valid', (account) => {
    expect(aitbcRail.checkAccount(account, 'live')).toBeNull();
  });

  test('with 39 hexadecimal digits is refused, as in row X-27', () => {
    expect(aitbcRail.checkAccount('0x742d35Cc6634C0532925a3b844Bc9e7595f0bEb', 'sandbox'))
      .toContain('40 hexadecimal digits');
  });

  test.each([
    '', ' ', '.', '..', 'x'.repeat(129), 'a b', 'a/b', 'ä', 'ait1\u202Ex', '<b>', '=1+1', '0x',
    '0X1',
    '0x8626f6940E2eb28930eFb4CeF49B2d1F2C9C11999', '0xZ626f6940E2eb28930eFb4CeF49B2d1F2C9C1199',
  ])('%j is refused', (account) => {
    expect(aitbcRail.checkAccount(account, 'live')).toEqual(expect.any(String));
  });
});
