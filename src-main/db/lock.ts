import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sqliteCode, StoreOpenError } from './errors.ts';
import { openLockFile } from './open.ts';

/** Held until `release`, or until the process ends in whatever way. */
export type FolderLock = { readonly release: () => void };

/**
 * Makes this process the only one that works in a data folder, whichever door it came through.
 * The lock is an exclusive transaction on a small database of its own: the operating system drops
 * it with the process, so that a lock left by `kill -9` or a power cut is never met again, and no
 * process number has to be believed. Who holds it is written beside it for the sentence only.
 * Throws `StoreOpenError` where another process has the folder.
 */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = join(folder, 'paydesk.lock.pid');
  const database = openLockFile(join(folder, 'paydesk.lock'));
  try {
    database.pragma('journal_mode = DELETE');
    database.exec('begin exclusive');
  } catch (cause) {
    database.close();
    const code = sqliteCode(cause);
    if (code === null || !code.startsWith('SQLITE_BUSY')) throw cause;
    throw new StoreOpenError(
      `Paydesk is already running on ${folder}${ownerText(owner)}. Nothing was started; use the `
      + 'running one, or close it first.',
      { cause },
    );
  }
  writeFileSync(owner, `${process.pid}\n`, { mode: 0o600 });
  return {
    release: () => {
      if (database.open) database.close();
    },
  };
}

function ownerText(file: string): string {
  const pid = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  return /^\d{1,10}$/.test(pid) ? ` (process ${pid})` : '';
}
