import { describe, expect, test } from 'vitest';

import { retryAfterMs, timeMs } from './provider-time.ts';

const NOW_MS = Date.UTC(2026, 0, 29, 12, 0, 0);

describe('a time', () => {
  test.each([
    ['2026-01-29T12:00:01Z', NOW_MS + 1_000],
    ['2026-01-29T12:00:01', NOW_MS + 1_000],
    ['2026-01-29T12:00:00.250000', NOW_MS + 250],
    ['2026-01-29T13:00:00+01:00', NOW_MS],
    ['2026-01-29 13:00:00+0100', NOW_MS],
    ['2026-01-29', null],
    ['2026-99-29T12:00:00Z', null],
    ['soon', null],
  ])('%s is read as UTC', (text, expected) => {
    expect(timeMs(text)).toBe(expected);
  });
});

describe('Retry-After', () => {
  test.each([
    ['2', 2_000],
    ['Thu, 29 Jan 2026 12:00:05 GMT', 5_000],
    ['Thu, 29 Jan 2026 11:00:00 GMT', 0],
    ['999999999', 24 * 3_600_000],
    ['-1', null],
    ['later', null],
  ])('%s is the wait', (text, expected) => {
    expect(retryAfterMs({ 'retry-after': text }, NOW_MS)).toBe(expected);
  });

  test('is null where the provider does not say', () => {
    expect(retryAfterMs({}, NOW_MS)).toBeNull();
  });
});
