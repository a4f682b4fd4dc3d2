import Driver from 'better-sqlite3';
import { remedyOf, sqliteCode, StoreOpenError } from './errors.ts';

/** A connection to the store. Only this file knows the driver. */
export type Database = Driver.Database;
export type Statement = Driver.Statement<unknown[], unknown>;

/** What every connection of ours is set to, and must read back before it is used. */
type Pragma = { readonly name: string; readonly value: string; readonly reads: string };

/** A write-ahead log of this many pages is folded back at a commit, if no idle moment came. */
const WAL_PAGES_MAX = 10_000;
const WAL_BYTES_KEPT = 64 * 1024 * 1024;
const CACHE_KIB = 256 * 1024;
const BUSY_MS = 5_000;

const shared: readonly Pragma[] = [
  { name: 'foreign_keys', value: 'ON', reads: '1' },
  // Without it, a replacing insert deletes a row and its guards never hear of it.
  { name: 'recursive_triggers', value: 'ON', reads: '1' },
  { name: 'trusted_schema', value: 'OFF', reads: '0' },
  { name: 'cell_size_check', value: 'ON', reads: '1' },
  { name: 'busy_timeout', value: String(BUSY_MS), reads: String(BUSY_MS) },
  { name: 'cache_size', value: `-${CACHE_KIB}`, reads: `-${CACHE_KIB}` },
  { name: 'temp_store', value: 'MEMORY', reads: '2' },
  // The driver is built with NORMAL, under which a power cut loses acknowledged commits.
  { name: 'synchronous', value: 'FULL', reads: '2' },
];

const writerOnFile: readonly Pragma[] = [
  { name: 'journal_mode', value: 'WAL', reads: 'wal' },
  { name: 'wal_autocheckpoint', value: String(WAL_PAGES_MAX), reads: String(WAL_PAGES_MAX) },
  { name: 'journal_size_limit', value: String(WAL_BYTES_KEPT), reads: String(WAL_BYTES_KEPT) },
];

/** macOS answers an fsync before the disk has it, unless it is asked for the full one. */
const macOnly: readonly Pragma[] = [
  { name: 'fullfsync', value: 'ON', reads: '1' },
  { name: 'checkpoint_fullfsync', value: 'ON', reads: '1' },
];

const readerOnly: readonly Pragma[] = [{ name: 'query_only', value: 'ON', reads: '1' }];

/**
 * Opens the writing connection of `file` (`:memory:` for tests and simulation) and reads back that
 * it is as durable as Paydesk promises. Throws `StoreOpenError` with a sentence where the file is
 * damaged, is no database, or a setting did not take. `check: false` leaves out the check of the
 * whole file, for a caller that has just made it.
 */
export function openDatabase(options: {
  readonly file: string;
  readonly check?: boolean;
  readonly platform?: NodeJS.Platform;
}): Database {
  const { file, check = true, platform = process.platform } = options;
  const inMemory = file === ':memory:';
  return opened(file, () => {
    const database = new Driver(file);
    const pragmas = inMemory ? shared : [
      ...writerOnFile, ...shared, ...(platform === 'darwin' ? macOnly : []),
    ];
    return prepared(database, pragmas, check && !inMemory);
  });
}

/**
 * Opens a second connection that can read and nothing else; for lists, reports and exports, which
 * read each page once and need no more than `cacheKib` of them.
 */
export function openReadOnly(file: string, cacheKib = CACHE_KIB): Database {
  const cache = { name: 'cache_size', value: `-${cacheKib}`, reads: `-${cacheKib}` };
  return opened(file, () => prepared(
    new Driver(file, { readonly: true, fileMustExist: true }),
    [...shared, ...readerOnly, cache],
    false,
  ));
}

/** A copy that is being made: nobody else has it open yet, and it may still be changed. */
export function openCopy(file: string): Database {
  return opened(file, () => prepared(new Driver(file, { fileMustExist: true }), shared, false));
}

/** A database in memory with the content of `image`, as `database.serialize()` gave it. */
export function openImage(image: Buffer): Database {
  return opened(':memory:', () => prepared(new Driver(image), shared, false));
}

/** A plain connection to a small file of its own, on which a lock is held (`lock.ts`). */
export function openLockFile(file: string): Database {
  return new Driver(file, { timeout: 0 });
}

function opened(file: string, open: () => Database): Database {
  try {
    return open();
  } catch (cause) {
    if (cause instanceof StoreOpenError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const code = sqliteCode(cause);
    const remedy = code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT'
      ? 'It is no sound Paydesk database; restore the newest backup into the data folder.'
      : remedyOf(cause);
    throw new StoreOpenError(
      `The database ${file} could not be opened (${reason}). Nothing was changed. ${remedy}`,
      { cause },
    );
  }
}

function prepared(database: Database, pragmas: readonly Pragma[], check: boolean): Database {
  try {
    database.defaultSafeIntegers(true);
    for (const pragma of pragmas) setPragma(database, pragma);
    if (check) checkFile(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function setPragma(database: Database, { name, value, reads }: Pragma): void {
  database.pragma(`${name} = ${value}`);
  const present = String(database.pragma(name, { simple: true }));
  if (present !== reads) {
    throw new StoreOpenError(
      `The database refused the setting ${name} = ${value} (it reads ${present}). Paydesk did `
      + 'not start, because commits would not be safe; keep the data folder on a local disk.',
    );
  }
}

/** Reads every page once and compares the structure; a damaged file does not start. */
function checkFile(database: Database): void {
  const problem = fileProblem(database);
  if (problem !== null) throw new StoreOpenError(problem);
}

/** What is wrong with the file's pages, as a sentence; null where nothing is. */
export function fileProblem(database: Database): string | null {
  return told(String(database.pragma('quick_check(1)', { simple: true })));
}

/** The same, one table after the other, so that a reading thread can be ended in between. */
export function fileProblemByTable(database: Database): string | null {
  const names = database.prepare("select name from sqlite_schema where type = 'table'").pluck()
    .all().map(String);
  for (const name of names) {
    const quoted = name.replaceAll("'", "''");
    const problem = told(String(database.pragma(`quick_check('${quoted}')`, { simple: true })));
    if (problem !== null) return problem;
  }
  return null;
}

function told(finding: string): string | null {
  return finding === 'ok' ? null
    : `The database file is damaged (${finding}). Nothing was sent or changed; restore the newest `
      + 'backup into the data folder.';
}
