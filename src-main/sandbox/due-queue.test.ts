import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createDueQueue } from './due-queue.ts';

const moment = fc.integer({ min: 0, max: 20 });

describe('what is due', () => {
  test('comes out by time, then by the order in which it went in', () => {
    fc.assert(
      fc.property(fc.array(moment), moment, (times, now) => {
        const queue = createDueQueue<number>();
        times.forEach((atMs, index) => queue.push(atMs, index));
        const taken: number[] = [];
        queue.carryOut(now, (item) => taken.push(item));
        const expected = times
          .map((atMs, index) => ({ atMs, index }))
          .filter(({ atMs }) => atMs <= now)
          .toSorted((a, b) => a.atMs - b.atMs || a.index - b.index)
          .map(({ index }) => index);
        expect(taken).toEqual(expected);
      }),
    );
  });

  test('includes what an earlier item adds', () => {
    const queue = createDueQueue<string>();
    queue.push(1, 'first');
    const taken: string[] = [];
    queue.carryOut(5, (item, atMs) => {
      taken.push(`${item} ${atMs}`);
      if (item === 'first') queue.push(3, 'second');
    });
    expect(taken).toEqual(['first 1', 'second 3']);
  });

  test('stays due where carrying it out failed', () => {
    const queue = createDueQueue<string>();
    queue.push(1, 'a');
    queue.push(1, 'b');
    const full = (): never => { throw new Error('disk full'); };
    expect(() => queue.carryOut(5, full)).toThrow('disk full');
    const taken: string[] = [];
    queue.carryOut(5, (item) => taken.push(item));
    expect(taken).toEqual(['a', 'b']);
  });
});
