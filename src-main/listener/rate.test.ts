import { describe, expect, test } from 'vitest';
import { createTokenBuckets } from './rate.ts';

describe('a bucket', () => {
  test('gives its burst, then says when to come back', () => {
    let now = 0;
    const buckets = createTokenBuckets({ perSecond: 0.5, burst: 2 }, () => now);
    expect([buckets.take('a'), buckets.take('a'), buckets.take('a')]).toEqual([0, 0, 2]);
    now = 2_000;
    expect([buckets.take('a'), buckets.take('a')]).toEqual([0, 2]);
  });

  test('is one per name', () => {
    const buckets = createTokenBuckets({ perSecond: 1, burst: 1 }, () => 0);
    expect([buckets.take('a'), buckets.take('a'), buckets.take('b')]).toEqual([0, 1, 0]);
  });

  test('neither fills nor empties when the clock jumps back', () => {
    let now = 10_000;
    const buckets = createTokenBuckets({ perSecond: 1, burst: 2 }, () => now);
    buckets.take('a');
    now = 0;
    expect([buckets.take('a'), buckets.take('a')]).toEqual([0, 1]);
  });
});
