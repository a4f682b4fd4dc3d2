import { expect, test } from 'vitest';
import { aBatch } from '../payments/payment-samples.ts';
import { endedCount, progressParts } from './batch-progress.ts';

test('the parts of a batch add up to the whole bar', () => {
  const parts = progressParts(aBatch());
  expect(parts.reduce((sum, { percent }) => sum + percent, 0)).toBeCloseTo(100);
  expect(parts.map(({ state }) => state)).not.toContain('rejected');
});

test('a batch has ended what neither waits nor moves', () => {
  expect(endedCount(aBatch())).toBe(56);
});

test('an empty batch has no parts', () => {
  expect(progressParts(aBatch({ total: 0, counts: {} }))).toEqual([]);
});
