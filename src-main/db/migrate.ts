import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { backUpBefore, backupId, backupsFolder, readBackup } from './backup.ts';
import { remedyOf, sqliteCode, StoreOpenError } from './errors.ts';
import { openDatabase, openImage, type Database } from './open.ts';

/** As drizzle reads a migration: its statements, its time in the journal, the hash of its file. */
type Migration = ReturnType<typeof readMigrationFiles>[number];

/**
 * Brings a database to the newest schema: all missing migrations in one transaction, which is
 * given up when it leaves a broken reference. An existing file is first copied into its folder of
 * backups; `nowMs` names that copy. drizzle's own migrator cannot check before it commits, and
 * foreign keys have to be off meanwhile: with them on, a rebuilt table takes its children with it
 * (toolchain guide, section 3). Throws `StoreOpenError`; the database is then as it was.
 */
export function migrateDatabase(database: Database, nowMs: number): void {
  const migrations = readMigrationFiles({ migrationsFolder: migrationsFolder() });
  const done = appliedHashes(database);
  if (done.some((hash, index) => migrations[index]?.hash !== hash)) {
    throw new StoreOpenError(
      'The database was made by another version of Paydesk, whose schema this one does not know. '
      + 'Nothing was changed; start the newer version, or restore a backup of this one.',
    );
  }
  const missing = migrations.slice(done.length);
  if (missing.length === 0) return;
  if (done.length > 0 && !database.memory) {
    const folder = backupsFolder(dirname(database.name));
    // A start that was killed after the copy meets it again; nothing has changed since.
    if (readBackup(folder, backupId('migration', nowMs)) === null) {
      backUpBefore(database, folder, nowMs);
    }
  }
  setForeignKeys(database, false);
  try {
    database.transaction(() => applyAll(database, missing)).immediate();
  } finally {
    setForeignKeys(database, true);
  }
}

function applyAll(database: Database, missing: readonly Migration[]): void {
  // The table that drizzle's own tools read as well.
  database.exec('create table if not exists __drizzle_migrations '
    + '(id integer primary key, hash text not null, created_at numeric)');
  const record = database.prepare(
    'insert into __drizzle_migrations (hash, created_at) values (?, ?)',
  );
  for (const { sql, hash, folderMillis } of missing) {
    for (const statement of sql) database.exec(statement);
    record.run(hash, folderMillis);
  }
  const broken = database.prepare('pragma foreign_key_check').all();
  if (broken.length > 0) {
    throw new StoreOpenError(
      `The new schema would leave ${broken.length} broken references. Paydesk did not start and `
      + 'the database is as it was; report this with the version you came from.',
    );
  }
}

function setForeignKeys(database: Database, on: boolean): void {
  database.pragma(`foreign_keys = ${on ? 'ON' : 'OFF'}`);
  if (database.pragma('foreign_keys', { simple: true }) !== (on ? 1n : 0n)) {
    throw new StoreOpenError('The foreign key checks could not be set; Paydesk did not start.');
  }
}

/**
 * Opens and migrates the writing connection of `file`; `check` as in `openDatabase`. `nowMs` names
 * the copy that is made of an older store; a caller that never meets one may leave it out.
 */
export function openMigrated(file: string, check = true, nowMs = 0): Database {
  const database = openDatabase({ file, check });
  try {
    migrateDatabase(database, nowMs);
    return database;
  } catch (error) {
    database.close();
    if (sqliteCode(error) === null) throw error;
    throw new StoreOpenError(
      `The database ${file} could not be brought to this version's schema (${String(error)}). It `
      + `is as it was. ${remedyOf(error)}`, { cause: error },
    );
  }
}

let template: Buffer | null = null;

/** An empty migrated database in memory, copied from one that is migrated once per process. */
export function openInMemory(): Database {
  if (template === null) {
    const database = openMigrated(':memory:');
    template = database.serialize();
    database.close();
  }
  return openImage(template);
}

/** `drizzle/` beside the sources, beside the built door, or inside the packed application. */
function migrationsFolder(): string {
  let folder = import.meta.dirname;
  for (let up = 0; up < 6; up += 1) {
    const candidate = join(folder, 'drizzle');
    if (existsSync(join(candidate, 'meta', '_journal.json'))) return candidate;
    folder = dirname(folder);
  }
  throw new StoreOpenError(
    'The folder "drizzle" with the database migrations is missing from this installation.',
  );
}

function appliedHashes(database: Database): readonly string[] {
  const known = database
    .prepare("select count(*) from sqlite_schema where name = '__drizzle_migrations'")
    .pluck().get();
  if (known === 0n) return [];
  return database.prepare('select hash from __drizzle_migrations order by id').pluck().all()
    .map(String);
}
