import { describe, expect, test } from 'vitest';
import type { Log } from '../engine/ports.ts';
import { createEngineSwitch } from './base.ts';
import { createClosing } from './closing.ts';

type Checked = { readonly checked: Promise<string | null> | null };

function start({ checked }: Checked, starting: Promise<void> = Promise.resolve()) {
  const told: string[] = [];
  const silent = (): void => undefined;
  const log: Log = {
    debug: silent, info: silent, warn: silent, error: (message) => { told.push(message); },
  };
  const closing = createClosing(log);
  const engine = {
    start: () => {
      told.push('start');
      return starting.then(() => { told.push('runs'); });
    },
    stop: () => {
      told.push('stop');
      return Promise.resolve();
    },
  };
  return { told, closing, ...createEngineSwitch(engine, { checked, log, closing }) };
}

describe('the engine', () => {
  test('runs when its start is answered, where the file was checked already', async () => {
    const { told, startEngine } = start({ checked: null });
    await startEngine();
    expect(told).toEqual(['start', 'runs']);
  });

  test('waits for the check of a large file, which the start does not', async () => {
    const { promise: checked, resolve } = Promise.withResolvers<string | null>();
    const { told, startEngine, stopEngine } = start({ checked });
    await startEngine();
    expect(told).toEqual([]);
    resolve(null);
    await expect.poll(() => told).toEqual(['start', 'runs']);
    await stopEngine();
    expect(told.at(-1)).toBe('stop');
  });

  test('never starts over a damaged file', async () => {
    const { told, startEngine } = start({ checked: Promise.resolve('A page is torn.') });
    await startEngine();
    await expect.poll(() => told).toEqual(['the file is damaged']);
  });

  test('that was stopped while the file was checked does not start any more', async () => {
    const { promise: checked, resolve } = Promise.withResolvers<string | null>();
    const { told, startEngine, stopEngine } = start({ checked });
    await startEngine();
    await stopEngine();
    resolve(null);
    await checked;
    await Promise.resolve();
    expect(told).toEqual(['stop']);
  });

  test('says nothing about the file when the end of the process ended its check', async () => {
    const { promise: checked, resolve } = Promise.withResolvers<string | null>();
    const { told, closing, startEngine } = start({ checked });
    await startEngine();
    closing.add(() => { resolve('The check was cut off.'); });
    await closing.run();
    await Promise.resolve();
    expect(told).toEqual([]);
  });

  test('is stopped after its start, which would outlast the stop otherwise', async () => {
    const { promise: starting, resolve } = Promise.withResolvers<void>();
    const { told, startEngine, stopEngine } = start({ checked: null }, starting);
    const begun = startEngine();
    const stopped = stopEngine();
    resolve();
    await Promise.all([begun, stopped, stopEngine()]);
    expect(told).toEqual(['start', 'runs', 'stop']);
  });
});
