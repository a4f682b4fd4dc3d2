import { afterEach, describe, expect, test } from 'vitest';
import { prefer } from '../stores/preferences.ts';
import {
  clockTime, countdown, duration, everyZone, exactTime, momentTime, relativeTime, timelineTime,
  zoneOffset, zoneWord,
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
    expect(clockTime(now)).toBe('14:09 UTC');
  });

  test('in a chosen zone names the zone, and stays exact in UTC on hover', () => {
    expect(exactTime(now, 'Europe/Madrid'))
      .toBe('2026-11-21 14:09:00 UTC · 2026-11-21 15:09:00 Madrid');
    expect(clockTime(now, 'Europe/Madrid')).toBe('15:09 Madrid');
    expect(momentTime(now, 'America/New_York')).toBe('2026-11-21 09:09:00 New York');
    expect(timelineTime(now, now, 'Asia/Kolkata')).toBe('19:39:00 Kolkata');
    expect(timelineTime(now - minutes(15 * 60), now, 'Asia/Kolkata')).toBe('04:39:00 Kolkata');
    expect(timelineTime(now + minutes(10 * 60), now, 'Pacific/Auckland'))
      .toBe('13:09:00 Auckland');
    expect(relativeTime(now - minutes(60 * 24 * 40 + 15 * 60), now, 'Pacific/Auckland'))
      .toBe('12 Oct 2026');
  });

  test('follows summer time, and tells how far a zone is from UTC', () => {
    expect(clockTime(Date.UTC(2026, 6, 1, 12), 'Europe/Madrid')).toBe('14:00 Madrid');
    expect(zoneOffset('Europe/Madrid', Date.UTC(2026, 6, 1))).toBe('UTC+02:00');
    expect(zoneOffset('Asia/Kolkata', now)).toBe('UTC+05:30');
    expect(zoneOffset('UTC', now)).toBe('UTC');
  });

  test('falls back to UTC in a zone that this machine does not know', () => {
    expect(exactTime(now, 'Mars/Olympus')).toBe('2026-11-21 14:09:00 UTC');
    expect(zoneWord('Mars/Olympus')).toBe('UTC');
  });

  test('offers every zone once, UTC first', () => {
    const zones = everyZone();
    expect(zones[0]).toBe('UTC');
    expect(zones).toContain('Europe/Madrid');
    expect(new Set(zones).size).toBe(zones.length);
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
