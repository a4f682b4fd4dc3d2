import { describe, expect, test } from 'vitest';
import type { Batch } from '../engine/domain/batch.ts';
import type { Job } from '../engine/domain/job.ts';
import { AITBC, BTC } from '../engine/domain/money.ts';
import type { Purchase } from '../engine/domain/purchase.ts';
import { openInMemory } from './migrate.ts';
import { createReads } from './reads.ts';
import {
  apiKey, attentionItem, change, connection, delivery, escrow, event, ground, marketplace,
  newPayment, operation, operator, payment, START_MS, work,
} from './sample-rows.ts';
import { createStore, type OpenStore } from './store.ts';

/** Its reads remember nothing that was written: what they answer has been through the columns. */
async function createGround(): Promise<OpenStore> {
  const database = openInMemory();
  const store = createStore({ database });
  await store.commit(ground);
  await store.commit(newPayment());
  return { ...store, read: createReads(database) };
}

const job: Job = {
  id: 'job_1', marketplaceId: 'mkt_1', state: 'queued', payload: '{"a":1}', ttlMs: 900_000,
  expiresAt: START_MS + 900_000, paymentId: 'pay_1', reason: '', createdAt: START_MS,
  updatedAt: START_MS, endedAt: null, version: 1,
};
const batch: Batch = {
  id: 'bat_1', marketplaceId: null, act: 'release', reason: 'Month end', state: 'running',
  requestedBy: 'opr_1', total: 2, createdAt: START_MS, updatedAt: START_MS,
  finishedAt: null, retryOf: null,
  version: 1,
};
const purchase: Purchase = {
  id: 'pur_1', marketplaceId: 'mkt_1', userId: 'user', paymentId: 'pay_1',
  exchangeConnectionId: 'con_1', status: 'held', rate: '100000', rateAsOf: START_MS,
  btc: { minor: 1n, asset: BTC }, aitbc: { minor: 100_000n, asset: AITBC },
  aitbcAddress: 'aitbc1x', createdAt: START_MS, updatedAt: START_MS, version: 1,
};

