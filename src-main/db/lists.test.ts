import { ReadRefusedError } from '../engine/ports.ts';
import { describe, expect, test } from 'vitest';
import { AITBC, assetRef, BTC } from '../engine/domain/money.ts';
import { isTerminal, type Payment } from '../engine/domain/payment.ts';
import {
  EVERY_PAYMENT, filterConflict, leadOf,
} from '../engine/domain/payment-filter.ts';
import type {
  DeliveryFilter, Lists, Page, PageQuery, PaymentFilter, PaymentRow,
} from '../engine/lists.ts';
import type { Write } from '../engine/ports.ts';
import { createInProcessLists } from './lists.ts';
import { openInMemory } from './migrate.ts';
import type { Database } from './open.ts';
import { pageSql } from './paging.ts';
import { PAYMENT_LINE, paymentWalk } from './payment-list.ts';
import {
  attentionItem, change, connection, delivery, escrow, ground, marketplace, newPayment,
  START_MS, work,
} from './sample-rows.ts';
import { createStore, type OpenStore } from './store.ts';

type Setup = { readonly store: OpenStore; readonly lists: Lists; readonly database: Database };

const all: PaymentFilter = EVERY_PAYMENT;

async function createLists(): Promise<Setup> {
  const database = openInMemory();
  const store = createStore({ database });
  await store.commit(ground);
  await store.commit(change([
    { write: 'insert', noun: 'marketplaces', row: marketplace({ id: 'mkt_2', name: 'Other' }) },
    {
      write: 'insert', noun: 'connections',
      row: connection({ id: 'con_2', name: 'Exchange', rail: 'aitbc' }),
    },
  ]));
  const lists = createInProcessLists(database, ({ rows }) => {
    let count = 0;
    for (const chunk of rows) count += chunk.length;
    return { rows: count, sha256: 'none' };
  });
  return { store, lists, database };
}

/** Thirty payments over both marketplaces, rails and several states, two of each instant. */
async function createPayments(): Promise<Setup> {
  const setup = await createLists();
  const statuses = ['requested', 'escrowed', 'unclear', 'released'] as const;
  for (let index = 0; index < 30; index += 1) {
    const aitbc = index % 3 === 0;
    await setup.store.commit(newPayment({
      id: `pay_${index}`, createdAt: START_MS + Math.floor(index / 2),
      marketplaceId: index % 2 === 0 ? 'mkt_1' : 'mkt_2', rail: aitbc ? 'aitbc' : 'bitcoin',
      connectionId: aitbc ? 'con_2' : 'con_1',
      status: statuses[index % statuses.length] ?? 'requested',
      amount: { minor: 10n + BigInt(index % 5), asset: aitbc ? AITBC : BTC },
      payee: index % 4 === 1 ? 'Eve' : 'worker-1', updatedAt: START_MS + (index * 7) % 30,
      expiresAt: index % 4 === 1 ? START_MS + 500 - (index * 11) % 30 : null,
    }));
  }
  for (const subjectId of ['pay_2', 'pay_6', 'pay_10']) {
    await setup.store.commit(change([
      { write: 'attention-opened', row: attentionItem({ subjectId }) },
      { write: 'attention-opened', row: attentionItem({ subjectId, reason: 'dead-letter' }) },
    ]));
  }
  await setup.store.commit(change([
    { write: 'attention-closed', id: 'payment:pay_10:outcome-unclear', at: START_MS },
    { write: 'attention-closed', id: 'payment:pay_10:dead-letter', at: START_MS },
  ]));
  return setup;
}

async function walk<T>(page: (query: PageQuery) => Promise<Page<T>>, limit = 4): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const found: Page<T> = await page({ cursor, limit });
    expect(found.items.length).toBeLessThanOrEqual(limit);
    items.push(...found.items);
    cursor = found.next;
  } while (cursor !== null);
  return items;
}

