import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { expect, test } from 'vitest';
import { findProblems } from './integrity.ts';
import { migrateDatabase, openInMemory } from './migrate.ts';
import { openDatabase, type Database } from './open.ts';
import { change, ground, newPayment, operation, START_MS } from './sample-rows.ts';
import { createStore } from './store.ts';

/** The migrations that were there before the one that is tested. */
const BEFORE = 10;

function tables(database: Database): readonly string[] {
  return database.prepare("select name from sqlite_schema where type = 'table' "
    + "and name not like 'sqlite_%' and name not like 'search%' and name <> '__drizzle_migrations'")
    .pluck().all().map(String);
}

function columnsOf(database: Database, table: string): readonly string[] {
  return database.prepare(`select name from pragma_table_info('${table}')`).pluck().all()
    .map(String);
}

/** A store as it was before, with rows that today's code wrote, less what it did not know. */
async function olderStore(): Promise<{ readonly older: Database; readonly now: Database }> {
  const now = openInMemory();
  const store = createStore({ database: now });
  await store.commit(ground);
  await store.commit(newPayment({ id: 'pay_paid', jobId: null, status: 'released' }));
  await store.commit(newPayment({ id: 'pay_open', jobId: null }));
  await store.commit(change([{
    write: 'insert', noun: 'operations',
    row: operation({ paymentId: 'pay_paid', ordinal: 2, kind: 'release', state: 'cancelled' }),
  }]));
  const older = openDatabase({ file: ':memory:', check: false });
  older.pragma('foreign_keys = OFF');
  older.exec('create table __drizzle_migrations '
    + '(id integer primary key, hash text not null, created_at numeric)');
  const migrations = readMigrationFiles({
    migrationsFolder: join(import.meta.dirname, '..', '..', 'drizzle'),
  });
  for (const { sql, hash, folderMillis } of migrations.slice(0, BEFORE)) {
    for (const statement of sql) older.exec(statement);
    older.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)')
      .run(hash, folderMillis);
  }
  // What triggers fill (payees, waiting) comes by itself.
  const kept = ['marketplaces', 'connections', 'jobs', 'payments', 'operations', 'postings',
    'balances', 'events', 'work', 'attention', 'counters', 'audit'];
  for (const table of kept) {
    const columns = columnsOf(older, table);
    const put = older.prepare(`insert into ${table} (${columns.join(', ')}) `
      + `values (${columns.map(() => '?').join(', ')})`);
    const rows = now.prepare(`select ${columns.join(', ')} from ${table} order by rowid`).raw();
    for (const row of rows.all()) put.run(row);
  }
  older.pragma('foreign_keys = ON');
  return { older, now };
}

test('a store from before consents keeps every row, hash, index and guard', async () => {
  const { older: database, now } = await olderStore();
  const guards = () => database
    .prepare("select type || ' ' || name || ' on ' || tbl_name from sqlite_schema "
      + "where type in ('trigger', 'index') order by 1").pluck().all();
  const counts = () => tables(database).map((table) =>
    [table, database.prepare(`select count(*) from ${table}`).pluck().get()]);
  const [guarded, rows] = [guards(), counts()];
  migrateDatabase(database, START_MS);
  expect(guards()).toEqual(expect.arrayContaining(guarded));
  expect(counts()).toEqual(expect.arrayContaining(rows));
  // The sample rows carry no counters; nothing else may be wrong with them, before as after.
  expect(findProblems(database)).toEqual(findProblems(now));
  expect(() => database.exec("update payments set payee = 'x' where id = 'pay_paid'"))
    .toThrow('an ended payment never changes');
  expect(() => database.exec("delete from operations where state = 'cancelled'"))
    .toThrow('operations are never deleted');
});
