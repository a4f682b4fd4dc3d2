import { describe, expect, test } from 'vitest';
import { openInMemory } from './migrate.ts';
import { createReads } from './reads.ts';
import { asRead, createRowMemory } from './row-memory.ts';
import {
  change, escrow, ground, newPayment, operation, payment,
} from './sample-rows.ts';
import { createStore } from './store.ts';

describe('a memory of rows', () => {
  test('knows a row by all of its cells', () => {
    const memory = createRowMemory<string>();
    memory.keep(['a', 1n, null], 'row');
    expect(memory.recall(['a', 1n, null])).toBe('row');
    expect(memory.cellsOf('a')).toEqual(['a', 1n, null]);
    for (const cells of [['a', 2n, null], ['a', 1n, ''], ['a', 1n], ['b', 1n, null]] as const) {
      expect(memory.recall(cells)).toBeNull();
    }
  });

  test('keeps the newest of a row, and nothing after a rollback', () => {
    const memory = createRowMemory<string>();
    memory.keep(['a', 1n], 'old');
    memory.keep(['a', 2n], 'new');
    expect(memory.recall(['a', 1n])).toBeNull();
    expect(memory.recall(['a', 2n])).toBe('new');
    memory.forget();
    expect(memory.recall(['a', 2n])).toBeNull();
    expect(memory.cellsOf('a')).toBeNull();
  });

  test('drops what was not touched for long, and stays small', () => {
    const memory = createRowMemory<number>(10);
    memory.keep(['seldom'], 0);
    memory.keep(['often'], 1);
    for (let number = 0; number < 100; number += 1) {
      memory.keep([`row ${number}`], number);
      expect(memory.recall(['often'])).toBe(1);
    }
    expect(memory.recall(['seldom'])).toBeNull();
    expect(memory.recall(['row 99'])).toBe(99);
    expect(memory.recall(['row 50'])).toBeNull();
  });

  test('keeps no row of a long text, nor what that row was before', () => {
    const memory = createRowMemory<string>();
    memory.keep(['a', 'short'], 'old');
    memory.keep(['a', 'x'.repeat(5_000)], 'new');
    expect(memory.cellsOf('a')).toBeNull();
  });

  test('compares numbers as the driver hands them back', () => {
    expect(asRead([1, 2n, 'x', null])).toEqual([1n, 2n, 'x', null]);
  });
});

describe('a store that remembers', () => {
  test('answers what a store without memory answers, after every kind of write', async () => {
    const database = openInMemory();
    const store = createStore({ database });
    await store.commit(ground);
    await store.commit(newPayment());
    const held = escrow();
    const answers = await Promise.all([
      store.commit(change([
        {
          write: 'update', noun: 'payments', expectedVersion: 1,
          row: payment({ version: 2, status: 'holding', connectionId: 'con_1' }),
        },
        {
          write: 'update', noun: 'operations', expectedVersion: 1,
          row: operation({ version: 2, state: 'dispatching', connectionId: 'con_1' }),
        },
        { write: 'insert', noun: 'escrows', row: held },
      ])),
      // Undone with all of its group, and then written for the second time or not at all.
      store.commit(change([
        { write: 'insert', noun: 'payments', row: payment({ id: 'pay_2' }) },
        { write: 'expect', noun: 'marketplaces', id: 'mkt_1', version: 9 },
      ])),
      store.commit(change([{
        write: 'update', noun: 'escrows', expectedVersion: 1,
        row: { ...held, warnedAt: 5, version: 2 },
      }])),
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, true]);
    const fresh = createReads(database);
    for (const id of ['pay_1', 'pay_2']) {
      expect(await store.read.payment(id)).toEqual(await fresh.payment(id));
    }
    expect(await store.read.payment('pay_2')).toBeNull();
    expect((await store.read.payment('pay_1'))?.escrow?.warnedAt).toBe(5);
  });

  test('writes nothing over a row that moved beside it', async () => {
    const database = openInMemory();
    const store = createStore({ database });
    await store.commit(ground);
    await store.commit(newPayment());
    database.exec("update payments set version = 5 where id = 'pay_1'");
    const answer = await store.commit(change([{
      write: 'update', noun: 'payments', expectedVersion: 1, row: payment({ version: 2 }),
    }]));
    expect(answer).toMatchObject({ ok: false, conflict: 'version' });
  });
});
