import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Database } from './open.ts';
import { auditHash, canonicalEntry, verifyChain, verifyStretch } from './audit.ts';
import { DamagedRowError } from '../engine/ports.ts';
import { openInMemory } from './migrate.ts';
import {
  attempt, change, event, ground, newPayment, operation, payment, postingPair, START_MS,
} from './sample-rows.ts';
import { createStore, type OpenStore } from './store.ts';

async function createHistory(): Promise<{ store: OpenStore; database: Database }> {
  const database = openInMemory();
  const store = createStore({ database });
  await store.commit(ground);
  await store.commit(newPayment());
  await store.commit(change([
    { write: 'event', row: event({ text: 'second' }) },
    { write: 'attempt', row: attempt() },
    ...postingPair('pst_1', { from: 'payer', to: 'escrow', minor: 7n })
      .map((row) => ({ write: 'posting', row }) as const),
  ]));
  return { store, database };
}

describe('the history cannot be rewritten', () => {
  // Replacing inserts are banned in the sources; the guards have to stop them all the same.
  const replace = ['insert or', 'replace into'].join(' ');
  const rewrites: readonly (readonly [string, string])[] = [
    ['an audit entry changed', "update audit set entry = 'x' where seq = 1"],
    ['an audit entry deleted', 'delete from audit where seq = 3'],
    ['an audit entry replaced', `${replace} audit select * from audit where seq = 2`],
    ['the last audit entry replaced', `${replace} audit select * from audit where seq = 3`],
    ['an audit entry out of turn',
      "insert into audit select 9, subject_id, entry, hash, 'x' from audit where seq = 3"],
    ['an audit entry with another past',
      "insert into audit select 4, subject_id, entry, previous_hash, 'x' from audit where seq = 3"],
    ['a posting changed', 'update postings set delta = 8'],
    ['a posting deleted', 'delete from postings'],
    ['a posting replaced', `${replace} postings select * from postings`],
    ['an event changed', "update events set text = 'x'"],
    ['an event deleted', 'delete from events'],
    ['an event replaced', `${replace} events select * from events`],
    ['a payment deleted', 'delete from payments'],
    ['a payment replaced', `${replace} payments select * from payments`],
    ['an operation deleted', 'delete from operations'],
    ['an operation replaced', `${replace} operations select * from operations`],
    ['an attempt deleted', 'delete from attempts'],
  ];

  test.each(rewrites)('%s', async (_name, sql) => {
    const { database } = await createHistory();
    const before = database.serialize();
    expect(() => database.exec(sql)).toThrow(/never|follow|exists|FOREIGN KEY/);
    expect(database.serialize().equals(before)).toBe(true);
  });

  test('an ended payment and an ended operation never change again', async () => {
    const { store } = await createHistory();
    await store.commit(change([
      {
        write: 'update', noun: 'payments', expectedVersion: 1,
        row: payment({ status: 'cancelled', version: 2 }),
      },
      {
        write: 'update', noun: 'operations', expectedVersion: 1,
        row: operation({ state: 'cancelled', version: 2 }),
      },
    ]));
    await expect(store.commit(change([{
      write: 'update', noun: 'payments', expectedVersion: 2,
      row: payment({ status: 'requested', version: 3 }),
    }]))).rejects.toThrow(/ended payment never changes/);
    await expect(store.commit(change([{
      write: 'update', noun: 'operations', expectedVersion: 2,
      row: operation({ state: 'scheduled', version: 3 }),
    }]))).rejects.toThrow(/ended operation never changes/);
  });

  test('an attempt ends once', async () => {
    const { store } = await createHistory();
    const end = change([{
      write: 'attempt-ended', id: 'att_1', endedAt: START_MS + 5, outcome: 'settled',
      request: 'POST', response: '200',
    }]);
    await store.commit(end);
    await expect(store.commit(end)).rejects.toThrow(/an attempt ends once/);
    expect(await store.read.attempts('op_pay_1_1')).toEqual([attempt({
      endedAt: START_MS + 5, outcome: 'settled', request: 'POST', response: '200',
    })]);
  });
});

