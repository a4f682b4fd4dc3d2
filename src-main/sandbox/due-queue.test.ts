import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createDueQueue } from './due-queue.ts';

const moment = fc.integer({ min: 0, max: 20 });

test('what is due comes out by time, then by the order in which it went in', () => {
  fc.assert(
    fc.property(fc.array(moment), moment, (times, now) => {
      const queue = createDueQueue<number>();
      times.forEach((atMs, index) => queue.push(atMs, index));
      const taken: number[] = [];
      for (let due = queue.take(now); due !== null; due = queue.take(now)) taken.push(due.item);
      const expected = times
        .map((atMs, index) => ({ atMs, index }))
        .filter(({ atMs }) => atMs <= now)
        .toSorted((a, b) => a.atMs - b.atMs || a.index - b.index)
        .map(({ index }) => index);
      expect(taken).toEqual(expected);
    }),
  );
});
