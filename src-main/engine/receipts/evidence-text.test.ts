import { describe, expect, test } from 'vitest';
import { BTC, money } from '../domain/money.ts';
import { bareUrl, evidenceJson, listPart } from './evidence-text.ts';

const written = (value: unknown): unknown => JSON.parse(evidenceJson(value));

describe('evidence as JSON', () => {
  test('writes amounts as texts and times as RFC 3339', () => {
    expect(written({ held: money(700n, BTC), at: 0, endedAt: null, dueAt: 1_000, tries: 2 }))
      .toEqual({
        held: { value: '0.00000700', asset: 'BTC/8', minor: '700' },
        at: '1970-01-01T00:00:00.000Z', endedAt: null, dueAt: '1970-01-01T00:00:01.000Z', tries: 2,
      });
  });

  test.each(['</script>&', 'a\u2028b', '\u202egpj', '\u{E0001}x', '\u0085'])(
    'escapes %j, and a reader gets it back', (text) => {
      const json = evidenceJson({ text });
      expect(json).not.toMatch(/[<>&\u0080-\u009f\u2028\p{Cf}]/u);
      expect(JSON.parse(json)).toEqual({ text });
    },
  );

  test('cuts what is too long, and names what it was', () => {
    const long = 'a'.repeat(70_000);
    expect(written(long)).toMatch(/^a+ … cut here: 70000 characters, SHA-256 [0-9a-f]{64}$/);
    expect(evidenceJson(long).length).toBeLessThan(66_000);
  });
});

describe('a list of the clip', () => {
  test('ends where it would grow too large, and says how much is missing', () => {
    const rows = Array.from({ length: 40 }, () => 'a'.repeat(60_000));
    const { bytes, left } = listPart('x.json', rows, 3);
    const kept: unknown = JSON.parse(new TextDecoder().decode(bytes));
    expect(Array.isArray(kept) ? kept.length : 0).toBe(17);
    expect(left).toBe(26);
  });

  test('is an empty list where there is nothing', () => {
    expect(new TextDecoder().decode(listPart('x.json', []).bytes)).toBe('[]\n');
  });
});

describe('an address', () => {
  test.each([
    ['https://user:pass@host.example/a?key=1#b', 'https://host.example/a'],
    ['http://127.0.0.1:20000', 'http://127.0.0.1:20000/'], ['nonsense', '(not an address)'],
  ])('%s is told as %s', (address, told) => {
    expect(bareUrl(address)).toBe(told);
  });
});
