import { ReadRefusedError } from '../engine/ports.ts';
import { PAGE_LIMIT_MAX, type Page, type PageQuery } from '../engine/lists.ts';
import type { Bound, Cell, Codec } from './codec.ts';
import type { Database, Statement } from './open.ts';
import { prepareRead, rowsOf } from './query.ts';

/** One way through an index: its conditions, in the words of the schema. */
export type Arm = {
  /** `payments indexed by payments_by_status`; the planner's own choice sorts millions of rows. */
  readonly from: string;
  readonly where: readonly string[];
  readonly bound: readonly Bound[];
};

/** Where a list reads: one or several arms, merged in the order of the columns that order it. */
export type Walk = {
  readonly arms: readonly Arm[];
  /** One or two columns, the last of them unique, both in the walk's direction. */
  readonly order: readonly string[];
  readonly newestFirst: boolean;
};

/** A walk of one arm over one table, by an index of it. */
export type TableWalk = Omit<Walk, 'arms'> & Omit<Arm, 'from'> & { readonly index: string };

export type Pager = <R>(options: {
  readonly query: PageQuery;
  readonly walk: Walk;
  /** What is selected before the columns of the order. */
  readonly select: string;
  readonly read: (cells: readonly Cell[]) => R;
}) => Page<R>;

/** Reads keyset pages; each distinct statement is prepared once per connection. */
export function createPager(database: Database): Pager {
  const statements = new Map<string, Statement>();
  return ({ query, walk, select, read }) => {
    const { sql, bound } = pageSql(query, walk, select);
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = prepareRead(database, sql);
      statements.set(sql, statement);
    }
    const found = rowsOf(statement, bound);
    const limit = limitOf(query);
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map(read),
      next: last === undefined ? null : cursorOf(last.slice(-walk.order.length)),
    };
  };
}

/**
 * The statement of a page and what is bound to it; the plan tests explain the same text. Each arm
 * reads its index in order and SQLite merges them, so that no arm is read further than is shown.
 */
export function pageSql(
  query: PageQuery,
  { arms, order, newestFirst }: Walk,
  select: string,
): { readonly sql: string; readonly bound: readonly Bound[] } {
  const after = query.cursor === null ? null : parseCursor(query.cursor, order.length);
  const direction = newestFirst ? 'desc' : 'asc';
  const places = order.map((column, place) => `${column} as place_${place}`).join(', ');
  const beyond = `(${order.join(', ')}) ${newestFirst ? '<' : '>'} `
    + `(${order.map(() => '?').join(', ')})`;
  const selects = arms.map(({ from, where }) => {
    const conditions = after === null ? where : [...where, beyond];
    return `select ${select}, ${places} from ${from}`
      + (conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`);
  });
  const sql = `${selects.join(' union all ')} order by `
    + `${order.map((_column, place) => `place_${place} ${direction}`).join(', ')} limit ?`;
  return {
    sql, bound: [...arms.flatMap(({ bound }) => [...bound, ...after ?? []]), limitOf(query) + 1],
  };
}

/** The statement that reads a walk from end to end, for a file; what is selected comes first. */
export function wholeSql(
  walk: Walk,
  select: string,
): { readonly sql: string; readonly bound: readonly Bound[] } {
  const { sql, bound } = pageSql({ cursor: null, limit: 1 }, walk, select);
  // Without a limit; as the page's statement in all else, and so planned like it.
  return { sql: sql.replace(/ limit \?$/, ''), bound: bound.slice(0, -1) };
}

/** Counts what a walk would show, and stops counting at `countMax`. */
export function countSql(
  { arms }: Walk,
  countMax: number,
): { readonly sql: string; readonly bound: readonly Bound[] } {
  const selects = arms.map(({ from, where }) =>
    `select 1 from ${from}${where.length === 0 ? '' : ` where ${where.join(' and ')}`}`);
  return {
    sql: `select count(*) from (${selects.join(' union all ')} limit ?)`,
    bound: [...arms.flatMap(({ bound }) => bound), countMax],
  };
}

/** A page of one table by an index, as its codec reads it. */
export function tablePage<R>(
  pager: Pager,
  codec: Pick<Codec<R>, 'table' | 'selected' | 'decode'>,
  query: PageQuery,
  { index, where, bound, order, newestFirst }: TableWalk,
): Page<R> {
  const from = `${codec.table} indexed by ${index}`;
  return pager({
    query,
    walk: { arms: [{ from, where, bound }], order, newestFirst },
    select: codec.selected,
    read: (cells) => codec.decode(cells),
  });
}

function limitOf({ limit }: PageQuery): number {
  return Math.min(Math.max(Math.trunc(limit), 1), PAGE_LIMIT_MAX);
}

/** Opaque to callers: the last row's place, whole numbers written as digits. */
function cursorOf(cells: readonly Cell[]): string {
  const values = cells.map((cell) => typeof cell === 'bigint' ? { n: cell.toString() } : cell);
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

function parseCursor(cursor: string, length: number): readonly Bound[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(values) && values.length === length) return values.map(cursorValue);
  } catch (cause) {
    throw new ReadRefusedError('The page cursor cannot be read; start from the first page.', {
      cause,
    });
  }
  throw new ReadRefusedError('The page cursor is of another list; start from the first page.');
}

function cursorValue(value: unknown): Bound {
  if (typeof value === 'string') return value;
  const digits: unknown = typeof value === 'object' && value !== null
    ? Reflect.get(value, 'n') : null;
  if (typeof digits === 'string' && /^-?\d{1,19}$/.test(digits)) return BigInt(digits);
  throw new SyntaxError('A cursor holds texts and whole numbers.');
}