describe('the audit chain', () => {
  test('hashes canonical JSON after the hash before it', async () => {
    const { store, database } = await createHistory();
    const head = await store.read.auditHead();
    const text = database.prepare('select entry from audit where seq = 3').pluck().get();
    expect(head).toMatchObject({ seq: 3, act: 'payment.create', subjectId: 'pay_1' });
    expect(String(text)).toMatch(/^\{"act":"payment.create","actor":\{"id":"engine",/);
    expect(auditHash(head?.previousHash ?? '', String(text))).toBe(head?.hash);
    expect(verifyChain(database)).toMatchObject({ entries: 3, broken: null });
  });

  test('is hashed over the canonical JSON of RFC 8785', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(fc.property(fc.record({
      at: fc.nat(), act: text, subject: text, subjectId: text, reason: text, rowsHash: text,
      seq: fc.nat(), data: fc.dictionary(text, text),
      actor: fc.record({ id: text, kind: fc.constantFrom('engine', 'operator'), name: text }),
    }), (entry) => {
      expect(canonicalEntry(entry)).toBe(canonicalize(entry));
    }));
  });

  test('takes no text that is not valid Unicode', async () => {
    const { store } = await createHistory();
    const broken = change([]).audit;
    await expect(store.commit({ writes: [], audit: broken && { ...broken, reason: '\ud800' } }))
      .rejects.toThrow(/no valid Unicode/);
    expect((await store.read.auditHead())?.seq).toBe(3);
  });

  test.each([
    ["update audit set entry = replace(entry, 'create', 'refund') where seq = 2", 2],
    ["update audit set subject_id = 'pay_2' where seq = 3", 3],
    ['update audit set previous_hash = hash where seq = 2', 2],
    ['delete from audit where seq = 2', 3],
  ])('shows what was done behind the guards: %s', async (sql, brokenSeq) => {
    const { database } = await createHistory();
    database.exec('drop trigger audit_is_never_changed; drop trigger audit_is_never_deleted');
    database.exec(sql);
    expect(verifyChain(database).broken?.seq).toBe(brokenSeq);
  });

  test('is verified stretch by stretch, each going on where the last one ended', async () => {
    const { store, database } = await createHistory();
    const first = verifyStretch(database, null, 2);
    expect(first).toMatchObject({ checked: 2, of: 3, next: { seq: 2 }, broken: null });
    await store.commit(change([]));
    const rest = verifyStretch(database, first.next, 2);
    expect(rest).toMatchObject({ checked: 4, of: 4, next: null, broken: null });
    expect(rest.headHash).toBe((await store.read.auditHead())?.hash);
    expect(verifyStretch(database, first.next && { ...first.next, hash: 'x'.repeat(64) }, 2).broken)
      .toMatchObject({ seq: 3, problem: 'previous' });
  });

  test('shows its first broken link as it stands in the store', async () => {
    const { database } = await createHistory();
    const { hash } = verifyStretch(database, null, 1).next ?? { hash: '' };
    database.exec('drop trigger audit_is_never_changed');
    database.exec("update audit set entry = replace(entry, 'create', 'refund') where seq = 2");
    const { checked, next, broken } = verifyStretch(database, null);
    expect({ checked, next }).toEqual({ checked: 1, next: null });
    expect(broken).toMatchObject({
      seq: 2, problem: 'content', after: { seq: 1, hash }, previousHash: hash,
      entry: expect.stringContaining('"act":"payment.refund"'),
    });
    expect(broken?.computedHash).not.toBe(broken?.hash);
  });

  test('of an empty store holds', () => {
    expect(verifyStretch(openInMemory(), null))
      .toEqual({ checked: 0, of: 0, next: null, headHash: null, broken: null });
  });

  test('that cannot be continued keeps the store from starting', async () => {
    const { database } = await createHistory();
    database.exec("drop trigger audit_is_never_changed; update audit set hash = 'x' where seq = 3");
    expect(() => createStore({ database })).toThrow(DamagedRowError);
  });
});

describe('a damaged row', () => {
  const guards = ['ended_payments_never_change', 'ended_operations_never_change',
    'postings_are_never_changed'];
  const damages: readonly (readonly [string, string, (store: OpenStore) => Promise<unknown>])[] = [
    ['payments', 'update payments set amount = amount + 1', (store) => store.read.payment('pay_1')],
    ['payments', "update payments set refund_address = 'x'",
      (store) => store.read.payment('pay_1')],
    ['payments', 'update payments set expires_at = 0',
      (store) => store.read.paymentsOfJob('job_1')],
    ['operations', "update operations set account = 'x'", (store) => store.read.payment('pay_1')],
    ['operations', 'update operations set amount = 1',
      (store) => store.read.operation('op_pay_1_1')],
    ['postings', 'update postings set delta = delta * 2',
      (store) => store.read.postingsOf('pay_1')],
    ['work', "update work set kind = 'inquire'",
      (store) => store.read.dueWork({ nowMs: START_MS, limit: 5, except: [] })],
    ['work', 'update work set tries = 3', (store) => store.read.work('dispatch:op_pay_1_1')],
  ];

  test.each(damages)('of %s is named instead of used: %s', async (table, sql, read) => {
    const { store, database } = await createHistory();
    await expect(read(store)).resolves.toBeTruthy();
    for (const guard of guards) database.exec(`drop trigger ${guard}`);
    database.exec(sql);
    await expect(read(store)).rejects.toThrow(DamagedRowError);
    await expect(read(store)).rejects.toThrow(new RegExp(` of ${table} does not match`));
  });
});
