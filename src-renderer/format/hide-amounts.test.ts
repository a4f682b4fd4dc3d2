import { afterEach, expect, test } from 'vitest';
import { prefer } from '../stores/preferences.ts';
import { hideAmounts } from './hide-amounts.ts';

afterEach(() => prefer({ hideAmounts: false }));

const said = '0.00100000 BTC is held until 2026-11-21 14:42:17 UTC; '
  + '1\u202f250.00 USDC of 3 payments.';

test('a sentence keeps its amounts until they are hidden', () => {
  expect(hideAmounts(said)).toBe(said);
  prefer({ hideAmounts: true });
  expect(hideAmounts(said))
    .toBe('•••• BTC is held until 2026-11-21 14:42:17 UTC; •••• USDC of 3 payments.');
  expect(hideAmounts('The provider answered 503 HTTP in 5 s.'))
    .toBe('The provider answered 503 HTTP in 5 s.');
});
