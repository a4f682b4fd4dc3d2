import { describe, expect, test } from 'vitest';
import {
  apiKey, change, escrow, newPayment, operation, operator, payment, postingPair,
} from '../db/sample-rows.ts';
import { StoreHaltedError, type ChangeSet, type Write } from '../engine/ports.ts';
import { createGatedStore } from './gated-store.ts';
import { storeOf } from '../testing/remembering-store.ts';

/** A gated store whose check is still running, and the answers that end it. */
function gated() {
  const { promise, resolve, reject } = Promise.withResolvers<string | null>();
  const inner = storeOf();
  return { inner, store: createGatedStore(inner.store, () => promise), resolve, reject };
}

const asked = { ...payment(), version: 2 };
const aboutMoney: readonly [string, ChangeSet][] = [
  ['a new payment', newPayment()],
  ['a changed payment', change([
    { write: 'update', noun: 'payments', row: asked, expectedVersion: 1 }])],
  ['an operation', change([{ write: 'insert', noun: 'operations', row: operation() }])],
  ['an escrow', change([{ write: 'insert', noun: 'escrows', row: escrow() }])],
  ['a posting', change(postingPair('pst_1', { from: 'payer', to: 'escrow', minor: 1n })
    .map((row): Write => ({ write: 'posting', row })))],
  ['a decision that rests on a payment', change([
    { write: 'expect', noun: 'payments', id: 'pay_1', version: 1 }])],
  ['a limit beside other things', change([
    { write: 'setting', key: 'a', value: 'b' },
    { write: 'insert', noun: 'limits', row: { key: 'k', count: 1, minor: 0n, version: 1 } }])],
];
const aboutPeople: readonly [string, ChangeSet][] = [
  ['a new operator', change([{ write: 'insert', noun: 'operators', row: operator() }])],
  ['a sign-in', change([{
    write: 'update', noun: 'operators', row: operator({ version: 2 }), expectedVersion: 1,
  }])],
  ['a key', change([{ write: 'insert', noun: 'apiKeys', row: apiKey() }])],
  ['a setting', change([{ write: 'setting', key: 'a', value: 'b' }])],
];

/** Lets everything go that needs no more than promises. */
const settle = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

describe('before the file was found whole', () => {
  test.each(aboutMoney)('%s waits', async (_what, wanted) => {
    const { inner, store, resolve } = gated();
    const answer = store.commit(wanted);
    await settle();
    expect(inner.committed).toEqual([]);
    resolve(null);
    expect(await answer).toMatchObject({ ok: true });
    expect(inner.committed).toEqual([wanted]);
  });

  test.each(aboutPeople)('%s passes', async (_what, wanted) => {
    const { inner, store } = gated();
    expect(await store.commit(wanted)).toMatchObject({ ok: true });
    expect(inner.committed).toEqual([wanted]);
  });
});

describe('a file that was found damaged', () => {
  test.each(aboutMoney)('refuses %s with the sentence of the check', async (_what, wanted) => {
    const { inner, store, resolve } = gated();
    const answer = store.commit(wanted);
    resolve('Row 7 is damaged.');
    await expect(answer).rejects.toThrow(new StoreHaltedError('Row 7 is damaged.'));
    await expect(store.commit(wanted)).rejects.toBeInstanceOf(StoreHaltedError);
    expect(inner.committed).toEqual([]);
  });

  test('still lets people sign in', async () => {
    const { store, resolve } = gated();
    resolve('Row 7 is damaged.');
    for (const [, wanted] of aboutPeople) {
      expect(await store.commit(wanted)).toMatchObject({ ok: true });
    }
  });

  test('is told to whoever listens for a halt, and to nobody who stopped', async () => {
    const { store, resolve } = gated();
    const heard: string[] = [];
    store.onHalted((reason) => { heard.push(reason); });
    store.onHalted(() => { heard.push('stopped'); })();
    resolve('Row 7 is damaged.');
    expect(await store.checked).toBe('Row 7 is damaged.');
    await settle();
    expect(heard).toEqual(['Row 7 is damaged.']);
  });

  test('is assumed where the check itself fails', async () => {
    const { store, reject } = gated();
    reject(new Error('disk'));
    await expect(store.commit(newPayment())).rejects.toThrow(/could not be checked/);
  });
});

test('a file that was found whole tells nobody of a halt, and a later halt is heard', async () => {
  const { inner, store, resolve } = gated();
  const heard: string[] = [];
  store.onHalted((reason) => { heard.push(reason); });
  resolve(null);
  await settle();
  expect(heard).toEqual([]);
  inner.halt('The disk is full.');
  expect(heard).toEqual(['The disk is full.']);
});
