import { ReadRefusedError } from '../engine/ports.ts';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { EVERY_PAYMENT } from '../engine/domain/payment-filter.ts';
import type { PaymentFilter } from '../engine/lists.ts';
import { openMigrated } from './migrate.ts';
import { createReader } from './reader.ts';
import { ground, newPayment } from './sample-rows.ts';
import { createStore } from './store.ts';

const folder = mkdtempSync(join(tmpdir(), 'paydesk-reader-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const filter: PaymentFilter = EVERY_PAYMENT;
const patient = { after: () => () => {} };

/** A clock that lets the deadline of a length pass when it is told to; answers whether one ran. */
function armed() {
  const deadlines = new Map<number, () => void>();
  return {
    clock: {
      after: (ms: number, act: () => void) => {
        deadlines.set(ms, act);
        return () => { deadlines.delete(ms); };
      },
    },
    fire: (ms: number): boolean => {
      const act = deadlines.get(ms);
      act?.();
      return act !== undefined;
    },
  };
}

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
      + "if (name !== 'jobs') parentPort.postMessage({ id, ok: true, value: name }); });"
      + 'parentPort.postMessage({ ready: true });');
    const { clock, fire } = armed();
    const reader = createReader({ file: 'none', clock, entry });
    const stuck = reader.jobs({ cursor: null, limit: 1, state: null, marketplaceId: null });
    const next = reader.batches({ cursor: null, limit: 1 });
    await expect.poll(() => fire(10_000)).toBe(true);
    await expect(stuck).rejects.toThrow(/took too long/);
    expect(await next).toBe('batches');
    await reader.close();
  });

  test('gives a worker that only starts its time, and replaces one that never does', async () => {
    const entry = join(folder, 'slow.mjs');
    const flag = join(folder, 'second');
    writeFileSync(entry, "import { parentPort } from 'node:worker_threads';"
      + `import { existsSync, writeFileSync } from 'node:fs';`
      + `if (existsSync(${JSON.stringify(flag)})) parentPort.postMessage({ ready: true });`
      + `writeFileSync(${JSON.stringify(flag)}, '');`
      + "parentPort.on('message', ({ id, name }) => {"
      + 'parentPort.postMessage({ id, ok: true, value: name }); });');
    const { clock, fire } = armed();
    const reader = createReader({ file: 'none', clock, entry });
    const first = reader.batches({ cursor: null, limit: 1 });
    const second = reader.batches({ cursor: null, limit: 1 });
    await expect.poll(() => existsSync(flag)).toBe(true);
    expect(fire(10_000)).toBe(false);
    expect(fire(60_000)).toBe(true);
    await expect(first).rejects.toThrow(/did not start/);
    expect(await second).toBe('batches');
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
