import { afterEach, describe, expect, test } from 'vitest';
import { prefer } from '../stores/preferences.ts';
import {
  clockTime, countdown, duration, exactTime, relativeTime, timelineTime,
} from './time.ts';

const now = Date.UTC(2026, 10, 21, 14, 9, 0);
const minutes = (count: number): number => count * 60_000;

afterEach(() => prefer({ language: 'en' }));

describe('time', () => {
  test.each([
    [0, 'now'], [9_999, 'now'], [-9_999, 'now'], [-45_000, '45 s ago'],
    [minutes(23), 'in 23 min'], [-minutes(240), '4 h ago'], [minutes(60 * 47), 'in 1 d'],
    [-minutes(60 * 24 * 40), '12 Oct 2026'],
  ])('%i ms from now reads %s', (distance, words) => {
    expect(relativeTime(now + distance, now)).toBe(words);
  });

  test('is exact on hover and says its zone', () => {
    expect(exactTime(now)).toBe('2026-11-21 14:09:00 UTC');
    expect(exactTime(now, 'local')).toMatch(/^2026-11-2\d \d\d:\d\d:00 [+-]\d\d:\d\d$/);
    expect(clockTime(now)).toBe('14:09 UTC');
  });

  test('names the day in a timeline only when it is another', () => {
    expect(timelineTime(now - 4_000, now)).toBe('14:08:56');
    expect(timelineTime(now - minutes(24 * 60), now)).toBe('20 Nov 14:09:00');
  });

  test.each([
    [0, 'over'], [-1, 'over'], [1, '0:01'], [10_000, '0:10'], [minutes(59) + 59_000, '59:59'],
    [minutes(65), '1 h 05 min'], [minutes(60 * 26), '1 d 2 h'],
  ])('counts %i ms down as %s', (left, words) => {
    expect(countdown(now + left, now)).toBe(words);
  });

  test.each([[812, '812 ms'], [1_200, '1.2 s'], [minutes(3), '3 min']])(
    'took %i ms reads %s', (ms, words) => expect(duration(ms)).toBe(words),
  );
});

describe('time in Spanish', () => {
  test('is relative, and dates and decimals follow the language', () => {
    prefer({ language: 'es' });
    expect([relativeTime(now + minutes(23), now), relativeTime(now - minutes(240), now)])
      .toEqual(['en 23 min', 'hace 4 h']);
    expect(relativeTime(now - minutes(60 * 24 * 40), now)).toBe('12 oct 2026');
    expect([countdown(now, now), duration(1_200)]).toEqual(['vencido', '1,2 s']);
  });
});
