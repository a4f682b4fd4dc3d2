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
  (answer) => { port.postMessage(answer); },
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    port.postMessage({ ok: false, message } satisfies BackupTaskAnswer);
  },
);

async function carryOut(): Promise<BackupTaskAnswer> {
  switch (task.name) {
    case 'make': return { ok: true, manifest: await makeBackup(task), drill: null };
    case 'drill': return {
      ok: true, manifest: null, drill: drillBackup({ ...task, nowMs: Date.now }),
    };
  }
}
