import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSystemClock, createSystemLog } from './ports.ts';

const DAY_MS = 86_400_000;
/** One `setTimeout` holds 24.8 days; Node makes a longer one fire at once. */
const LONG_MS = 60 * DAY_MS;

describe('a timer of the system', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  test.each([0, 1, DAY_MS, LONG_MS])('of %i ms fires after it and never before', (delayMs) => {
    let fired = 0;
    createSystemClock().after(delayMs, () => { fired += 1; });
    vi.advanceTimersByTime(Math.max(0, delayMs - 1));
    expect(fired).toBe(delayMs === 0 ? 1 : 0);
    vi.advanceTimersByTime(1);
    vi.advanceTimersByTime(LONG_MS);
    expect(fired).toBe(1);
  });

  test('is cancelled in whichever of its steps it is', () => {
    let fired = 0;
    const cancel = createSystemClock().after(LONG_MS, () => { fired += 1; });
    vi.advanceTimersByTime(30 * DAY_MS);
    cancel();
    vi.advanceTimersByTime(LONG_MS);
    expect([fired, vi.getTimerCount()]).toEqual([0, 0]);
  });
});

test('a log level that there is not stops the start with a sentence', () => {
  expect(() => createSystemLog('loud')).toThrow(/PAYDESK_LOG_LEVEL is loud.*did not start\.$/s);
  expect(() => createSystemLog('toString')).toThrow(/PAYDESK_LOG_LEVEL/);
  expect(createSystemLog('silent')).toHaveProperty('error');
});