describe('what is written comes back', () => {
  test('as a payment with every column filled', async () => {
    const store = await createGround();
    const full = payment({
      id: 'pay_2', externalId: 'ref', connectionId: 'con_1', held: { minor: 900n, asset: BTC },
      released: { minor: 1n, asset: BTC }, refunded: { minor: 2n, asset: BTC },
      inMotion: { minor: 3n, asset: BTC }, payerAccount: 'a', payeeAccount: 'b',
      link: { kind: 'migrated-from', paymentId: 'pay_1' }, purchaseId: 'pur_1', abandonedAt: 1,
      escrowedAt: 2, releasedAt: 3, refundedAt: 4, expiresAt: 5, sellerId: 'slr_1', offerId: 'o',
    });
    const hold = operation({
      paymentId: 'pay_2', account: 'x', connectionId: 'con_1', reference: 'r', state: 'settled',
      evidence: { kind: 'transaction', reference: 'tx', word: 'w', raw: '{}' },
      failureCode: 'c', failureText: 't', tries: 2, deadAt: 6, missingReadings: 1,
      missingSince: 7, retryOf: 'op_0', batchId: 'bat_1', dispatchedAt: 8, deadlineAt: 9,
      endedAt: 10, delivered: { minor: 11n, asset: BTC },
      debited: { minor: 12n, asset: { code: 'USD', scale: 2 } },
    });
    const kept = escrow({
      paymentId: 'pay_2', warnedAt: 1, expiredAt: 3, decisionNeeded: 'Ask.', endedAt: 2,
    });
    await store.commit(change([
      { write: 'insert', noun: 'payments', row: full },
      { write: 'insert', noun: 'operations', row: hold },
      { write: 'insert', noun: 'escrows', row: kept },
    ]));
    const aggregate = { payment: full, operations: [hold], escrow: kept, consent: null };
    expect(await store.read.payment('pay_2')).toEqual(aggregate);
    expect(await store.read.paymentByExternalId('mkt_1', 'ref')).toEqual(aggregate);
    expect(await store.read.operation(hold.id)).toEqual(hold);
  });

  test('as every other noun', async () => {
    const store = await createGround();
    const row = { key: 'user:hour', count: 2, minor: 5n, version: 1 };
    const answered = await store.commit(change([
      { write: 'insert', noun: 'jobs', row: job },
      { write: 'insert', noun: 'batches', row: batch },
      { write: 'insert', noun: 'purchases', row: purchase },
      { write: 'insert', noun: 'operators', row: operator() },
      { write: 'insert', noun: 'deliveries', row: delivery() },
      { write: 'insert', noun: 'limits', row },
      { write: 'setting', key: 'theme', value: 'dark' },
      { write: 'setting', key: 'theme', value: 'light' },
    ]));
    expect(answered.ok).toBe(true);
    const { read } = store;
    expect(await read.job('job_1')).toEqual(job);
    expect(await read.batch('bat_1')).toEqual(batch);
    expect(await read.batchesIn('running')).toEqual([batch]);
    expect(await read.purchase('pur_1')).toEqual(purchase);
    expect(await read.purchaseOfPayment('pay_1')).toEqual(purchase);
    expect(await read.operators()).toEqual([operator()]);
    expect(await read.delivery('dlv_1')).toEqual(delivery());
    expect(await read.limit('user:hour')).toEqual(row);
    expect(await read.setting('theme')).toBe('light');
    expect(await read.marketplaces()).toEqual([marketplace()]);
    expect(await read.connections()).toEqual([connection()]);
    expect(await read.apiKeys()).toEqual([apiKey()]);
  });

  test('as the items of a batch and how many stand where', async () => {
    const store = await createGround();
    const item = {
      batchId: 'bat_1', position: 1, paymentId: 'pay_1', state: 'waiting', operationId: null,
      detail: '',
    } as const;
    await store.commit(change([
      { write: 'insert', noun: 'batches', row: batch }, { write: 'batch-item', row: item },
    ]));
    expect(await store.read.batchItems('bat_1', 'waiting', 9)).toEqual([item]);
    const move = { batchId: 'bat_1', paymentId: 'pay_1', operationId: 'op', detail: 'ok' };
    await store.commit(change([{ write: 'batch-item-moved', ...move, state: 'done' }]));
    expect(await store.read.batchItemCounts('bat_1')).toEqual({ done: 1 });
    await expect(store.commit(change([
      { write: 'batch-item-moved', ...move, paymentId: 'none', state: 'done' },
    ]))).rejects.toThrow(/no item/);
  });

  test('as an idempotent request and its answer', async () => {
    const store = await createGround();
    const record = {
      apiKeyId: 'key_1', route: 'POST /v1/jobs', key: 'k', fingerprint: 'f', subjectId: 'job_1',
      status: null, body: null, createdAt: START_MS,
    };
    await store.commit(change([{ write: 'idempotency', row: record }]));
    expect(await store.commit(change([{ write: 'idempotency', row: record }])))
      .toMatchObject({ ok: false, conflict: 'exists' });
    await store.commit({
      audit: null,
      writes: [{ write: 'idempotency-answered', ...record, status: 201, body: '{}' }],
    });
    expect(await store.read.idempotency('key_1', 'POST /v1/jobs', 'k'))
      .toEqual({ ...record, status: 201, body: '{}' });
  });

  test('as counters that add up', async () => {
    const store = await createGround();
    for (const minor of [5n, -2n]) {
      await store.commit(change([
        { write: 'counter', delta: { name: 'money:a', count: 1, minor } },
        { write: 'counter', delta: { name: 'status:b', count: -1, minor: 0n } },
      ]));
    }
    expect(await store.read.counters('money:')).toEqual([{ name: 'money:a', count: 2, minor: 3n }]);
  });

  test('as events in the order of their numbers', async () => {
    const store = await createGround();
    await store.commit(change([
      { write: 'event', row: event({ text: 'b' }) }, { write: 'event', row: event({ text: 'c' }) },
    ]));
    const after = await store.read.eventsAfter('mkt_1', 1, 10);
    expect(after.map(({ seq, text }) => [seq, text])).toEqual([[2, 'b'], [3, 'c']]);
    expect(await store.read.eventsOf('pay_1', 10)).toHaveLength(3);
    expect(await store.read.eventsAfter('mkt_2', 0, 10)).toEqual([]);
  });
});

