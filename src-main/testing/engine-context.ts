/** What the engine's parts are given, for tests of one part: a real store, a clock by hand. */
import { ground } from '../db/sample-rows.ts';
import { openInMemory } from '../db/migrate.ts';
import { createStore } from '../db/store.ts';
import { DEFAULT_OPTIONS, type EngineContext, type EngineOptions } from '../engine/context.ts';
import { createDirectory } from '../engine/directory.ts';
import type { Connection } from '../engine/domain/records.ts';
import { rails } from '../rails/registry.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { createCountingIds, createSeeded } from './seeded.ts';

export type TestContext = Omit<EngineContext, 'clock'> & {
  readonly clock: HandClock;
  /** What was logged as an error. */
  readonly errors: string[];
};

/** The sample marketplace and connection, and further connections; nothing can be sent. */
export async function createTestContext({ connections = [], nowMs = 0, options = {} }: {
  readonly connections?: readonly Connection[]; readonly nowMs?: number;
  readonly options?: Partial<EngineOptions>;
} = {}): Promise<TestContext> {
  const errors: string[] = [];
  const quiet = (): void => undefined;
  const store = createStore({ database: openInMemory(), defer: queueMicrotask });
  const seeded = await store.commit({
    ...ground,
    writes: [...ground.writes, ...connections.map((row) =>
      ({ write: 'insert', noun: 'connections', row }) as const)],
  });
  if (!seeded.ok) throw new Error(`The rows do not fit together: ${seeded.detail}.`);
  return {
    store, rails, errors, clock: createHandClock(nowMs), ids: createCountingIds(),
    random: createSeeded(1).random, directory: createDirectory(store, null),
    log: { debug: quiet, info: quiet, warn: quiet, error: (text) => { errors.push(text); } },
    secrets: { seal: (box) => ({ keyId: 'plain', box }), open: ({ box }) => box },
    http: { send: () => Promise.reject(new Error('Nothing is sent in this test.')) },
    webhooksFor: () => [], options: { ...DEFAULT_OPTIONS, ...options },
  };
}
