import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, decimalText, numeral, readJson } from './exact-json.ts';

function read(text: string): unknown {
  const result = readJson(text);
  if (!result.ok) throw new Error(result.problem);
  return result.value;
}

/** Decimals as people and programs write them, up to eight places. */
const decimals = fc.tuple(
  fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.stringMatching(/^\d{0,8}$/),
).map(([whole, places]) => (places === '' ? `${whole}` : `${whole}.${places}`));

describe('readJson', () => {
  test('gives back every number as it was written', () => {
    fc.assert(fc.property(decimals, (text) => {
      const value: unknown = Object(read(`{"amount": ${text}}`)).amount;
      expect(decimalText(value)).toBe(text);
      expect(JSON.stringify({ amount: value })).toBe(`{"amount":${text}}`);
    }));
  });

  test.each(['0.001', '1e-8', '100', '0.00000001', '92233720368.54775807', '1E2'])(
    'reads %s without a float in between', (text) => {
      expect(decimalText(read(text))).toBe(text);
    },
  );

  test('leaves numbers in strings alone', () => {
    expect(decimalText(read('"100"'))).toBe('100');
    expect(decimalText(read('true'))).toBeNull();
  });

  test('reads whatever JSON.stringify writes', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6, noUnicodeString: false }), (value) => {
      const text = JSON.stringify(value);
      const result = readJson(text, 'plain');
      if (text.includes('__proto__')) return;
      expect(result).toEqual({ ok: true, value: JSON.parse(text) });
    }));
  });

  test.each([
    ['{"a":1,"a":2}', 'stands twice'],
    [String.raw`{"a":1,"\u0061":2}`, 'stands twice'],
    ['[{"b":{"a":1,"c":[],"a":2}}]', 'stands twice'],
    ['{"__proto__":{}}', '__proto__'],
    [String.raw`{"__proto\u005f_":{}}`, '__proto__'],
    [`${'['.repeat(17)}${']'.repeat(17)}`, 'deeper than 16'],
    ['{"a":1', 'not valid JSON'],
    ['{"a":01}', 'not valid JSON'],
    ['"\\', 'not valid JSON'],
    ['NaN', 'not valid JSON'],
    ['', 'not valid JSON'],
  ])('refuses %s', (text, problem) => {
    const result = readJson(text);
    expect(result.ok ? '' : result.problem).toContain(problem);
  });

  test('takes sixteen levels, and keys that are alike in different objects', () => {
    expect(readJson(`${'['.repeat(16)}${']'.repeat(16)}`).ok).toBe(true);
    expect(readJson('[{"a":{"a":1}},{"a":"a"},["a","a"]]').ok).toBe(true);
  });

  test('scans a hostile body in time that grows with its length', () => {
    for (const text of ['"\\"'.repeat(21_000), '['.repeat(65_536), '{"'.repeat(32_768)]) {
      expect(readJson(text).ok).toBe(false);
    }
  });
});

describe('canonicalJson', () => {
  test('does not depend on the order of keys or on spaces', () => {
    expect(canonicalJson(read('{ "b": [1, {"d":2, "c":3}], "a": "x" }')))
      .toBe('{"a":"x","b":[1,{"c":3,"d":2}]}');
  });

  test('keeps amounts apart that a float would join', () => {
    expect(canonicalJson(read('{"a":0.10000000000000000001}')))
      .not.toBe(canonicalJson(read('{"a":0.1}')));
    expect(canonicalJson({ a: numeral('0.00100000') })).toBe('{"a":0.00100000}');
  });
});
