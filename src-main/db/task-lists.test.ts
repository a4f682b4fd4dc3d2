import { describe, expect, test } from 'vitest';
import { EURC, USDC } from '../engine/domain/money.ts';
import type { Payment } from '../engine/domain/payment.ts';
import type { InboxMessage } from '../engine/domain/records.ts';
import type { Write } from '../engine/ports.ts';
import { openInMemory } from './migrate.ts';
import type { Database } from './open.ts';
import { change, ground, inboxMessage, marketplace, payment, START_MS } from './sample-rows.ts';
import { createStore } from './store.ts';
import { createTaskLists, TASK_SQL } from './task-lists.ts';

async function createLists(writes: readonly Write[]) {
  const database = openInMemory();
  const store = createStore({ database });
  await store.commit(ground);
  await store.commit(change([
    { write: 'insert', noun: 'marketplaces', row: marketplace({ id: 'mkt_2', name: 'Other' }) },
    ...writes,
  ]));
  return { database, lists: createTaskLists(database) };
}

function message(index: number, given: Partial<InboxMessage> = {}): Write {
  return { write: 'insert', noun: 'inbox', row: inboxMessage({
    id: `ibx_${index}`, messageId: `msg_${index}`, kind: 'task', marketplaceId: 'mkt_1',
    receivedAt: START_MS + Math.floor(index / 2), state: 'refused', code: 'wallet_not_found',
    detail: 'No wallet.', processedAt: START_MS, ...given,
  }) };
}

const refusedTasks: readonly Write[] = [
  ...Array.from({ length: 5 }, (_one, index) => message(index)),
  message(5, { kind: 'job' }), message(6, { marketplaceId: 'mkt_2' }),
  message(7, { state: 'processed', code: null }),
  message(8, { state: 'waiting', code: null, processedAt: null }),
];

describe('the refused tasks of a marketplace', () => {
  test('are its own, refused and tasks, newest first', async () => {
    const { lists } = await createLists(refusedTasks);
    const ask = (limit: number, offset: number) =>
      lists.refusedTasks({ marketplaceId: 'mkt_1', limit, offset });
    const { items, total } = ask(3, 0);
    expect([items.map(({ id }) => id), total]).toEqual([['ibx_4', 'ibx_3', 'ibx_2'], 5]);
    expect(ask(3, 3).items.map(({ id }) => id)).toEqual(['ibx_1', 'ibx_0']);
    expect(items[0]).toEqual({
      id: 'ibx_4', receivedAt: START_MS + 2, jobId: null, detail: 'No wallet.', body: '{}',
      bodyEncoding: 'utf-8', version: 1,
    });
    expect(lists.refusedTasks({ marketplaceId: 'mkt_3', limit: 9, offset: 0 }))
      .toEqual({ items: [], total: 0 });
  });

  test('are bounded, whatever is asked for', async () => {
    const { lists } = await createLists(refusedTasks);
    expect(lists.refusedTasks({ marketplaceId: 'mkt_1', limit: -1, offset: -7 }).items)
      .toHaveLength(1);
    expect(lists.refusedTasks({ marketplaceId: 'mkt_1', limit: 1e9, offset: 1e9 }).items)
      .toEqual([]);
  });
});

function paid(index: number, given: Partial<Payment> = {}): Write {
  const amount = given.amount ?? { minor: 40_000_000n, asset: USDC };
  const none = { minor: 0n, asset: amount.asset };
  const status = given.status ?? 'released';
  const isPaid = status === 'released';
  return { write: 'insert', noun: 'payments', row: payment({
    id: `pay_${index}`, rail: 'usdc', payee: 'Maya (worker-1)', walletId: 'pwl_1', amount,
    held: none, released: isPaid ? amount : none, refunded: none, inMotion: none, status,
    fee: { minor: 100n, asset: amount.asset }, createdAt: START_MS + Math.floor(index / 2),
    releasedAt: isPaid ? START_MS + Math.floor(index / 2) + 2_000 + index : null, ...given,
  }) };
}

const whose = { marketplaceId: 'mkt_1', walletId: 'pwl_1' };
const payments: readonly Write[] = [
  paid(0), paid(1, { fee: null }), paid(2, { status: 'failed' }), paid(3, { status: 'unclear' }),
  paid(4, { amount: { minor: 7n, asset: EURC } }),
  // Others that are called the same.
  paid(5, { walletId: 'pwl_2' }), paid(6, { marketplaceId: 'mkt_2' }), paid(7, { walletId: null }),
];

describe('the payments of a wallet', () => {
  test('are its own, newest first', async () => {
    const { lists } = await createLists(payments);
    expect(lists.walletPayments({ ...whose, limit: 3, offset: 0 }))
      .toEqual(['pay_4', 'pay_3', 'pay_2']);
    expect(lists.walletPayments({ ...whose, limit: 3, offset: 3 })).toEqual(['pay_1', 'pay_0']);
  });

  test('are summed by asset and status, exactly', async () => {
    const { lists } = await createLists(payments);
    const sum = (status: string, count: number, minor: bigint, fees: bigint, paidMs: number) => ({
      status, count, amount: { minor, asset: USDC }, fees: { minor: fees, asset: USDC }, paidMs,
    });
    expect(lists.walletSums(whose)).toEqual([
      {
        status: 'released', count: 1, amount: { minor: 7n, asset: EURC },
        fees: { minor: 100n, asset: EURC }, paidMs: 2_004,
      },
      sum('failed', 1, 40_000_000n, 100n, 0), sum('released', 2, 80_000_000n, 100n, 4_001),
      sum('unclear', 1, 40_000_000n, 100n, 0),
    ]);
  });
});

describe('every list of tasks', () => {
  function planOf(database: Database, name: keyof typeof TASK_SQL): string {
    const sql = TASK_SQL[name].replaceAll('?', '+?');
    const bound = [...TASK_SQL[name].matchAll(/\?/g)].map(() => 1);
    return database.prepare(`explain query plan ${sql}`).all(bound)
      .map((row) => String(Reflect.get(Object(row), 'detail'))).join('\n');
  }

  test.each([
    ['refused', 'inbox_tasks (marketplace_id=? AND state=?)'],
    ['refusedCount', 'COVERING INDEX inbox_tasks (marketplace_id=? AND state=?)'],
    ['ofWallet', 'payments_by_wallet (wallet_id=?)'],
  ] as const)('reads its index in order: %s', async (name, index) => {
    const { database } = await createLists([]);
    const plan = planOf(database, name);
    expect(plan).toContain(index);
    expect(plan).not.toMatch(/TEMP B-TREE/);
  });

  test('sorts nothing but the handful of sums', async () => {
    const { database } = await createLists([]);
    const plan = planOf(database, 'sums');
    expect(plan).toContain('payments_by_wallet (wallet_id=?)');
    expect(plan.match(/TEMP B-TREE/g)).toHaveLength(1);
  });
});
