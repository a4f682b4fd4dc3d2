import { expect, test } from 'vitest';
import { concerns, type LiveMatch } from './concerns.ts';

const change = { nouns: ['payments' as const, 'work' as const], paymentIds: ['pay_1'] };

test.each<[string, LiveMatch, boolean]>([
  ['a noun that it shows', { nouns: ['jobs', 'payments'] }, true],
  ['a payment that it shows', { paymentIds: ['pay_2', 'pay_1'] }, true],
  ['another noun', { nouns: ['jobs'] }, false],
  ['another payment', { paymentIds: ['pay_2'] }, false],
  ['everything, for the frame', { any: true }, true],
  ['nothing that it asked for', {}, false],
])('a screen hears of %s', (_what, match, heard) => {
  expect(concerns(match, change)).toBe(heard);
});
