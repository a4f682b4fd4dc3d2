/**
 * The entry of the thread that copies and examines: one task per thread, so that neither a commit
 * nor a list waits for it, and ending it ends the task.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { drillBackup, makeBackup } from './db/backup.ts';
import type { BackupTask, BackupTaskAnswer } from './db/backup-files.ts';

const port = parentPort;
if (port === null) throw new Error('backup-worker.ts runs as a worker thread only.');

const task = workerData as BackupTask;

carryOut().then(
  (value) => { port.postMessage({ ok: true, value } satisfies BackupTaskAnswer); },
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    port.postMessage({ ok: false, message } satisfies BackupTaskAnswer);
  },
);

function carryOut(): Promise<unknown> {
  switch (task.name) {
    case 'make': return makeBackup(task);
    case 'drill': return Promise.resolve(drillBackup({ ...task, nowMs: Date.now }));
  }
}
