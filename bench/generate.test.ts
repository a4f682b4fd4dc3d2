import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createListQueries, type ListQueries } from '../src-main/db/lists.ts';
import { openReadOnly, type Database } from '../src-main/db/open.ts';
import { paymentStatuses } from '../src-main/engine/domain/payment.ts';
import { writePaymentsCsv } from '../src-main/engine/reports/payments-csv.ts';
import { generatedStore } from './generate.ts';
import { fillStore } from './generator/fill.ts';
import { seedFile } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'paydesk-generate-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const NOW = 1_795_000_000_000;

async function filled(
  name: string, { seed, open }: { readonly seed: number; readonly open: number },
): Promise<{ readonly database: Database; readonly lists: ListQueries }> {
  const file = join(folder, name);
  await seedFile(file, { providerUrl: 'http://127.0.0.1:9' });
  await fillStore(file, { payments: 600, open, seed, nowMs: NOW, tell: () => undefined });
  const database = openReadOnly(file);
  return { database, lists: createListQueries(database, writePaymentsCsv) };
}

test('a generated store passes every check of a real one and of its schema', async () => {
  const { database, lists } = await filled('whole.db', { seed: 7, open: 200 });
  expect(lists.verifyIntegrity().problems).toEqual([]);
  // Two entries of the directory, one per payment, one per batch.
  expect(lists.verifyAudit()).toMatchObject({ ok: true, entries: 603 });
  expect(database.pragma('foreign_key_check')).toEqual([]);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
  database.close();
});

test('a generated store has the indexes and guards of a fresh one', async () => {
  const { database } = await filled('schema.db', { seed: 7, open: 0 });
  await seedFile(join(folder, 'fresh.db'), { providerUrl: 'http://127.0.0.1:9' });
  const fresh = openReadOnly(join(folder, 'fresh.db'));
  const schema = 'select type, name, sql from sqlite_schema order by name';
  expect(database.prepare(schema).all()).toEqual(fresh.prepare(schema).all());
  database.close();
  fresh.close();
});

test('every status and every kind of record is there', async () => {
  const { database } = await filled('kinds.db', { seed: 7, open: 300 });
  const statuses = database.prepare('select distinct status from payments').pluck().all();
  expect(statuses.map(String).toSorted()).toEqual(paymentStatuses.toSorted());
  for (const table of ['jobs', 'escrows', 'attempts', 'deliveries', 'inbox', 'batch_items',
    'attention', 'work', 'notices', 'payee_accounts']) {
    const count = database.prepare(`select count(*) from ${table}`).pluck().get();
    expect([table, count === 0n]).toEqual([table, false]);
  }
  const open = database.prepare('select sum(open) from payees').pluck().get();
  expect(open).toBe(300n);
  database.close();
});

test('the same seed gives the same store, another seed another one', async () => {
  const heads: unknown[] = [];
  for (const [name, seed] of [['one.db', 7], ['two.db', 7], ['three.db', 8]] as const) {
    const { database, lists } = await filled(name, { seed, open: 60 });
    const words = database.prepare("select count(*) from search where search match '\"ana\"'");
    heads.push(`${lists.verifyAudit().headHash} ${String(words.pluck().get())}`);
    database.close();
  }
  expect(heads[1]).toBe(heads[0]);
  expect(heads[2]).not.toBe(heads[0]);
});

test('a store of the same size is made once', async () => {
  const told: string[] = [];
  const size = { payments: 10, open: 1 };
  const first = await generatedStore(size, (line) => told.push(line), folder);
  const second = await generatedStore(size, (line) => told.push(line), folder);
  expect(second).toBe(first);
  expect(told.filter((line) => line.startsWith('10 payments'))).toHaveLength(1);
});