/** Every combination of filters that a screen can set, two values each, in every order. */
function combinations(): readonly PaymentFilter[] {
  const choices = {
    statuses: [[], ['unclear', 'escrowed']], rails: [[], ['bitcoin']],
    marketplaceId: [null, 'mkt_1'], connectionId: [null, 'con_1'], payee: [null, 'Eve'],
    needsAttention: [false, true], createdFromMs: [null, START_MS + 3],
    updatedToMs: [null, START_MS + 20], expiresByMs: [null, START_MS + 490],
    amount: [null, { asset: assetRef(BTC), fromMinor: 11n, toMinor: null }],
    search: ['', 'pay'], sort: ['created', 'updated', 'expires', 'amount'],
  } as const;
  let filters: PaymentFilter[] = [all];
  for (const [name, values] of Object.entries(choices)) {
    filters = filters.flatMap((filter) => values.map((value) => ({ ...filter, [name]: value })));
  }
  return filters;
}

/** The combinations that an index answers; all others are refused. */
const answered = (): readonly PaymentFilter[] =>
  combinations().filter((filter) => filterConflict(filter) === null);

/** What a filter means, said once more without any index. */
function lets(filter: PaymentFilter, payment: Payment, attention: boolean): boolean {
  const { amount } = filter;
  return (filter.statuses.length === 0 || filter.statuses.includes(payment.status))
    && (filter.rails.length === 0 || filter.rails.includes(payment.rail))
    && (filter.marketplaceId === null || payment.marketplaceId === filter.marketplaceId)
    && (filter.connectionId === null || payment.connectionId === filter.connectionId)
    && (filter.payee === null || payment.payee === filter.payee)
    && (!filter.needsAttention || attention)
    && (filter.createdFromMs === null || payment.createdAt >= filter.createdFromMs)
    && (filter.updatedToMs === null || payment.updatedAt <= filter.updatedToMs)
    && (amount === null || (assetRef(payment.amount.asset) === amount.asset
      && payment.amount.minor >= (amount.fromMinor ?? 0n)))
    && (leadOf(filter) !== 'expires' || runsOut(payment))
    && (filter.expiresByMs === null
      || (runsOut(payment) && (payment.expiresAt ?? 0) <= filter.expiresByMs));
}

function runsOut({ status, expiresAt }: Payment): boolean {
  return expiresAt !== null && !isTerminal(status) && status !== 'requested'
    && status !== 'holding';
}

/** The order in which a list stands, newest of a tie first. */
function inOrder(filter: PaymentFilter, rows: readonly PaymentRow[]): readonly PaymentRow[] {
  const place = ({ payment }: PaymentRow): bigint => {
    switch (leadOf(filter)) {
      case 'updated': return -BigInt(payment.updatedAt);
      case 'amount': return -payment.amount.minor;
      case 'expires': return BigInt(payment.expiresAt ?? 0);
      default: return -BigInt(payment.createdAt);
    }
  };
  const isOldestFirst = leadOf(filter) === 'expires';
  return rows.map((row, index) => ({ row, at: place(row), index }))
    .toSorted((a, b) => a.at === b.at
      ? (isOldestFirst ? b.index - a.index : a.index - b.index) : a.at < b.at ? -1 : 1)
    .map(({ row }) => row);
}

