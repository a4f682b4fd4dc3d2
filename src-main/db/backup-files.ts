import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type {
  BackupDrill, BackupKind, BackupManifest,
} from '../engine/domain/backups.ts';
import type { BackupFiles } from '../engine/ports.ts';
import { listBackups, readBackup, removeBackup, sweepBackups } from './backup.ts';
import { BackupFailedError } from './errors.ts';

/** What a thread is asked, once. */
export type BackupTask =
  | {
    readonly name: 'make'; readonly file: string; readonly folder: string;
    readonly kind: BackupKind; readonly nowMs: number;
  }
  | { readonly name: 'drill'; readonly folder: string; readonly id: string };

/** What came of it; which of the two was made follows from the task. */
type Done = { readonly manifest: BackupManifest | null; readonly drill: BackupDrill | null };
export type BackupTaskAnswer =
  | ({ readonly ok: true } & Done)
  | { readonly ok: false; readonly message: string };

/** The port, and the end of what still runs: a half-made copy is swept away at the next start. */
export type OpenBackupFiles = BackupFiles & { readonly close: () => Promise<void> };

/** The copies in `folder` of the store at `file`; what a crash left there is removed first. */
export function createBackupFiles(options: {
  readonly file: string;
  readonly folder: string;
  /** The thread's entry; default: `backup-worker`, beside the sources or the built door. */
  readonly entry?: string;
}): OpenBackupFiles {
  const { file, folder, entry = workerEntry() } = options;
  const workers = new Set<Worker>();
  sweepBackups(folder);

  const run = (task: BackupTask): Promise<Done> => new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData: task });
    // A copy that is being made keeps no process alive.
    worker.unref();
    workers.add(worker);
    worker.on('message', (answer: BackupTaskAnswer) => {
      if (answer.ok) resolve(answer);
      else reject(new BackupFailedError(answer.message));
    });
    worker.on('error', (cause) => {
      reject(new BackupFailedError(String(cause), { cause }));
    });
    worker.on('exit', () => {
      workers.delete(worker);
      reject(new BackupFailedError('The copying was ended before it was done.'));
    });
  });

  return {
    list: () => listBackups(folder),
    read: (id) => readBackup(folder, id),
    make: async (kind, nowMs) =>
      whole((await run({ name: 'make', file, folder, kind, nowMs })).manifest),
    drill: async (id) => whole((await run({ name: 'drill', folder, id })).drill),
    remove: (id) => { removeBackup(folder, id); },
    close: async () => {
      await Promise.all([...workers].map((worker) => worker.terminate()));
    },
  };
}

function whole<T>(made: T | null): T {
  if (made === null) throw new BackupFailedError('The thread answered something else.');
  return made;
}

function workerEntry(): string {
  const here = import.meta.dirname;
  const candidates = [
    join(here, '..', 'backup-worker.ts'), join(here, 'backup-worker.js'),
    join(here, '..', 'backup-worker.js'),
  ];
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) {
    throw new BackupFailedError('A part of this installation is missing (backup-worker).');
  }
  return found;
}
