import { ReadRefusedError } from '../engine/ports.ts';
import type { AuditPage, AuditQuery } from '../engine/lists.ts';
import type { AuditEntry } from '../engine/domain/records.ts';
import { COLUMNS, decodeEntry } from './audit.ts';
import type { Bound } from './codec.ts';
import type { Database, Statement } from './open.ts';
import { numberCell, prepareRead, rowOf, rowsOf } from './query.ts';

/** How many entries one page of a search looks at, whether they match or not. */
export const SEARCHED_MAX = 50_000;

/**
 * How far beyond the asked period a search looks by number: entries are numbered in the order in
 * which they were written, so that one written under a clock that was set back by up to an hour is
 * found all the same.
 */
const CLOCK_SLACK_MS = 3_600_000;

const walks = {
  all: 'audit where',
  subject: 'audit indexed by audit_by_subject where subject_id = ? and',
} as const;

/** What a search asks of each entry, and how; the texts are compared by their beginnings. */
const conditions = {
  actor: "(json_extract(entry, '$.actor.id') = ? or "
    + "substr(json_extract(entry, '$.actor.name'), 1, length(?)) = ? collate nocase)",
  act: "substr(json_extract(entry, '$.act'), 1, length(?)) = ? collate nocase",
  fromMs: "json_extract(entry, '$.at') >= ?",
  toMs: "json_extract(entry, '$.at') <= ?",
} as const;

/** The statements of a page, whole; the plan tests explain the same text. */
export function auditSearchSql(query: AuditQuery, searchedMax: number): {
  readonly page: string; readonly floor: string; readonly bound: readonly Bound[];
} {
  const { subjectId, actor = null, act = null, fromMs = null, toMs = null } = query;
  const walk = walks[subjectId === null ? 'all' : 'subject'];
  const asked: readonly (readonly [string, readonly Bound[]])[] = [
    ...actor === null ? [] : [[conditions.actor, [actor, actor, actor]] as const],
    ...act === null ? [] : [[conditions.act, [act, act]] as const],
    ...fromMs === null ? [] : [[conditions.fromMs, [fromMs]] as const],
    ...toMs === null ? [] : [[conditions.toMs, [toMs]] as const],
  ];
  return {
    page: `select ${COLUMNS} from ${walk} seq < ? and seq >= ?`
      + `${asked.map(([condition]) => ` and ${condition}`).join('')} order by seq desc limit ?`,
    floor: `select seq, json_extract(entry, '$.at') from ${walk} seq < ? and seq >= ? `
      + `order by seq desc limit 1 offset ${searchedMax - 1}`,
    bound: asked.flatMap(([, bound]) => bound),
  };
}

/**
 * Pages of the audit log, newest first, by what its entries say. No index holds that, which every
 * commit would have to keep: a page looks at a bounded stretch of the log and answers how far back
 * it looked. A period is found by halving, not by walking.
 */
export function createAuditSearch(
  database: Database, searchedMax = SEARCHED_MAX,
): (query: AuditQuery) => AuditPage {
  const statements = new Map<string, Statement>();
  const prepared = (sql: string): Statement => {
    const known = statements.get(sql) ?? prepareRead(database, sql);
    statements.set(sql, known);
    return known;
  };
  const seqAt = createSeqAt(database);
  return (query) => {
    const { cursor, limit, subjectId, seq = null, fromMs = null, toMs = null } = query;
    const subject = subjectId === null ? [] : [subjectId];
    const { page, floor, bound } = auditSearchSql(query, searchedMax);
    const below = Math.min(
      cursor === null ? Number.MAX_SAFE_INTEGER : cursorSeq(cursor),
      toMs === null ? Number.MAX_SAFE_INTEGER : seqAt(toMs + CLOCK_SLACK_MS + 1),
      seq === null ? Number.MAX_SAFE_INTEGER : seq + 1,
    );
    const lowest = Math.max(fromMs === null ? 0 : seqAt(fromMs - CLOCK_SLACK_MS), seq ?? 0);
    // Without a condition every entry looked at is shown, and no page is empty.
    const stop = bound.length === 0
      ? null : rowOf(prepared(floor), [...subject, below, lowest]);
    const least = stop === null ? lowest : numberCell(stop[0]);
    const found: readonly AuditEntry[] = rowsOf(
      prepared(page), [...subject, below, least, ...bound, limit + 1],
    ).map(decodeEntry);
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    if (last !== undefined) return { items, next: String(last.seq), searchedTo: null };
    return stop === null ? { items, next: null, searchedTo: null }
      : { items, next: String(least), searchedTo: numberCell(stop[1]) };
  };
}

/**
 * The number of the first entry written at or after a time, by halving; one above the newest where
 * all are older. Where a clock was set back it is one of several.
 */
function createSeqAt(database: Database): (atMs: number) => number {
  const at = prepareRead(database,
    "select seq, json_extract(entry, '$.at') from audit where seq >= ? order by seq limit 1");
  const newest = prepareRead(database, 'select max(seq) from audit');
  return (atMs) => {
    const last = rowOf(newest, [])?.[0] ?? null;
    let low = 1;
    let high = (last === null ? 0 : numberCell(last)) + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const cells = rowOf(at, [middle]);
      if (cells !== null && numberCell(cells[1]) < atMs) low = numberCell(cells[0]) + 1;
      else high = middle;
    }
    return low;
  };
}

function cursorSeq(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number.parseInt(cursor, 10);
  throw new ReadRefusedError('The page cursor cannot be read; start from the first page.');
}