test('attention keeps its age while open and starts over after', async () => {
  const store = await createGround();
  const open = (openedAt: number) => store.commit(change([
    { write: 'attention-opened', row: attentionItem({ openedAt, text: `at ${openedAt}` }) },
  ]));
  const { id } = attentionItem();
  await open(10);
  await store.commit(change([{ write: 'attention-claimed', id, by: 'opr_1' }]));
  await open(20);
  expect(await store.read.openAttention('pay_1')).toEqual([
    attentionItem({ openedAt: 10, text: 'at 20', claimedBy: 'opr_1' }),
  ]);
  await store.commit(change([{ write: 'attention-closed', id, at: 25 }]));
  expect(await store.read.openAttention('pay_1')).toEqual([]);
  await open(30);
  expect(await store.read.attention(id)).toMatchObject({ openedAt: 30, claimedBy: null });
});

describe('due work', () => {
  const at = (id: string, dueAt: number, more = {}) => ({
    write: 'work', row: work({ subjectId: id, dueAt, ...more }),
  }) as const;

  async function createQueue() {
    const store = await createGround();
    await store.commit(change([
      { write: 'insert', noun: 'connections', row: connection({ id: 'con_2', name: 'Second' }) },
      { write: 'work-done', id: 'dispatch:op_pay_1_1' },
      at('a', 30), at('b', 10, { connectionId: null }), at('c', 20, { connectionId: 'con_2' }),
      at('leased', 5, { leaseUntil: 100 }), at('over', 6, { leaseUntil: 15 }),
      at('dead', 1, { deadAt: 2 }), at('later', 500),
    ]));
    const due = async (nowMs: number, except: readonly string[] = [], limit = 10) =>
      (await store.read.dueWork({ nowMs, limit, except })).map(({ subjectId }) => subjectId);
    return { store, due };
  }

  test('comes in order of its time, without what is leased or dead', async () => {
    const { due } = await createQueue();
    expect(await due(30)).toEqual(['over', 'b', 'c', 'a']);
    expect(await due(30, [], 2)).toEqual(['over', 'b']);
    expect(await due(100)).toEqual(['leased', 'over', 'b', 'c', 'a']);
  });

  test('leaves out connections that are full, but not what has none', async () => {
    const { due } = await createQueue();
    expect(await due(30, ['con_1'])).toEqual(['b', 'c']);
    expect(await due(30, ['con_1', 'con_2'])).toEqual(['b']);
  });

  test('falls due next when a lease ends or a time comes', async () => {
    const { store, due } = await createQueue();
    await due(30);
    expect(await store.read.nextDueAt([])).toBe(100);
    expect(await store.read.nextDueAt(['con_1'])).toBeNull();
    await due(200);
    expect(await store.read.nextDueAt([])).toBe(500);
    await due(200, [], 1);
    expect(await store.read.nextDueAt([])).toBe(10);
  });

  test('that is dead waits for a person', async () => {
    const { store } = await createQueue();
    const dead = await store.read.deadWork(null, 9);
    expect(dead.map(({ subjectId }) => subjectId)).toEqual(['dead']);
    expect(await store.read.deadWork('deliver', 9)).toEqual([]);
  });

  test('lists operations that a crash left dispatching', async () => {
    const { store } = await createQueue();
    expect(await store.read.dispatchingOperations(9)).toEqual([]);
    const row = operation({ state: 'dispatching', version: 2 });
    await store.commit(change([{ write: 'update', noun: 'operations', expectedVersion: 1, row }]));
    expect(await store.read.dispatchingOperations(9)).toEqual([row]);
  });
});
