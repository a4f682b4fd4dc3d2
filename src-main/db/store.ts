import type { Store } from '../engine/ports.ts';
import { createCommitQueue, type FailpointName } from './commit-queue.ts';
import type { Database } from './open.ts';
import { createReads } from './reads.ts';
import { createRowMemories } from './row-memory.ts';

export type OpenStore = Store & {
  /** Commits what is queued and closes the database; nothing may be asked afterwards. */
  readonly close: () => void;
  /**
   * Folds the write-ahead log back into the file without waiting for anyone. To be called when
   * the engine is idle: at a commit it would be the slowest one (performance guide, section 1).
   * An error of the disk halts the store, as one at a commit does; it is not thrown.
   */
  readonly checkpoint: () => void;
  /** Commits everything that is queued, now. */
  readonly flushNow: () => void;
};

/**
 * The store over an opened and migrated database (`openMigrated`, `openInMemory`). Throws
 * `DamagedRowError` where the audit chain cannot be continued.
 */
export function createStore(options: {
  readonly database: Database;
  /** Runs a flush later; the simulation drives it. Default: `setImmediate`. */
  readonly defer?: (flush: () => void) => void;
  /** The simulation's crashes and disk errors; see `failpoints`. */
  readonly failpoint?: (name: FailpointName) => void;
}): OpenStore {
  const { database, ...hooks } = options;
  const memories = createRowMemories();
  const queue = createCommitQueue(database, { ...hooks, memories });
  return {
    read: createReads(database, memories),
    commit: queue.commit,
    onCommitted: queue.onCommitted,
    onHalted: queue.onHalted,
    flushNow: queue.flushNow,
    checkpoint: () => {
      if (database.memory || !database.open) return;
      try {
        database.pragma('wal_checkpoint(PASSIVE)');
      } catch (error) {
        // Nothing is lost, the log has it all; but a disk that refuses this takes no commit either.
        queue.haltBecause(error);
      }
    },
    close: () => {
      queue.flushNow();
      database.close();
    },
  };
}
