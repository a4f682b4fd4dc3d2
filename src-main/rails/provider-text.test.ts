import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { providerText, rawAnswer } from './provider-text.ts';

describe('provider text', () => {
  test('loses direction overrides and controls', () => {
    expect(providerText('paid \u202Eton\u202C\u0007\r\n twice\u200B')).toBe('paid ton twice');
  });

  test('keeps markup as the text that it is', () => {
    expect(providerText('<b>=1+1</b>')).toBe('<b>=1+1</b>');
  });

  test('is one bounded printable line whatever came in', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
      const shown = providerText(text);
      expect(Array.from(shown).length).toBeLessThanOrEqual(300);
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(shown).toBe(shown.trim());
    }));
  });
});

describe('a raw answer', () => {
  test('does not hold our secrets', () => {
    const raw = rawAnswer('{"echo":"Bearer s3cret"}', { token: 's3cret', empty: '' });
    expect(raw).toBe('{"echo":"Bearer [secret]"}');
  });

  test('is bounded', () => {
    expect(rawAnswer('x'.repeat(10_000), {})).toHaveLength(4_000);
  });
});
