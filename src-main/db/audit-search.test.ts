import { describe, expect, test } from 'vitest';
import type { AuditQuery } from '../engine/lists.ts';
import { auditSearchSql, createAuditSearch } from './audit-search.ts';
import { openInMemory } from './migrate.ts';
import { change, ground, START_MS } from './sample-rows.ts';
import { createStore } from './store.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const everything: AuditQuery = { cursor: null, limit: 10, subjectId: null };

/** Sixty entries after the ground's, an hour apart; every sixth by Ana, every tenth a release. */
async function createLog(searchedMax: number) {
  const database = openInMemory();
  const store = createStore({ database });
  await store.commit(ground);
  for (let index = 1; index <= 60; index += 1) {
    await store.commit(change([], {
      at: START_MS + index * HOUR_MS, subjectId: index % 2 === 0 ? 'pay_even' : 'pay_odd',
      act: index % 10 === 0 ? 'payment.release' : 'payment.create',
      actor: index % 6 === 0 ? { kind: 'operator', id: 'opr_ana', name: 'Ana Lima' }
        : { kind: 'engine', id: 'engine', name: 'engine' },
    }));
  }
  const search = createAuditSearch(database, searchedMax);
  return { database, store, search };
}

/** Every page of a search: what was found, and how often it had to go on. */
function walk(search: Awaited<ReturnType<typeof createLog>>['search'], query: AuditQuery) {
  const seqs: number[] = [];
  const bounds: (number | null)[] = [];
  let cursor: string | null = null;
  do {
    const page: ReturnType<typeof search> = search({ ...query, cursor });
    seqs.push(...page.items.map(({ seq }) => seq));
    bounds.push(page.searchedTo);
    cursor = page.next;
  } while (cursor !== null && bounds.length < 100);
  return { seqs, bounds };
}

describe('a search of the audit log', () => {
  test.each([
    ['the beginning of a name, in any case', { actor: 'ana' }, 10],
    ['the id of who acted', { actor: 'opr_ana' }, 10],
    ['no middle of a name', { actor: 'Lima' }, 0],
    ['an act', { act: 'payment.release' }, 6],
    ['the beginning of an act', { act: 'payment.' }, 60],
    ['no pattern of an act', { act: 'payment%' }, 0],
    ['who and what together', { actor: 'Ana', act: 'payment.release' }, 2],
    ['what one payment tells', { subjectId: 'pay_odd', act: 'payment.create' }, 30],
    ['a period, both ends included',
      { fromMs: START_MS + 10 * HOUR_MS, toMs: START_MS + 20 * HOUR_MS }, 11],
    ['a period of one payment',
      { subjectId: 'pay_even', fromMs: START_MS + 10 * HOUR_MS, toMs: START_MS + 20 * HOUR_MS }, 6],
    ['a period before the first entry', { toMs: START_MS - 2 * HOUR_MS }, 0],
    ['a period after the last entry', { fromMs: START_MS + 90 * HOUR_MS }, 0],
  ])('finds by %s', async (_what, filter, count) => {
    const { search } = await createLog(50_000);
    const { seqs } = walk(search, { ...everything, ...filter });
    expect(seqs).toHaveLength(count);
    expect(seqs).toEqual(seqs.toSorted((a, b) => b - a));
    expect(new Set(seqs).size).toBe(count);
  });

  test('looks at so many entries a page, says how far back, and goes on from there', async () => {
    const { search } = await createLog(7);
    const first = search({ ...everything, act: 'payment.release', limit: 10 });
    expect(first.items.map(({ seq }) => seq)).toEqual([61]);
    expect(first.searchedTo).toBe(START_MS + 54 * HOUR_MS);
    const { seqs, bounds } = walk(search, { ...everything, act: 'payment.release' });
    expect(seqs).toEqual([61, 51, 41, 31, 21, 11]);
    expect(bounds).toHaveLength(9);
    expect(bounds.at(-1)).toBeNull();
  });

  test('is bounded for one payment as well', async () => {
    const { search } = await createLog(7);
    const { seqs, bounds } = walk(search, {
      ...everything, subjectId: 'pay_even', act: 'payment.release',
    });
    expect(seqs).toEqual([61, 51, 41, 31, 21, 11]);
    expect(bounds.length).toBeGreaterThan(4);
  });

  test('without a condition shows every entry, and is never cut short', async () => {
    const { search } = await createLog(7);
    const { seqs, bounds } = walk(search, everything);
    expect(seqs).toHaveLength(61);
    expect(new Set(bounds)).toEqual(new Set([null]));
  });

  test('jumps to a period instead of walking to it', async () => {
    const { search } = await createLog(7);
    const { seqs, bounds } = walk(search, {
      ...everything, fromMs: START_MS + 3 * HOUR_MS, toMs: START_MS + 5 * HOUR_MS,
    });
    expect(seqs).toEqual([6, 5, 4]);
    expect(bounds).toEqual([null]);
  });

  test('finds an entry of a clock that was set back by less than an hour', async () => {
    const { search, store } = await createLog(50_000);
    const setBack = START_MS + 60 * HOUR_MS - 50 * MINUTE_MS;
    await store.commit(change([], { at: setBack, act: 'payment.refund' }));
    const { seqs } = walk(search, {
      ...everything, fromMs: setBack - MINUTE_MS, toMs: setBack + MINUTE_MS,
    });
    expect(seqs).toEqual([62]);
  });

  test.each([
    [{}], [{ act: 'payment.' }], [{ actor: 'a', fromMs: 1, toMs: 2 }],
    [{ subjectId: 'pay_1' }], [{ subjectId: 'pay_1', act: 'payment.', toMs: 5 }],
  ])('walks numbers and sorts nothing: %o', async (filter) => {
    const { database } = await createLog(7);
    const query = { ...everything, ...filter };
    const { page, floor, bound } = auditSearchSql(query, 7);
    const subject = query.subjectId === null ? [] : [query.subjectId];
    const plan = (sql: string, values: readonly unknown[]): string =>
      database.prepare(`explain query plan ${sql.replaceAll('?', '+?')}`).all(...values)
        .map((row) => String(Reflect.get(Object(row), 'detail'))).join('\n');
    for (const text of [
      plan(page, [...subject, 9, 1, ...bound, 10]), plan(floor, [...subject, 9, 1]),
    ]) {
      expect(text).toMatch(query.subjectId === null
        ? /^SEARCH audit USING INTEGER PRIMARY KEY \(rowid>\? AND rowid<\?\)$/
        : /^SEARCH audit USING INDEX audit_by_subject \(subject_id=\? AND rowid>\? AND rowid<\?/);
    }
  });
});
