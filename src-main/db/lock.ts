import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { remedyOf, sqliteCode, StoreOpenError } from './errors.ts';
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
  const owner = join(folder, 'paydesk.lock.pid');
  const database = usable(folder, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return openLockFile(join(folder, 'paydesk.lock'));
  });
  try {
    usable(folder, () => {
      database.pragma('journal_mode = DELETE');
      database.exec('begin exclusive');
      writeFileSync(owner, `${process.pid}\n`, { mode: 0o600 });
    });
  } catch (error) {
    database.close();
    const cause = error instanceof StoreOpenError ? error.cause : error;
    if (sqliteCode(cause)?.startsWith('SQLITE_BUSY') !== true) throw error;
    throw new StoreOpenError(
      `Paydesk is already running on ${folder}${ownerText(owner)}. Nothing was started; use the `
      + 'running one, or close it first.',
      { cause },
    );
  }
  return {
    release: () => {
      if (database.open) database.close();
    },
  };
}

/** A folder that cannot be written is told with what to do, not with the system's bare word. */
function usable<T>(folder: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StoreOpenError(
      `The data folder ${folder} cannot be used (${reason}). Nothing was started. `
      + remedyOf(cause), { cause },
    );
  }
}

function ownerText(file: string): string {
  const pid = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  return /^\d{1,10}$/.test(pid) ? ` (process ${pid})` : '';
}
