import { describe, expect, test } from 'vitest';
import { BTC, MINOR_MAX } from '../engine/domain/money.ts';
import {
  StoreHaltedError, type ChangeSet, type Committed, type Write,
} from '../engine/ports.ts';
import type { FailpointName } from './commit-queue.ts';
import { BrokenRuleError, CrashError } from './errors.ts';
import { openInMemory } from './migrate.ts';
import {
  change, connection, event, ground, marketplace, newPayment, operation, payment, postingPair, work,
} from './sample-rows.ts';
import { createStore, type OpenStore } from './store.ts';

async function createGround(): Promise<OpenStore> {
  const store = createStore({ database: openInMemory() });
  await store.commit(ground);
  return store;
}

const held = (minor: bigint) => ({ minor, asset: BTC });

describe('a group', () => {
  test('answers every caller, and a conflict undoes its own change set only', async () => {
    const store = await createGround();
    await store.commit(newPayment());
    const moved = change([{
      write: 'update', noun: 'payments', expectedVersion: 7, row: payment({ version: 8 }),
    }, { write: 'counter', delta: { name: 'x', count: 1, minor: 0n } }]);
    const answers = await Promise.all([
      store.commit(newPayment({ id: 'pay_2' })), store.commit(moved),
      store.commit(newPayment({ id: 'pay_3' })),
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(answers[1]).toMatchObject({ conflict: 'version' });
    expect(await store.read.counters('')).toEqual([]);
    expect((await store.read.auditHead())?.seq).toBe(4);
    expect(await store.read.payment('pay_3')).not.toBeNull();
  });

  test('writes a counter once, by what its change sets add together', async () => {
    const store = await createGround();
    await store.commit(newPayment());
    const add = (count: number, minor: bigint): Write =>
      ({ write: 'counter', delta: { name: 'x', count, minor } });
    const outdated: Write = { write: 'expect', noun: 'marketplaces', id: 'mkt_1', version: 9 };
    const answers = await Promise.all([
      store.commit(change([add(1, 5n)])), store.commit(change([add(10, 50n), outdated])),
      store.commit(change([add(2, -2n)])),
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(await store.read.counters('')).toEqual([{ name: 'x', count: 3, minor: 3n }]);
  });

  test('refuses only the change set with which a counter would overflow', async () => {
    const store = await createGround();
    const add = change([
      { write: 'counter', delta: { name: 'x', count: 1, minor: MINOR_MAX } },
    ]);
    const [first, second] = await Promise.allSettled([store.commit(add), store.commit(add)]);
    expect(first).toMatchObject({ status: 'fulfilled', value: { ok: true } });
    expect(second).toMatchObject({ status: 'rejected' });
    expect(await store.read.counters('')).toEqual([{ name: 'x', count: 1, minor: MINOR_MAX }]);
    expect((await store.commit(newPayment())).ok).toBe(true);
  });

  test('takes at most 200 change sets, and all of them are answered', async () => {
    const flushes: (() => void)[] = [];
    const store = createStore({
      database: openInMemory(), defer: (flush) => { flushes.push(flush); },
    });
    const answers = Array.from({ length: 450 }, (_, index) => store.commit({
      writes: [{ write: 'setting', key: `k${index}`, value: 'v' }], audit: null,
    }));
    let rounds = 0;
    for (let flush = flushes.shift(); flush !== undefined; flush = flushes.shift()) {
      flush();
      rounds += 1;
    }
    expect(rounds).toBe(3);
    expect(await Promise.all(answers)).toHaveLength(450);
  });

  test('tells listeners what was committed, and nothing of what was not', async () => {
    const store = await createGround();
    const told: Committed[] = [];
    store.onCommitted((committed) => { told.push(committed); });
    await Promise.all([
      store.commit(newPayment()), store.commit(newPayment({ id: 'pay_1' })),
    ]);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      seq: 2, nouns: ['payments', 'operations', 'events', 'work'], paymentIds: ['pay_1'],
      events: [{ seq: 1, paymentId: 'pay_1' }],
    });
  });
});

describe('a unique rule', () => {
  const second = (writes: ChangeSet['writes']) => async (): Promise<unknown> => {
    const store = await createGround();
    await store.commit(newPayment({ externalId: 'ref-1' }));
    return store.commit(change(writes));
  };

  test.each([
    ['open-operation', second([
      { write: 'insert', noun: 'operations', row: operation({ id: 'op_b', ordinal: 2 }) },
    ])],
    ['reference', second([
      { write: 'insert', noun: 'payments', row: payment({ id: 'pay_9', externalId: 'ref-1' }) },
    ])],
    ['name', second([
      { write: 'insert', noun: 'marketplaces', row: marketplace({ id: 'mkt_2', name: 'ACME' }) },
    ])],
    ['exists', second([
      { write: 'insert', noun: 'connections', row: connection({ name: 'Other' }) },
    ])],
    ['exists', second([{
      write: 'insert', noun: 'operations',
      row: operation({ id: 'op_c', ordinal: 2, key: 'pay_1:hold:1', state: 'planned' }),
    }])],
    ['version', second([{ write: 'expect', noun: 'payments', id: 'pay_1', version: 2 }])],
    ['version', second([{ write: 'expect', noun: 'payments', id: 'pay_none', version: 1 }])],
  ])('is answered as "%s"', async (conflict, commit) => {
    expect(await commit()).toMatchObject({ ok: false, conflict });
  });

  test('lets the next operation open once the one before has ended', async () => {
    const store = await createGround();
    await store.commit(newPayment());
    const answer = await store.commit(change([
      {
        write: 'update', noun: 'operations', expectedVersion: 1,
        row: operation({ state: 'cancelled', version: 2 }),
      },
      { write: 'insert', noun: 'operations', row: operation({ id: 'op_b', ordinal: 2 }) },
    ]));
    expect(answer.ok).toBe(true);
  });
});

describe('a broken rule rejects its caller and nobody else', () => {
  const wrong: readonly (readonly [string, ChangeSet])[] = [
    ['postings that do not add up', change(
      postingPair('pst_1', { from: 'payer', to: 'escrow', minor: 5n })
        .slice(1).map((row) => ({ write: 'posting', row })),
    )],
    ['an escrow account below zero', change(
      postingPair('pst_2', { from: 'escrow', to: 'payer', minor: 5n })
        .map((row) => ({ write: 'posting', row })),
    )],
    ['more moved than held', change([{
      write: 'update', noun: 'payments', expectedVersion: 1,
      row: payment({ held: held(10n), released: held(6n), inMotion: held(5n), version: 2 }),
    }])],
    ['a settlement without evidence', change([{
      write: 'update', noun: 'operations', expectedVersion: 1,
      row: operation({ state: 'settled', version: 2 }),
    }])],
    ['money without an audit entry', { writes: newPayment({ id: 'pay_5' }).writes, audit: null }],
    ['an event of no payment', change([{ write: 'event', row: event({ paymentId: 'none' }) }])],
    ['a version that skips', change([{
      write: 'update', noun: 'payments', expectedVersion: 1, row: payment({ version: 3 }),
    }])],
    ['the end of no attempt', change([{
      write: 'attempt-ended', id: 'none', endedAt: 1, outcome: 'x', request: '', response: '',
    }])],
  ];

  test.each(wrong)('%s', async (_name, broken) => {
    const store = await createGround();
    await store.commit(newPayment());
    const refused = store.commit(broken);
    const good = store.commit(newPayment({ id: 'pay_2' }));
    await expect(refused).rejects.toThrow(BrokenRuleError);
    expect((await good).ok).toBe(true);
    expect((await store.read.auditHead())?.seq).toBe(3);
    expect(await store.read.postingsOf('pay_1')).toEqual([]);
  });
});

describe('amounts', () => {
  test('up to 2^63-1 come back exact, and one more is refused', async () => {
    const store = await createGround();
    const amount = held(MINOR_MAX);
    await store.commit(newPayment({ amount, held: amount, released: held(MINOR_MAX) }));
    const found = await store.read.payment('pay_1');
    expect(found?.payment.amount.minor).toBe(MINOR_MAX);
    expect(found?.payment.released.minor).toBe(9_223_372_036_854_775_807n);
    await expect(store.commit(newPayment({ id: 'pay_2', amount: held(MINOR_MAX + 1n) })))
      .rejects.toThrow(/too big|out of range|BigInt/i);
  });

  test('of a balance are kept with the postings', async () => {
    const store = await createGround();
    await store.commit(newPayment());
    for (const [id, minor] of [['a', 700n], ['b', 300n]] as const) {
      await store.commit(change(postingPair(id, { from: 'payer', to: 'escrow', minor })
        .map((row) => ({ write: 'posting', row }))));
    }
    expect(await store.read.balances()).toEqual([
      { connectionId: 'con_1', account: 'escrow', balance: held(1_000n) },
      { connectionId: 'con_1', account: 'payer', balance: held(-1_000n) },
    ]);
  });
});

describe('an error of the disk', () => {
  test.each(['inside-transaction', 'before-commit'] as const)(
    '%s acknowledges nothing and halts the store once', async (where) => {
      let failing = false;
      const database = openInMemory();
      const store = createStore({
        database,
        failpoint: (name) => {
          if (failing && name === where) {
            throw Object.assign(new Error('disk is full'), { code: 'SQLITE_FULL' });
          }
        },
      });
      await store.commit(ground);
      const reasons: string[] = [];
      store.onHalted((reason) => { reasons.push(reason); });
      failing = true;
      const answers = await Promise.allSettled([
        store.commit(newPayment()), store.commit(newPayment({ id: 'pay_2' })),
      ]);
      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 'rejected' });
        expect(answer.status === 'rejected' && answer.reason).toBeInstanceOf(StoreHaltedError);
      }
      failing = false;
      await expect(store.commit(newPayment())).rejects.toThrow(StoreHaltedError);
      expect(reasons).toEqual([expect.stringContaining('disk is full')]);
      expect(await store.read.payment('pay_1')).toBeNull();
      const again = createStore({ database });
      expect((await again.commit(newPayment())).ok).toBe(true);
    },
  );
});

