import { afterEach, describe, expect, test } from 'vitest';
import { prefer } from '../stores/preferences.ts';
import { t, wordFor } from './t.ts';

afterEach(() => prefer({ language: 'en' }));

describe('a text', () => {
  test('is in the operator\'s language as soon as it is chosen', () => {
    expect(t('verbs.word.release')).toBe('Release');
    prefer({ language: 'es' });
    expect(t('verbs.word.release')).toBe('Liberar');
  });

  test.each([
    ['en', 1, '1 payment'], ['en', 12_400, '12\u202f400 payments'],
    ['es', 1, '1 pago'], ['es', 1_000_000, '1\u202f000\u202f000 de pagos'], ['es', 0, '0 pagos'],
  ] as const)('counts in %s: %i', (language, count, text) => {
    prefer({ language });
    expect(t('common.payments', { count })).toBe(text);
  });

  test('of a name from outside is found, or null', () => {
    expect(wordFor('verbs.word', 'refund')).toBe('Refund');
    expect([wordFor('verbs.word', 'fly'), wordFor('verbs', 'word.refund')]).toEqual([null, null]);
  });
});
