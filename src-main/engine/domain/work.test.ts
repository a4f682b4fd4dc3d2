import { describe, expect, test } from 'vitest';
import { RETRY_DELAYS_MS, retryDelayMs, workId } from './work.ts';

describe('a failed try', () => {
  test.each([
    [1, null, 2_000], [2, null, 4_000], [3, null, 6_000], [4, null, null], [5, null, null],
    [1, 30_000, 30_000], [3, 0, 0], [4, 30_000, null], [0, null, null],
  ])('number %s with Retry-After %s waits %s ms', (failures, retryAfterMs, expected) => {
    expect(retryDelayMs(failures, retryAfterMs)).toBe(expected);
  });

  test('follows the delays of the installation', () => {
    expect([1, 2].map((failures) => retryDelayMs(failures, null, [50]))).toEqual([50, null]);
    expect(retryDelayMs(1, null, [])).toBeNull();
    expect(RETRY_DELAYS_MS).toEqual([2_000, 4_000, 6_000]);
  });
});

test('the same work has the same id, and other work has another', () => {
  expect(workId('dispatch', 'op_1')).toBe('dispatch:op_1');
  expect(new Set([workId('inquire', 'op_1'), workId('dispatch', 'op_1')]).size).toBe(2);
});
