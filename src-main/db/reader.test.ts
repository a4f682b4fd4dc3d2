import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { EVERY_PAYMENT } from '../engine/domain/payment-filter.ts';
import type { PaymentFilter } from '../engine/lists.ts';
import { ReadRefusedError } from './errors.ts';
import { openMigrated } from './migrate.ts';
import { createReader } from './reader.ts';
import { ground, newPayment } from './sample-rows.ts';
import { createStore } from './store.ts';

const folder = mkdtempSync(join(tmpdir(), 'paydesk-reader-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const filter: PaymentFilter = EVERY_PAYMENT;
const patient = { after: () => () => {} };

describe('the reader', () => {
  test('lists what was committed and writes exports, from its own thread', async () => {
    const file = join(folder, 'store.db');
    const store = createStore({ database: openMigrated(file) });
    await store.commit(ground);
    const reader = createReader({ file, clock: patient });
    await store.commit(newPayment());
    const page = await reader.payments({ filter, cursor: null, limit: 5 });
    expect(page.items.map(({ payment }) => payment.amount.minor)).toEqual([1_000n]);
    const path = join(folder, 'payments.csv');
    const written = await reader.exportPayments({ filter, path, title: 'All payments' });
    expect(written.rows).toBe(1);
    expect(readFileSync(path, 'utf8')).toContain('pay_1');
    await store.commit(newPayment({ id: 'pay_2' }));
    expect((await reader.payments({ filter, cursor: null, limit: 5 })).items).toHaveLength(2);
    expect(await reader.verifyAudit()).toMatchObject({ ok: true, entries: 3 });
    await expect(reader.payments({ filter, cursor: 'x', limit: 5 }))
      .rejects.toThrow(ReadRefusedError);
    await reader.close();
    await expect(reader.payments({ filter, cursor: null, limit: 5 })).rejects.toThrow(/closed/);
    store.close();
  });

  test('gives up a question at its deadline and answers the next with a new worker', async () => {
    const entry = join(folder, 'stuck.mjs');
    writeFileSync(entry, "import { parentPort } from 'node:worker_threads';"
      + "parentPort.on('message', ({ id, name }) => {"
      + "if (name !== 'jobs') parentPort.postMessage({ id, ok: true, value: name }); });");
    const deadlines: (() => void)[] = [];
    const clock = {
      after: (_ms: number, act: () => void) => {
        deadlines.push(act);
        return () => {};
      },
    };
    const reader = createReader({ file: 'none', clock, entry });
    const stuck = reader.jobs({ cursor: null, limit: 1, state: null, marketplaceId: null });
    const next = reader.batches({ cursor: null, limit: 1 });
    deadlines[0]?.();
    await expect(stuck).rejects.toThrow(/took too long/);
    expect(await next).toBe('batches');
    await reader.close();
  });

  test('refuses more questions than may wait', async () => {
    const entry = join(folder, 'silent.mjs');
    writeFileSync(entry, "import { parentPort } from 'node:worker_threads';"
      + "parentPort.on('message', () => {});");
    const reader = createReader({ file: 'none', clock: patient, entry });
    const asked = Array.from({ length: 258 }, () => reader.batches({ cursor: null, limit: 1 }));
    await expect(asked.at(-1)).rejects.toThrow(/Too many lists/);
    const rest = Promise.allSettled(asked.slice(0, -1));
    await reader.close();
    expect((await rest).every(({ status }) => status === 'rejected')).toBe(true);
  });
});
