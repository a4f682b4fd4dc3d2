import type { ChangeSet, CommitAnswer } from '../engine/ports.ts';
import { createApplier, type Applied } from './apply.ts';
import type { FailpointName } from './commit-queue.ts';
import { createCounterWrites } from './counters.ts';
import { CrashError, faultOf } from './errors.ts';
import type { Database } from './open.ts';
import type { RowMemories } from './row-memory.ts';
import { ConflictError } from './version-conflicts.ts';

/** What became of one change set inside the transaction; told to its caller after the COMMIT. */
export type Outcome =
  | { readonly kind: 'written'; readonly applied: Applied }
  | { readonly kind: 'conflict'; readonly answer: CommitAnswer }
  | { readonly kind: 'refused'; readonly error: Error };

/**
 * Prepares the transaction of a group; answers what became of each change set in it.
 *
 * A group is first written as if nothing could go wrong: no savepoints, for which SQLite keeps a
 * copy of every page that a change set touches, and each counter once, by the sum of the group.
 * A change set whose versions are known to have moved is left out. Where another turns out to
 * conflict or to break a rule, all is rolled back and the group is written again one by one, each
 * in a savepoint of its own, so that the others stand.
 */
export function createGroup(
  database: Database,
  { memories, failpoint }: {
    readonly memories: RowMemories; readonly failpoint: (name: FailpointName) => void;
  },
): (changes: readonly ChangeSet[]) => readonly Outcome[] {
  const applier = createApplier(database, memories);
  const count = createCounterWrites(database);
  const begin = database.prepare('begin immediate');
  const commit = database.prepare('commit');
  const rollback = database.prepare('rollback');
  const oneByOne = createOneByOne(database, (change) => {
    const applied = applier.apply(change);
    count(applied.counters);
    return applied;
  }, applier);

  const together = (changes: readonly ChangeSet[]): readonly Outcome[] => {
    const outcomes = changes.map((change): Outcome => {
      const outdated = applier.outdated(change);
      if (outdated !== null) return { kind: 'conflict', answer: outdated };
      const applied = applier.apply(change);
      failpoint('inside-transaction');
      return { kind: 'written', applied };
    });
    count(outcomes.flatMap((outcome) =>
      outcome.kind === 'written' ? outcome.applied.counters : []));
    return outcomes;
  };

  const write = (changes: readonly ChangeSet[], how: typeof together): readonly Outcome[] => {
    const heads = applier.heads();
    try {
      failpoint('before-transaction');
      begin.run();
      const outcomes = how(changes);
      failpoint('before-commit');
      commit.run();
      failpoint('after-commit-before-answer');
      return outcomes;
    } catch (error) {
      if (database.inTransaction) rollback.run();
      applier.putBack(heads);
      throw error;
    }
  };

  return (changes) => {
    try {
      return write(changes, together);
    } catch (error) {
      if (outcomeOf(error) === null) throw error;
      return write(changes, (all) => all.map((change) => {
        const outcome = oneByOne(change);
        failpoint('inside-transaction');
        return outcome;
      }));
    }
  };
}

/** Applies a change set in a savepoint of its own: what cannot be written leaves nothing behind. */
function createOneByOne(
  database: Database,
  apply: (change: ChangeSet) => Applied,
  { heads: headsNow, putBack }: Pick<ReturnType<typeof createApplier>, 'heads' | 'putBack'>,
): (change: ChangeSet) => Outcome {
  const savepoint = database.prepare('savepoint change');
  const release = database.prepare('release change');
  const undo = database.prepare('rollback to change');
  return (change) => {
    const heads = headsNow();
    savepoint.run();
    try {
      const applied = apply(change);
      release.run();
      return { kind: 'written', applied };
    } catch (error) {
      putBack(heads);
      const outcome = outcomeOf(error);
      // SQLite gives up the whole transaction by itself where it cannot undo a part of it.
      if (outcome === null || !database.inTransaction) throw error;
      undo.run();
      release.run();
      return outcome;
    }
  };
}

/** Null where the disk, not the change set, is at fault. */
function outcomeOf(error: unknown): Outcome | null {
  if (error instanceof ConflictError) return { kind: 'conflict', answer: error.answer };
  if (error instanceof CrashError) return null;
  const fault = faultOf(error);
  switch (fault.kind) {
    case 'conflict': return { kind: 'conflict', answer: fault.answer };
    case 'rule': return { kind: 'refused', error: fault.error };
    case 'disk': return null;
  }
}
