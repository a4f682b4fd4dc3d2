import { describe, expect, test } from 'vitest';
import { paymentCounters } from '../engine/domain/counters.ts';
import type { Write } from '../engine/ports.ts';
import { createInProcessLists } from './lists.ts';
import { openInMemory } from './migrate.ts';
import {
  attentionItem, change, ground, newPayment, operation, payment, START_MS,
} from './sample-rows.ts';
import { createStore } from './store.ts';

function noFile(): never {
  throw new Error('Nothing is exported here.');
}

describe('the integrity check', () => {
  async function createCounted() {
    const database = openInMemory();
    const store = createStore({ database });
    await store.commit(ground);
    const aggregate = {
      payment: payment(), operations: [operation()], escrow: null, consent: null,
    };
    const counters = paymentCounters(null, aggregate, START_MS);
    await store.commit({
      ...newPayment(),
      writes: [
        ...newPayment().writes,
        ...counters.map((delta): Write => ({ write: 'counter', delta })),
      ],
    });
    await store.commit(change([
      { write: 'attention-opened', row: attentionItem() },
    ]));
    return { lists: createInProcessLists(database, noFile), database };
  }

  test('finds nothing where counters, balances and rows agree', async () => {
    const { lists } = await createCounted();
    expect(await lists.verifyIntegrity()).toEqual({ problems: [] });
    expect(await lists.verifyAudit()).toMatchObject({ ok: true, entries: 3, brokenSeq: null });
  });

  test.each([
    ['update counters set count = count + 1', /counter status:/],
    ["update payments set payee = 'x'", /pay_1 of payments/],
    ["update operations set reason = 'x'", /op_pay_1_1 of operations/],
    ['update work set due_at = 1', /of work/],
    ["insert into balances values ('con_1', 'payer', 'BTC/8', 5)", /balance payer of con_1/],
    ['update waiting set items = 2', /listed with 2 open items and has 1/],
  ])('tells of: %s', async (sql, problem) => {
    const { lists, database } = await createCounted();
    database.exec(sql);
    const { problems } = await lists.verifyIntegrity();
    expect(problems.join('\n')).toMatch(problem);
  });
});
