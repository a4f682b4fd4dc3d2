/** What the bench asks of the lists: a page at the beginning, in the middle and at the end. */
import type { ListQueries } from '../src-main/db/lists.ts';
import type { Database } from '../src-main/db/open.ts';
import { pageSql } from '../src-main/db/paging.ts';
import { PAYMENT_LINE, paymentWalk } from '../src-main/db/payment-list.ts';
import { prepareRead, rowsOf } from '../src-main/db/query.ts';
import { attentionGroups, attentionQueues } from '../src-main/engine/domain/attention.ts';
import { jobStates } from '../src-main/engine/domain/job.ts';
import { paymentFilters, type NamedFilter } from './payment-filters.ts';

export type ListPage = {
  readonly name: string;
  readonly place: 'first' | 'middle' | 'last';
  readonly ask: () => unknown;
};

export type Plan = { readonly name: string; readonly sql: string };

export const PAGE_ROWS = 100;

/** Pages of payments under every filter, with the statements that answer them. */
export function paymentPages(
  database: Database, lists: ListQueries, nowMs: number,
): { readonly pages: readonly ListPage[]; readonly plans: readonly Plan[] } {
  const pages: ListPage[] = [];
  const plans: Plan[] = [];
  for (const named of paymentFilters(database, nowMs)) {
    const { name, filter } = named;
    for (const [place, cursor] of cursorsOf(database, named)) {
      pages.push({
        name: `payments, ${name}`, place,
        ask: () => lists.payments({ filter, cursor, limit: PAGE_ROWS }),
      });
      const walk = paymentWalk(filter);
      if (walk === null) continue;
      const { sql } = pageSql({ cursor, limit: PAGE_ROWS }, walk, PAYMENT_LINE);
      plans.push({ name: `payments, ${name}, ${place}`, sql });
    }
  }
  return { pages, plans };
}

/**
 * Where the middle and last pages begin, found by walking backwards: the place that is as far from
 * the newest row as from the oldest, and the one a page before the end.
 */
function cursorsOf(
  database: Database, { filter }: NamedFilter,
): readonly (readonly [ListPage['place'], string | null])[] {
  const walk = paymentWalk(filter);
  if (walk === null) return [['first', null]];
  const edge = (newestFirst: boolean): readonly (readonly unknown[])[] => {
    const { sql, bound } = pageSql(
      { cursor: null, limit: PAGE_ROWS - 1 }, { ...walk, newestFirst }, 'payments.id',
    );
    return rowsOf(prepareRead(database, sql), bound).map((row) => row.slice(1));
  };
  const last = edge(!walk.newestFirst);
  const [newest] = edge(walk.newestFirst);
  const oldest = last[0];
  const lastPage = last.at(-1);
  if (newest === undefined || oldest === undefined || lastPage === undefined
    || last.length < PAGE_ROWS) return [['first', null]];
  const middle = (Number(newest[0]) + Number(oldest[0])) / 2;
  const rest = newest.slice(1).map(() => 0);
  return [
    ['first', null], ['middle', cursorAt([Math.floor(middle), ...rest])],
    ['last', cursorAt(lastPage)],
  ];
}

/** A cursor as the pager writes them (`db/paging.ts`). */
function cursorAt(values: readonly unknown[]): string {
  const cells = values.map((value) =>
    typeof value === 'string' ? value : { n: String(value) });
  return Buffer.from(JSON.stringify(cells)).toString('base64url');
}

type Asked = { readonly cursor: string | null; readonly limit: number };

/** The other lists, each of their filters with each value, at three places in time. */
export function otherPages(
  database: Database, lists: ListQueries, nowMs: number,
): readonly ListPage[] {
  const marketplaces = [null, ...database.prepare('select id from marketplaces order by id')
    .pluck().all().map(String)];
  const pages: ListPage[] = [];
  const add = (
    name: string, order: { readonly from: number; readonly to: number } | null,
    ask: (query: Asked) => unknown,
  ): void => {
    const places: readonly (readonly [ListPage['place'], string | null])[] = order === null
      ? [['first', null]]
      : [['first', null], ['middle', cursorAt([Math.floor((order.from + order.to) / 2), ''])],
        ['last', cursorAt([order.from, ''])]];
    for (const [place, cursor] of places) {
      pages.push({ name, place, ask: () => ask({ cursor, limit: PAGE_ROWS }) });
    }
  };
  const times = { from: nowMs - 700 * 86_400_000, to: nowMs };
  for (const marketplaceId of marketplaces) {
    for (const state of [null, ...jobStates]) {
      add(`jobs, ${state ?? 'all'}, ${marketplaceId ?? 'all'}`, times, (query) =>
        lists.jobs({ ...query, state, marketplaceId }));
    }
    for (const state of [null, 'waiting', 'delivered', 'dead'] as const) {
      add(`deliveries, ${state ?? 'all'}, ${marketplaceId ?? 'all'}`, times, (query) =>
        lists.deliveries({ ...query, state, marketplaceId }));
    }
  }
  for (const queue of attentionQueues) {
    for (const order of ['deadline', 'age'] as const) {
      add(`attention, ${queue}, ${order}`, null, (query) => lists.attention({
        ...query, queue, order, group: null, reason: null, operator: 'ana',
      }));
    }
    for (const group of attentionGroups) {
      add(`attention, ${queue}, ${group}`, null, (query) => lists.attention({
        ...query, queue, group, reason: null, order: 'deadline', operator: 'ana',
      }));
    }
  }
  add('escrows', { from: nowMs, to: nowMs + 400 * 86_400_000 }, (query) => lists.escrows(query));
  add('batches', times, (query) => lists.batches(query));
  add('audit', null, (query) => lists.audit({ ...query, subjectId: null }));
  add('dead work', null, (query) => lists.deadWork(query));
  return pages;
}