describe('the list of payments', () => {
  test('under every combination of filters is complete and newest first', async () => {
    const { lists } = await createPayments();
    const every = await walk((query) => lists.payments({ ...query, filter: all }));
    expect(every.map(({ payment: { id } }) => id))
      .toEqual(Array.from({ length: 30 }, (_, index) => `pay_${29 - index}`));
    const filters = answered();
    expect(filters.length).toBeGreaterThan(1_000);
    for (const [index, filter] of filters.entries()) {
      // A long page is enough to see what is in it; every ninth is paged through as well.
      const limit = index % 9 === 0 ? 4 : 50;
      const found = await walk((query) => lists.payments({ ...query, filter }), limit);
      const expected = inOrder(filter, every.filter(({ payment, attention }) =>
        lets(filter, payment, attention)));
      expect(found.map(({ payment }) => payment.id), JSON.stringify(filter, bigintsAsText))
        .toEqual(expected.map(({ payment }) => payment.id));
    }
  });

  test('refuses what no index answers, with the reason', async () => {
    const { lists } = await createPayments();
    const marketplaceId = 'mkt_1';
    const amount = { asset: assetRef(BTC), fromMinor: 1n, toMinor: null };
    const refused: readonly [PaymentFilter, string][] = [
      [{ ...all, sort: 'amount', amount, marketplaceId }, 'few-filters'],
      [{ ...all, sort: 'updated', createdFromMs: 1 }, 'few-filters'],
      [{ ...all, amount }, 'amount-order'],
      [{ ...all, sort: 'amount' }, 'amount-asset'],
      [{ ...all, updatedFromMs: 1 }, 'updated-order'],
      [{ ...all, expiresByMs: 1 }, 'expiry-order'],
      [{ ...all, search: 'ana', sort: 'updated' }, 'newest-first'],
    ];
    for (const [filter, reason] of refused) {
      expect(filterConflict(filter)).toBe(reason);
      await expect(lists.payments({ filter, cursor: null, limit: 1 }))
        .rejects.toThrow(ReadRefusedError);
    }
  });

  test('counts what a filter lets through', async () => {
    const { lists } = await createPayments();
    expect(await lists.paymentCount(all)).toBe(30);
    expect(await lists.paymentCount({ ...all, statuses: ['unclear', 'released'] })).toBe(14);
    expect(await lists.paymentCount({ ...all, search: '*' })).toBe(0);
  });

  test('never scans payments and never sorts, on any page of any combination', async () => {
    const { database } = await createPayments();
    for (const filter of answered()) {
      for (const cursor of [null, cursorFor(filter)]) {
        const plan = planOf(database, filter, cursor);
        const about = `${JSON.stringify(filter, bigintsAsText)}\n${plan}`;
        expect(plan, about).not.toMatch(/TEMP B-TREE/);
        expect(plan, about).not.toMatch(/SCAN payments(?! USING INDEX)/);
        expect(plan, about).not.toMatch(/AUTOMATIC/);
      }
    }
    expect(planOf(database, { ...all, statuses: ['unclear'] }, null))
      .toContain('SEARCH payments USING INDEX payments_by_status (status=?');
    expect(planOf(database, { ...all, needsAttention: true }, null))
      .toContain('SEARCH payments USING INTEGER PRIMARY KEY');
  });

  test('stays whole while payments are added between its pages', async () => {
    const { store, lists } = await createPayments();
    const first = await lists.payments({ filter: all, cursor: null, limit: 10 });
    await store.commit(newPayment({ id: 'pay_new', createdAt: START_MS + 999 }));
    const rest = await walk((query) => lists.payments({
      ...query, filter: all, cursor: query.cursor ?? first.next,
    }));
    const ids = [...first.items, ...rest].map(({ payment: { id } }) => id);
    expect(ids).toHaveLength(30);
    expect(new Set(ids).size).toBe(30);
  });

  test('says what happens next if nobody acts', async () => {
    const { store, lists } = await createLists();
    await store.commit(newPayment());
    await store.commit(change([
      { write: 'work', row: work({ dueAt: 50 }) },
      { write: 'work', row: work({ kind: 'escrow-expiry', subjectId: 'pay_1', dueAt: 40 }) },
      { write: 'work', row: work({ kind: 'job-expiry', subjectId: 'j', dueAt: 1, deadAt: 2 }) },
    ]));
    const page = await lists.payments({ filter: all, cursor: null, limit: 1 });
    expect(page.items[0]?.next).toEqual({ kind: 'escrow-expiry', at: 40 });
  });

  test.each(['x', 'W10', Buffer.from('[1,2]').toString('base64url')])(
    'refuses the cursor %s', async (cursor) => {
      const { lists } = await createLists();
      await expect(lists.payments({ filter: all, cursor, limit: 1 }))
        .rejects.toThrow(ReadRefusedError);
    },
  );
});

