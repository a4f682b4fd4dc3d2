import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { afterAll, describe, expect, test } from 'vitest';
import { backupFile, backupsFolder, listBackups } from './backup.ts';
import { StoreOpenError } from './errors.ts';
import { lockFolder } from './lock.ts';
import { migrateDatabase, openInMemory, openMigrated } from './migrate.ts';
import { openDatabase, openReadOnly, type Database } from './open.ts';
import { change, ground, newPayment, payment, START_MS } from './sample-rows.ts';
import { createStore } from './store.ts';

const folder = mkdtempSync(join(tmpdir(), 'paydesk-open-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

describe('opening', () => {
  test('a file sets every pragma that a commit depends on, and reads it back', () => {
    const database = openMigrated(join(folder, 'pragmas.db'));
    const read = (name: string): string => String(database.pragma(name, { simple: true }));
    expect({
      journal: read('journal_mode'), synchronous: read('synchronous'), keys: read('foreign_keys'),
      triggers: read('recursive_triggers'), trusted: read('trusted_schema'),
      cells: read('cell_size_check'), checkpoint: read('wal_autocheckpoint'),
    }).toEqual({
      journal: 'wal', synchronous: '2', keys: '1', triggers: '1', trusted: '0', cells: '1',
      checkpoint: '10000',
    });
    database.close();
  });

  test('a file that is no database is refused with a sentence', () => {
    const file = join(folder, 'text.db');
    writeFileSync(file, 'this is no database, but long enough to be looked at as one'.repeat(50));
    expect(() => openDatabase({ file })).toThrow(StoreOpenError);
    expect(() => openDatabase({ file })).toThrow(/could not be opened .* Nothing was changed/);
  });

  test('a folder that is a file is refused with what to do', () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    expect(() => lockFolder(file)).toThrow(
      /The data folder .*a-file cannot be used \(EEXIST.*Nothing was started\. Check the disk/);
  });

  test('a full disk at the checkpoint halts the store and says what to do', async () => {
    const database = openMigrated(join(folder, 'full.db'));
    const store = createStore({ database });
    const reasons: string[] = [];
    store.onHalted((reason) => { reasons.push(reason); });
    Object.defineProperty(database, 'pragma', { value: () => {
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    } });
    store.checkpoint();
    store.checkpoint();
    expect(reasons).toEqual([expect.stringMatching(/free space on the disk of the data folder/)]);
    await expect(store.commit(ground)).rejects.toThrow(/is full/);
    store.close();
  });

  test('a reading connection cannot write', () => {
    const file = join(folder, 'reader.db');
    openMigrated(file).close();
    const reader = openReadOnly(file);
    expect(() => reader.exec("insert into settings values ('a', 'b')")).toThrow(/readonly/);
    reader.close();
  });

  test('a damaged page is found before anything starts', async () => {
    const file = join(folder, 'damaged.db');
    const store = createStore({ database: openMigrated(file) });
    await store.commit(ground);
    await store.commit(newPayment());
    store.close();
    const bytes = readFileSync(file);
    // The cell pointers of every page but the first are made to point nowhere.
    for (let page = 1; page * 4096 < bytes.length; page += 1) {
      bytes.fill(0xff, page * 4096 + 8, page * 4096 + 16);
    }
    writeFileSync(file, bytes);
    expect(() => openDatabase({ file })).toThrow(StoreOpenError);
  });

  test('a copy in memory is its own database', async () => {
    const one = createStore({ database: openInMemory() });
    await one.commit(ground);
    expect(await createStore({ database: openInMemory() }).read.marketplaces()).toEqual([]);
    expect(await one.read.marketplaces()).toHaveLength(1);
  });
});

describe('migrating', () => {
  test('every table but the full-text one is strict', () => {
    const database = openInMemory();
    const loose = database
      .prepare("select name from pragma_table_list where type = 'table' and strict = 0 "
        + "and schema = 'main' and name not like 'sqlite%' and name not like 'search%' "
        + "and name not like '\\_\\_drizzle%' escape '\\'")
      .pluck().all();
    expect(loose).toEqual([]);
  });

  test('an existing file is copied before its schema changes, an up-to-date one is not', () => {
    const file = join(folder, 'older.db');
    const upToDate = join(folder, 'up-to-date.db');
    openMigrated(upToDate).close();
    openMigrated(upToDate).close();
    expect(listBackups(backupsFolder(folder))).toEqual([]);
    const database = openOfFirstVersion(file);
    migrateDatabase(database, 0);
    expect(triggersOf(database).length).toBeGreaterThan(10);
    database.close();
    const [made, ...more] = listBackups(backupsFolder(folder));
    expect(made).toMatchObject({ kind: 'migration', createdAt: 0, schema: { migrations: 1 } });
    expect(more).toEqual([]);
    const copy = openReadOnly(backupFile(backupsFolder(folder), made?.id ?? ''));
    expect(triggersOf(copy)).toEqual([]);
    copy.close();
  });

  test('a broken reference stops the start and leaves the schema as it was', () => {
    const file = join(folder, 'broken.db');
    const database = openOfFirstVersion(file);
    database.pragma('foreign_keys = OFF');
    database.exec("insert into balances values ('con_none', 'payer', 'BTC/8', 1)");
    expect(() => migrateDatabase(database, 1)).toThrow(/1 broken references/);
    expect(triggersOf(database)).toEqual([]);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1n);
    database.close();
  });

  test('a database of a newer version is refused', () => {
    const database = openInMemory();
    database.exec("insert into __drizzle_migrations (hash, created_at) values ('new', 1)");
    expect(() => migrateDatabase(database, 1)).toThrow(/another version/);
  });
});

/** A file as the first version left it: the first migration, and nothing since. */
function openOfFirstVersion(file: string): Database {
  const [first] = readMigrationFiles({
    migrationsFolder: join(import.meta.dirname, '..', '..', 'drizzle'),
  });
  const database = openDatabase({ file });
  database.exec('create table __drizzle_migrations '
    + '(id integer primary key, hash text not null, created_at numeric)');
  for (const statement of first?.sql ?? []) database.exec(statement);
  database.prepare('insert into __drizzle_migrations (hash, created_at) values (?, 1)')
    .run(first?.hash);
  return database;
}

test('what was committed is there after the files are taken as they lie', async () => {
  const file = join(folder, 'abrupt.db');
  const store = createStore({ database: openMigrated(file) });
  await store.commit(ground);
  await store.commit(newPayment());
  await store.commit(change([
    { write: 'update', noun: 'payments', row: payment({ version: 2, updatedAt: START_MS + 1 }),
      expectedVersion: 1 },
  ]));
  const copy = join(folder, 'abrupt-copy.db');
  cpSync(file, copy);
  cpSync(`${file}-wal`, `${copy}-wal`);
  const again = createStore({ database: openMigrated(copy) });
  expect((await again.read.payment('pay_1'))?.payment.version).toBe(2);
  expect((await again.read.auditHead())?.seq).toBe(3);
  again.close();
  store.close();
});

describe('the lock of a data folder', () => {
  test('keeps a second holder out until it is released', () => {
    const home = join(folder, 'home');
    const lock = lockFolder(home);
    expect(() => lockFolder(home)).toThrow(`(process ${process.pid})`);
    lock.release();
    lockFolder(home).release();
  });

  test('falls with the process that held it, killed in the middle', async () => {
    const home = join(folder, 'killed');
    const script = `const { lockFolder } = await import('${import.meta.dirname}/lock.ts');`
      + `lockFolder('${home}'); process.stdout.write('held'); setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script]);
    await once(holder.stdout, 'data');
    expect(() => lockFolder(home)).toThrow(`(process ${holder.pid})`);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    lockFolder(home).release();
  });
});

function triggersOf(database: ReturnType<typeof openInMemory>): readonly string[] {
  return database.prepare("select name from sqlite_schema where type = 'trigger'")
    .pluck().all().map(String);
}
