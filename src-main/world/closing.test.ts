import { describe, expect, test } from 'vitest';
import type { Log } from '../engine/ports.ts';
import { createClosing } from './closing.ts';

function start() {
  const told: unknown[] = [];
  const silent = (): void => undefined;
  const log: Log = {
    debug: silent, info: silent, warn: silent,
    error: (_message, fields) => { told.push(fields?.['error']); },
  };
  return { told, closing: createClosing(log) };
}

describe('closing', () => {
  test('goes backwards, one part after the other', async () => {
    const { closing } = start();
    const order: string[] = [];
    closing.add(() => { order.push('lock'); });
    closing.add(async () => {
      await Promise.resolve();
      order.push('store');
    });
    closing.add(() => { order.push('listener'); });
    await closing.run();
    expect(order).toEqual(['listener', 'store', 'lock']);
  });

  test('goes on when a part fails, and says which', async () => {
    const { closing, told } = start();
    const broken = new Error('It is stuck.');
    let isReleased = false;
    closing.add(() => { isReleased = true; });
    closing.add(() => Promise.reject(broken));
    closing.add(() => { throw broken; });
    await closing.run();
    expect([isReleased, told]).toEqual([true, [broken, broken]]);
  });

  test('happens once, and both callers wait for its end', async () => {
    const { closing } = start();
    let count = 0;
    closing.add(async () => {
      await Promise.resolve();
      count += 1;
    });
    expect(closing.hasBegun()).toBe(false);
    await Promise.all([closing.run(), closing.run()]);
    expect([count, closing.hasBegun()]).toEqual([1, true]);
  });
});
