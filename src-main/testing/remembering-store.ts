/** A store for tests of what stands around it: it remembers change sets and settings, no more. */
import { openInMemory } from '../db/migrate.ts';
import { createStore } from '../db/store.ts';
import type { ChangeSet, Store } from '../engine/ports.ts';

export type TestStore = {
  readonly store: Store;
  /** Change sets that reached it, in order. */
  readonly committed: ChangeSet[];
  readonly halt: (reason: string) => void;
};

/** Reads come from an empty real store; commits are remembered and settings take effect. */
export function storeOf(settings: Readonly<Record<string, string>> = {}): TestStore {
  const kept = new Map(Object.entries(settings));
  const committed: ChangeSet[] = [];
  const listeners = new Set<(reason: string) => void>();
  const real = createStore({ database: openInMemory(), defer: queueMicrotask });
  const store: Store = {
    ...real,
    read: { ...real.read, setting: (key) => Promise.resolve(kept.get(key) ?? null) },
    commit: (change) => {
      committed.push(change);
      for (const write of change.writes) {
        if (write.write === 'setting') kept.set(write.key, write.value);
      }
      return Promise.resolve({ ok: true, seq: committed.length });
    },
    onHalted: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    store, committed,
    halt: (reason) => {
      for (const listener of listeners) listener(reason);
    },
  };
}
