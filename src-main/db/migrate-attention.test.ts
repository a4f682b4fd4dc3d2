import { readMigrationFiles } from 'drizzle-orm/migrator';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrateDatabase, openInMemory } from './migrate.ts';
import { openDatabase, type Database } from './open.ts';
import { attentionItem, change, ground, newPayment, START_MS } from './sample-rows.ts';
import { createStore } from './store.ts';

/** The migrations that were there before the one that is tested. */
const BEFORE = 4;
const copied = ['marketplaces', 'connections', 'payments', 'operations', 'attention', 'counters'];

function columnsOf(database: Database, table: string): readonly string[] {
  return database.prepare(`select name from pragma_table_info('${table}')`).pluck().all()
    .map(String);
}

/** A store as it was before, with rows that today's code wrote, less what it did not know. */
async function olderStore(): Promise<Database> {
  const now = openInMemory();
  const store = createStore({ database: now });
  await store.commit(ground);
  const ended = { jobId: null, createdAt: START_MS };
  for (const payment of [
    { ...ended, id: 'pay_paid', status: 'released', updatedAt: START_MS + 25_000 },
    { ...ended, id: 'pay_slow', status: 'released', updatedAt: START_MS + 9_000_000_000 },
    { ...ended, id: 'pay_back', status: 'refunded', updatedAt: START_MS + 1 },
    { id: 'pay_soon', jobId: null },
  ] as const) await store.commit(newPayment(payment));
  const unclear = { state: 'unclear', dispatchedAt: START_MS, dueAt: START_MS + 5_000 } as const;
  await store.commit(newPayment({ id: 'pay_asked', jobId: null }, unclear));
  await store.commit(newPayment({ id: 'pay_dead', jobId: null }, { ...unclear, deadAt: START_MS }));
  await store.commit(change([
    ...['pay_asked', 'pay_dead'].map((subjectId) => ({
      write: 'attention-opened',
      row: attentionItem({ id: subjectId, subjectId, reason: 'outcome-unclear', deadlineAt: null }),
    } as const)),
    {
      write: 'attention-opened',
      row: attentionItem({
        id: 'pay_soon', subjectId: 'pay_soon', reason: 'expiring-soon', deadlineAt: 900,
      }),
    },
    { write: 'counter', delta: { name: 'attention:outcome-unclear', count: 2, minor: 0n } },
  ]));
  const older = openDatabase({ file: ':memory:', check: false });
  older.pragma('foreign_keys = OFF');
  const migrations = readMigrationFiles({
    migrationsFolder: join(import.meta.dirname, '..', '..', 'drizzle'),
  });
  older.exec('create table __drizzle_migrations '
    + '(id integer primary key, hash text not null, created_at numeric)');
  for (const { sql, hash, folderMillis } of migrations.slice(0, BEFORE)) {
    for (const statement of sql) older.exec(statement);
    older.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)')
      .run(hash, folderMillis);
  }
  for (const table of copied) {
    const columns = columnsOf(older, table);
    const put = older.prepare(`insert into ${table} (${columns.join(', ')}) `
      + `values (${columns.map(() => '?').join(', ')})`);
    const rows = now.prepare(`select ${columns.join(', ')} from ${table} order by rowid`).raw();
    for (const row of rows.all()) put.run(row);
  }
  older.pragma('foreign_keys = ON');
  return older;
}

describe('a store from before attention had an order', () => {
  test('has every item in its place afterwards, and every day its ends', async () => {
    const database = await olderStore();
    migrateDatabase(database, START_MS);
    expect(database.prepare('select id, stage, due_at from attention order by due_at, id')
      .raw().all()).toEqual([
      ['pay_soon', 'now', 900n],
      ['pay_asked', 'waiting', 8_640_000_000_000_000n],
      ['pay_dead', 'now', 8_640_000_000_000_000n],
    ]);
    const counts = database
      .prepare("select name, count, minor from counters where name glob 'day:*:ended-*' "
        + "or name glob 'day:*:paid-*' or name glob '*:outcome-unclear' order by name");
    const scope = (day: string) => `day:${day}:bitcoin:BTC/8`;
    expect(counts.raw().all()).toEqual([
      ['attention:outcome-unclear', 1n, 0n], ['awaiting:outcome-unclear', 1n, 0n],
      [`${scope('2026-11-18')}:ended-refunded`, 1n, 1_000n],
      [`${scope('2026-11-18')}:ended-released`, 1n, 1_000n],
      [`${scope('2026-11-18')}:paid-within-30`, 1n, 0n],
      [`${scope('2027-03-02')}:ended-released`, 1n, 1_000n],
      [`${scope('2027-03-02')}:paid-over`, 1n, 0n],
    ]);
  });
});
