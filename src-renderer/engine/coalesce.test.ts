import { describe, expect, test } from 'vitest';
import { coalesce, type Timers } from './coalesce.ts';

/** Timers that a test turns by hand. */
function handTimers(): Timers & { readonly advance: (ms: number) => Promise<void> } {
  let now = 0;
  let waiting: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => now,
    after: (ms, run) => {
      const entry = { at: now + ms, run };
      waiting.push(entry);
      return () => { waiting = waiting.filter((each) => each !== entry); };
    },
    advance: async (ms) => {
      now += ms;
      const due = waiting.filter(({ at }) => at <= now);
      waiting = waiting.filter(({ at }) => at > now);
      for (const { run } of due) run();
      await settled();
    },
  };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

describe('live updates', () => {
  test('run at once, then at most once per 100 ms, and once after the last', async () => {
    const timers = handTimers();
    const ranAt: number[] = [];
    const { request } = coalesce(async () => { ranAt.push(timers.now()); }, 100, timers);
    for (let told = 0; told < 25; told += 1) {
      request();
      await timers.advance(10);
    }
    await timers.advance(200);
    expect(ranAt).toEqual([0, 100, 200, 450]);
  });

  test('never run twice at the same time and lose nothing told meanwhile', async () => {
    const timers = handTimers();
    const ends: (() => void)[] = [];
    const { request } = coalesce(
      () => new Promise<void>((resolve) => { ends.push(resolve); }), 100, timers,
    );
    request();
    request();
    await timers.advance(500);
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await settled();
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await timers.advance(500);
    expect(ends).toHaveLength(2);
  });

  test('go on after a run that failed', async () => {
    const timers = handTimers();
    let runs = 0;
    const { request } = coalesce(
      async () => { runs += 1; throw new Error('no answer'); }, 100, timers,
    );
    request();
    await timers.advance(100);
    request();
    await settled();
    expect(runs).toBe(2);
  });

  test('stop when their screen is left', async () => {
    const timers = handTimers();
    let runs = 0;
    const { request, stop } = coalesce(async () => { runs += 1; }, 100, timers);
    request();
    await settled();
    request();
    stop();
    await timers.advance(500);
    expect(runs).toBe(1);
  });
});
