/** What everything else stands on: the folder's lock, the store, and the engine over it. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createBackupFiles } from '../db/backup-files.ts';
import { backupsFolder } from '../db/backup.ts';
import { lockFolder } from '../db/lock.ts';
import { openMigrated } from '../db/migrate.ts';
import { createReader } from '../db/reader.ts';
import { createStore, type OpenStore } from '../db/store.ts';
import type { Engine } from '../engine/api.ts';
import { createEngine } from '../engine/engine.ts';
import type { BackupFiles, Clock, Ids, Log } from '../engine/ports.ts';
import type { DataKey } from '../engine/secrets/data-key.ts';
import { createSecrets } from '../engine/secrets/secrets.ts';
import { createHttpClient } from '../http-client.ts';
import { rails } from '../rails/registry.ts';
import type { Book } from '../shell/data-folder.ts';
import type { Closing } from './closing.ts';
import { createGatedStore } from './gated-store.ts';
import { createSystemClock, createSystemIds, systemRandom } from './ports.ts';
import { completeRestore, type RestoreOutcome } from './restore.ts';
import { createShelf, type FileShelf } from './shelf.ts';

export type BaseOptions = {
  readonly dataFolder: string;
  /** The key that seals this folder's secrets; asked for once the folder is ours. */
  readonly dataKey: () => DataKey;
  readonly log: Log;
  readonly book: Book;
  /** Where a payer comes back to; known once the listener is open. */
  readonly finishUrl: (paymentId: string, key: string) => string | null;
  /** The fee of payouts that wins over policies; read once the settings are. */
  readonly payoutFeeBasisPoints: () => number | null;
};

type GatedStore = ReturnType<typeof createGatedStore<OpenStore>>;

export type Base = {
  readonly engine: Engine; readonly store: GatedStore; readonly clock: Clock; readonly ids: Ids;
  readonly shelf: FileShelf; readonly backups: BackupFiles;
  /** What became of a restore that was ordered before this start. */
  readonly restore: RestoreOutcome;
  /** Starts the engine as soon as the file is known to be whole; its end is in `closing`. */
  readonly startEngine: () => Promise<void>;
  /** Stops the engine, once; nothing new is sent from then on. */
  readonly stopEngine: () => Promise<void>;
};

/** About 100 ms of reading; larger files are checked beside the first screen. */
const CHECK_BEFORE_BYTES_MAX = 33_554_432;
const CHECKPOINT_PAUSE_MS = 30_000;
/** A reading thread inside a long question of SQLite ends only after it: not waited for. */
const CLOSE_READER_MS = 500;
/** What is in flight at providers may end within this; the rest is recovered at the next start. */
const STOP_GRACE_MS = 3_000;

/**
 * Takes the folder, carries out a restore that was ordered, opens the store and composes the engine
 * over it; nothing runs yet.
 */
export async function openBase(
  { dataFolder, dataKey, log, book, finishUrl, payoutFeeBasisPoints }: BaseOptions,
  closing: Closing,
): Promise<Base> {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(dataFolder);
  closing.add(() => { lock.release(); });
  const clock = createSystemClock();
  const ids = createSystemIds();
  const { key, keyId } = dataKey();
  const file = join(dataFolder, 'paydesk.db');
  const restore = await completeRestore(dataFolder);
  if (restore.kind !== 'none') log.warn('a restore was ordered', { ...restore });
  const checkLater = existsSync(file) && statSync(file).size > CHECK_BEFORE_BYTES_MAX;
  const opened = createStore({ database: openMigrated(file, !checkLater, clock.nowMs()) });
  closing.add(() => { opened.close(); });
  const lists = createReader({ file, clock });
  closing.add(() => Promise.race([lists.close(), pause(clock, CLOSE_READER_MS)]));
  const store = createGatedStore(opened, () =>
    checkLater ? lists.checkFile() : Promise.resolve(null), closing.hasBegun);
  const backups = createBackupFiles({ file, folder: backupsFolder(dataFolder) });
  closing.add(backups.close);
  const http = createHttpClient();
  closing.add(() => { http.close(); });
  const shelf = createShelf(join(dataFolder, 'prepared'), { clock, ids });
  closing.add(() => { shelf.close(); });
  const engine = createEngine({
    store, lists, clock, ids, random: systemRandom, log, http, rails,
    secrets: createSecrets({ key, keyId, random: systemRandom }),
    options: { mode: book, finishUrl, payoutFeeBasisPoints },
  });
  checkpointWhenIdle(store, { clock, log, closing });
  return {
    engine, store, clock, ids, shelf, backups, restore,
    ...createEngineSwitch(engine, { checked: checkLater ? store.checked : null, log, closing }),
  };
}

/**
 * Starts the engine once the file was found whole. A small file was checked while it was opened
 * (`checked` is null); a large one is read by a worker, so that the screens answer meanwhile, and
 * nothing is sent before. What ends before its check is over never starts.
 */
export function createEngineSwitch(
  engine: Pick<Engine, 'start' | 'stop'>,
  { checked, log, closing }: {
    readonly checked: Promise<string | null> | null; readonly log: Log; readonly closing: Closing;
  },
): Pick<Base, 'startEngine' | 'stopEngine'> {
  let started: Promise<void> = Promise.resolve();
  let stopped: Promise<void> | null = null;
  const startChecked = async (problem: string | null): Promise<void> => {
    if (stopped !== null || closing.hasBegun()) return;
    if (problem !== null) return log.error('the file is damaged', { problem });
    started = engine.start();
    await started;
  };
  return {
    startEngine: async () => {
      if (checked === null) return startChecked(null);
      checked.then(startChecked).catch((error: unknown) => {
        log.error('the engine did not start', { error });
      });
    },
    stopEngine: () => {
      // A start in the middle of its recovery would set the runner going after the stop.
      stopped ??= started.catch(() => undefined).then(() => engine.stop(STOP_GRACE_MS));
      return stopped;
    },
  };
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}

/** Checkpoints stay off the hot path: the log is folded back every so often, by a timer. */
function checkpointWhenIdle(
  store: OpenStore,
  { clock, log, closing }: {
    readonly clock: Clock; readonly log: Log; readonly closing: Closing;
  },
): void {
  let cancel: () => void = () => undefined;
  const again = (): void => {
    cancel = clock.after(CHECKPOINT_PAUSE_MS, () => {
      try {
        store.checkpoint();
      } catch (error) {
        // The log stays longer than it has to; thrown out of a timer it would end the process.
        log.error('the checkpoint failed', { error });
      }
      again();
    });
  };
  again();
  closing.add(() => { cancel(); });
}
