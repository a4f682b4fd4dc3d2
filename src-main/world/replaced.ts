/**
 * The stores that restores put aside, in `replaced/` of the data folder. None is removed while the
 * restored store is held: it may be needed to find out what the copy does not know. Once two
 * operators have let it go, the newest two stay and older ones are removed, each with an audit
 * entry first.
 */
import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupDesk } from '../engine/backups/desk.ts';
import { RESTORED } from '../engine/backups/restored.ts';
import { ENGINE } from '../engine/domain/actor.ts';
import type { Clock, Log, Store } from '../engine/ports.ts';

export type ReplacedDeps = {
  readonly dataFolder: string; readonly store: Store; readonly clock: Clock; readonly log: Log;
};

const STAY = 2;
/** As `restore.ts` names them: the moment of the order, which sorts by age. */
const NAME = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z$/;

/**
 * Removes the stores that are kept no longer; answers their names. What a person put into the
 * folder under a name of their own is left alone.
 */
export async function pruneReplaced(deps: ReplacedDeps): Promise<readonly string[]> {
  const { dataFolder, store, clock, log } = deps;
  const folder = join(dataFolder, 'replaced');
  const restored = await store.read.setting(RESTORED);
  if (!existsSync(folder) || (restored !== null && restored !== '')) return [];
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && NAME.test(entry.name))
    .map(({ name }) => name).toSorted().toReversed().slice(STAY);
  for (const name of names) {
    // The intent first: a store that is gone without a trace would look like one that was stolen.
    const answer = await store.commit({
      writes: [{ write: 'setting', key: 'backup:replaced-removed', value: name }],
      audit: {
        at: clock.nowMs(), actor: ENGINE, act: 'backup.replaced-removed', subject: 'backup',
        subjectId: name, reason: `The newest ${STAY} replaced stores are kept.`, data: {},
      },
    });
    if (!answer.ok) return [];
    await rm(join(folder, name), { recursive: true, force: true });
    log.warn('a replaced store was removed', { folder: join(folder, name) });
  }
  return names;
}

/** Prunes now, and again after each lifting at the desk; a failure is logged, and tried again. */
export function keepReplacedStores(
  deps: ReplacedDeps, desk: BackupDesk,
): { readonly desk: BackupDesk; readonly ended: () => Promise<void> } {
  let pruning: Promise<void> = Promise.resolve();
  const prune = (): void => {
    pruning = pruning.then(() => pruneReplaced(deps)).then(() => undefined, (error: unknown) => {
      deps.log.error('replaced stores were not removed', { error });
    });
  };
  prune();
  return {
    desk: {
      ...desk,
      lift: async (...given) => {
        const lifted = await desk.lift(...given);
        if (lifted.ok) prune();
        return lifted;
      },
    },
    ended: () => pruning,
  };
}
