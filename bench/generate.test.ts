import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createListQueries } from '../src-main/db/lists.ts';
import { openReadOnly } from '../src-main/db/open.ts';
import { createReads } from '../src-main/db/reads.ts';
import { writePaymentsCsv } from '../src-main/engine/reports/payments-csv.ts';
import { generatedStore } from './generate.ts';

const folder = mkdtempSync(join(tmpdir(), 'paydesk-generate-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a generated store holds what it says and passes every check of a real one', async () => {
  const file = await generatedStore({ payments: 120, open: 12 }, () => undefined, folder);
  const database = openReadOnly(file);
  const lists = createListQueries(database, writePaymentsCsv);
  expect(lists.verifyIntegrity().problems).toEqual([]);
  expect(lists.verifyAudit()).toMatchObject({ ok: true, entries: 121 });
  const escrows = lists.escrows({ cursor: null, limit: 200 }).items;
  expect(escrows).toHaveLength(12);
  const read = createReads(database);
  const [first] = escrows;
  expect(await read.payment(first?.paymentId ?? '')).toMatchObject({
    payment: { status: 'escrowed' }, operations: [{ kind: 'hold', state: 'settled' }],
  });
  database.close();
});

test('a store of the same size is made once', async () => {
  const told: string[] = [];
  const size = { payments: 10, open: 1 };
  const first = await generatedStore(size, (line) => told.push(line), folder);
  const second = await generatedStore(size, (line) => told.push(line), folder);
  expect(second).toBe(first);
  expect(told).toHaveLength(1);
});