describe('search', () => {
  const address = 'bcrt1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq';
  const hash = 'f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16';
  const id = 'pay_01KBQ5ZJ8V3N6M7P2R4T9XWYCD';

  async function createSearch(): Promise<(typed: string) => Promise<readonly string[]>> {
    const { store, lists } = await createLists();
    await store.commit(newPayment({ id, jobId: null }));
    await store.commit(newPayment({ id: 'pay_2', jobId: null }));
    await store.commit(change([{
      write: 'search', paymentId: id,
      text: `${id} job:2026-11-21:a ${address} ${hash} José Ana-María O'Neil`,
    }]));
    return async (search) => {
      const page = await lists.payments({ filter: { ...all, search }, cursor: null, limit: 9 });
      return page.items.map(({ payment: { id: found } }) => found);
    };
  }

  test.each([
    id, id.toLowerCase(), id.slice(0, 12), id.slice(4), '01KBQ5', address, address.toUpperCase(),
    address.slice(0, 9), hash, hash.slice(0, 7), 'jose', 'JOSÉ', 'Ana-María', 'ana', 'maria',
    'neil', `jose ${hash.slice(0, 10)}`, 'job:2026-11-21:a', 'job:2026', '2026', ` ${address}, `,
  ])('finds a payment by %s', async (typed) => {
    expect(await (await createSearch())(typed)).toEqual([id]);
  });

  test.each([
    'jose nobody', 'ose', '"', '*', 'jose" OR "pay_2', 'NOT', 'words:jose)', '(', 'a AND', '^',
    "'; drop table search", '""""', '- - -', 'NEAR(a b)',
  ])('takes %s as words, never as syntax', async (typed) => {
    expect(await (await createSearch())(typed)).toEqual([]);
  });

  test('forgets the words that were replaced', async () => {
    expect(await (await createSearch())('worker')).toEqual(['pay_2']);
  });
});

