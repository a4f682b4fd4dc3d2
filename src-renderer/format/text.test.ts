import { describe, expect, test } from 'vitest';
import { inFours, plainText, prettyJson, shorten } from './text.ts';

describe('text of others', () => {
  test.each([
    ['a right-to-left override', 'pay\u202eexe.fdp', 'payexe.fdp'],
    ['isolates and marks', '\u2066a\u2069\u200f', 'a'],
    ['zero-width letters', 'an\u200ba', 'ana'],
    ['control characters', 'a\u0000\u001b[31mb', 'a[31mb'],
    ['tag characters', 'a\u{e0041}b', 'ab'],
  ])('loses %s', (_what, text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  test('keeps line breaks, accents and markup, which is shown as text', () => {
    const text = 'Ána\n\t<b>漢字</b>';
    expect(plainText(text)).toBe(text);
  });
});

test('an id is shortened in the middle and only when that saves anything', () => {
  expect(shorten('pay_01JD8Z6Q4T9V2M0X7C5R3N1B8K')).toBe('pay_01JD…N1B8K');
  expect(shorten('pay_1')).toBe('pay_1');
});

test('an address loses nothing in groups of four', () => {
  const address = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';
  expect(inFours(address).join('')).toBe(address);
  expect(inFours(address)[0]).toBe('bcrt');
});

test('a body that is no JSON is shown as it came', () => {
  expect(prettyJson('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(prettyJson('<html>')).toBe('<html>');
});