describe('a crash', () => {
  test.each<readonly [FailpointName, boolean]>([
    ['before-transaction', false], ['inside-transaction', false], ['before-commit', false],
    ['after-commit-before-answer', true],
  ])('%s leaves the change committed: %s, and answers nobody', async (where, committed) => {
    const database = openInMemory();
    await createStore({ database }).commit(ground);
    const flushes: (() => void)[] = [];
    const store = createStore({
      database,
      defer: (flush) => { flushes.push(flush); },
      failpoint: (name) => { if (name === where) throw new CrashError(name); },
    });
    let answered = false;
    const tell = (): void => { answered = true; };
    void store.commit(newPayment()).then(tell, tell);
    expect(() => flushes[0]?.()).toThrow(CrashError);
    const again = createStore({ database });
    expect((await again.read.payment('pay_1')) !== null).toBe(committed);
    expect(answered).toBe(false);
    expect((await again.commit(newPayment({ id: 'pay_2' }))).ok).toBe(true);
  });
});

test('work that no money depends on may be written without an audit entry', async () => {
  const store = await createGround();
  await store.commit(newPayment());
  const leased = work({ leaseUntil: 5, connectionId: null });
  const answer = await store.commit({ writes: [{ write: 'work', row: leased }], audit: null });
  expect(answer).toEqual({ ok: true, seq: 2 });
  expect(await store.read.work(leased.id)).toEqual(leased);
});