describe('the other lists', () => {
  test('page through every row under each of their filters', async () => {
    const { store, lists } = await createLists();
    await store.commit(newPayment());
    for (let index = 0; index < 9; index += 1) {
      await store.commit(change([
        {
          write: 'insert', noun: 'deliveries', row: delivery({
            id: `dlv_${index}`, createdAt: Math.floor(index / 2),
            state: index % 2 === 0 ? 'waiting' : 'dead',
            marketplaceId: index % 3 === 0 ? 'mkt_1' : 'mkt_2',
            endpointId: index < 4 ? 'whk_1' : 'whk_2', type: index < 2 ? 'a' : 'b',
            responseStatus: index < 6 ? 500 : null,
          }),
        },
        {
          write: 'insert', noun: 'jobs', row: {
            id: `job_${index}`, marketplaceId: 'mkt_1', state: index > 4 ? 'queued' : 'failed',
            payload: '{}', ttlMs: 1, expiresAt: 1, paymentId: null, reason: '', createdAt: index,
            updatedAt: index, endedAt: null, version: 1,
          },
        },
        {
          write: 'insert', noun: 'escrows',
          row: escrow({ id: `esc_${index}`, reference: `r${index}`, expiresAt: 100 - index }),
        },
        { write: 'work', row: work({ subjectId: `w${index}`, deadAt: index }) },
      ], { subjectId: index % 2 === 0 ? 'even' : 'odd' }));
    }
    const count = async <T>(page: (query: PageQuery) => Promise<Page<T>>): Promise<number> =>
      (await walk(page, 2)).length;
    const deliveries = (state: 'dead' | null, marketplaceId: string | null) =>
      count((query) => lists.deliveries({ ...query, state, marketplaceId }));
    expect(await deliveries(null, null)).toBe(9);
    expect(await deliveries('dead', null)).toBe(4);
    expect(await deliveries(null, 'mkt_1')).toBe(3);
    expect(await deliveries('dead', 'mkt_1')).toBe(1);
    const by = (filter: DeliveryFilter) => count((query) =>
      lists.deliveries({ ...query, state: null, marketplaceId: null, by: filter }));
    expect(await by({ field: 'endpoint', value: 'whk_1' })).toBe(4);
    expect(await by({ field: 'type', value: 'a' })).toBe(2);
    expect(await by({ field: 'response', value: 500 })).toBe(6);
    expect(await by({ field: 'response', value: 404 })).toBe(0);
    const jobs = (state: 'failed' | null, marketplaceId: string | null) =>
      count((query) => lists.jobs({ ...query, state, marketplaceId }));
    expect(await jobs(null, null)).toBe(9);
    expect(await jobs('failed', 'mkt_1')).toBe(5);
    expect(await jobs('failed', null)).toBe(5);
    expect(await jobs(null, 'mkt_2')).toBe(0);
    const escrows = await walk((query) => lists.escrows(query), 2);
    expect(escrows.map(({ expiresAt }) => expiresAt))
      .toEqual([92, 93, 94, 95, 96, 97, 98, 99, 100]);
    expect(await count((query) => lists.deadWork(query))).toBe(9);
    expect(await count((query) => lists.audit({ ...query, subjectId: null }))).toBe(12);
    const even = await walk((query) => lists.audit({ ...query, subjectId: 'even' }), 2);
    expect(even.map(({ seq }) => seq)).toEqual([12, 10, 8, 6, 4]);
    expect(await count((query) => lists.batches(query))).toBe(0);
    expect(await count((query) => lists.purchases({ ...query, userId: 'u' }))).toBe(0);
    expect(await count((query) => lists.purchases({ ...query, userId: null }))).toBe(0);
    expect(await count((query) => lists.batchItems({ ...query, batchId: 'b', state: null })))
      .toBe(0);
    expect(await count((query) => lists.batchItems({ ...query, batchId: 'b', state: 'done' })))
      .toBe(0);
  });

  const everyItem = {
    queue: 'now', group: null, reason: null, operator: 'ana', order: 'deadline',
  } as const;

  test('show the oldest attention first, by group', async () => {
    const { lists } = await createPayments();
    const items = await walk((query) =>
      lists.attention({ ...query, ...everyItem, order: 'age' }), 3);
    expect(items).toHaveLength(4);
    const unclear = await walk((query) =>
      lists.attention({ ...query, ...everyItem, group: 'check' }), 1);
    expect(unclear.map(({ subjectId }) => subjectId)).toEqual(['pay_2', 'pay_6']);
  });

  test('give an export every payment of its filter', async () => {
    const { lists } = await createPayments();
    const filter: PaymentFilter = { ...all, rails: ['aitbc'] };
    expect(await lists.exportPayments({ filter, path: 'x', title: 'x' }))
      .toMatchObject({ rows: 10 });
  });

  test('read the volume of days from their counters', async () => {
    const { store, lists } = await createLists();
    const day = (name: string): Write => ({
      write: 'counter', delta: { name: `day:${name}`, count: 2, minor: 50n },
    });
    await store.commit(change([
      day('2026-11-20:aitbc:AITBC/8:created'), day('2026-11-21:bitcoin:BTC/8:released'),
      day('2026-11-22:bitcoin:BTC/8:released'),
    ]));
    expect(await lists.volume('2026-11-20', '2026-11-21')).toEqual([
      { day: '2026-11-20', rail: 'aitbc', measure: 'created', count: 2,
        amount: { minor: 50n, asset: AITBC } },
      { day: '2026-11-21', rail: 'bitcoin', measure: 'released', count: 2,
        amount: { minor: 50n, asset: BTC } },
    ]);
  });
});

function bigintsAsText(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

function cursorFor(filter: PaymentFilter): string {
  const value = [{ n: '99999999999999' }, { n: '20' }].slice(filter.search === '' ? 0 : 1);
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function planOf(database: Database, filter: PaymentFilter, cursor: string | null): string {
  const way = paymentWalk(filter);
  if (way === null) throw new Error('The filter cannot be walked.');
  const { sql, bound } = pageSql({ cursor, limit: 50 }, way, PAYMENT_LINE);
  const explained = database
    .prepare(`explain query plan ${sql.replaceAll('?', '+?')}`).all([...bound]) as
    readonly { readonly detail: string }[];
  return explained.map(({ detail }) => detail).join('\n');
}
