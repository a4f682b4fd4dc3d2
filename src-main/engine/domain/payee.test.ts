import { describe, expect, test } from 'vitest';
import { lookAlikes } from './payee.ts';

describe('accounts that look alike', () => {
  const one = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';

  test.each([
    ['one character changed', one.replace('ejx', 'eix')],
    ['one missing', one.replace('508', '58')],
    ['two changed', one.replace('508', '608').replace('5r3', '5r8')],
    ['equal at both ends, where people look', 'bcrt1qzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzt080'],
  ])('are told of: %s', (_how, other) => {
    expect(lookAlikes([one, other])).toEqual([[one, other]]);
  });

  test.each([
    ['the same account', one], ['another one', 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn'],
    ['three characters changed', 'ccrt2qw508d6qejxtdg4y5r3zarvary0c5xw7kygt081'],
  ])('are none of: %s', (_how, other) => {
    expect(lookAlikes([one, other])).toEqual([]);
  });

  test('are compared among at most a hundred', () => {
    expect(lookAlikes(Array.from({ length: 300 }, () => one))).toEqual([]);
  });
});
