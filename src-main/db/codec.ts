import { hash } from 'node:crypto';
import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { DamagedRowError } from '../engine/ports.ts';

/** What the driver hands over: whole numbers as bigint. */
export type Cell = string | bigint | null;
/** What may be bound; a whole number below 2^53 may be a number. */
export type Bound = string | number | bigint | null;

/** Columns that the store keeps for itself: the row's number (of `payments`) and its hash. */
type OwnColumns<T extends SQLiteTable> =
  'row_hash' extends keyof T['$inferSelect'] ? 'row_hash' | 'seq' : never;

export type StoredRow<T extends SQLiteTable> = Omit<T['$inferSelect'], OwnColumns<T>>;
export type BoundRow<T extends SQLiteTable> = Readonly<Record<keyof StoredRow<T> & string, Bound>>;

/** One noun between the domain and its table: the only place where the two shapes meet. */
export type Codec<R> = {
  readonly table: string;
  /** In the order of the schema, which is also the order that the row hash covers. */
  readonly columns: readonly string[];
  /** The columns to select, the hash last where the table has one. */
  readonly selected: string;
  readonly hashed: boolean;
  /** The hash of a row's cells, beginning at `offset`; see `rowHash`. */
  readonly hashOf: (cells: readonly Bound[], offset?: number) => string;
  readonly bind: (row: R) => Bound[];
  /** Reads one row of `selected`, offset columns standing before it; does not check its hash. */
  readonly decode: (cells: readonly Cell[], offset?: number) => R;
  /** The same, and throws `DamagedRowError` where the row does not match its hash. */
  readonly verified: (cells: readonly Cell[], offset?: number) => R;
  /** Whether the row matches its hash; true for tables without. */
  readonly matches: (cells: readonly Cell[]) => boolean;
};

/**
 * Builds the codec of a table; `write` and `read` name every column, or it does not compile.
 * `later` names the last columns of the schema that came with a later version: while they are all
 * empty they are no part of the row's hash, so that rows of before keep theirs.
 */
export function createCodec<T extends SQLiteTable, R>(table: T, options: {
  readonly write: (row: R) => BoundRow<T>;
  readonly read: (row: StoredRow<T>) => R;
}, { later = [] }: { readonly later?: readonly (keyof StoredRow<T> & string)[] } = {}): Codec<R> {
  const name = getTableName(table);
  const all = Object.values(getTableColumns(table));
  const hashed = all.some((column) => column.name === 'row_hash');
  const kept = all.filter(({ name: column }) => !(hashed && isOwnColumn(column)));
  const columns = kept.map((column) => column.name);
  const decoders = kept.map((column) => (cell: Cell): unknown => column.mapFromDriverValue(cell));

  // `write` makes its object in one place, so its keys stand in one order, learnt once.
  let order: readonly number[] | null = null;
  const bind = (row: R): Bound[] => {
    const bound: Readonly<Record<string, Bound>> = options.write(row);
    if (order === null) {
      const names = Object.keys(bound);
      order = columns.map((column) => names.indexOf(column));
    }
    const values = Object.values(bound);
    const cells: Bound[] = [];
    for (const at of order) cells.push(values[at] ?? null);
    return cells;
  };
  const decode = (cells: readonly Cell[], offset = 0): R => {
    const row: Record<string, unknown> = {};
    for (let index = 0; index < columns.length; index += 1) {
      const cell = cells[offset + index] ?? null;
      row[columns[index] ?? ''] = cell === null ? null : decoders[index]?.(cell);
    }
    return options.read(row as StoredRow<T>);
  };
  const first = columns.length - later.length;
  const hashOf = (cells: readonly Bound[], offset = 0): string => {
    let length = columns.length;
    while (length > first && (cells[offset + length - 1] ?? null) === null) length -= 1;
    return rowHash(name, cells, offset, length);
  };
  const matches = (cells: readonly Cell[], offset = 0): boolean =>
    !hashed || hashOf(cells, offset) === cells[offset + columns.length];

  return {
    table: name,
    columns,
    selected: (hashed ? [...columns, 'row_hash'] : columns)
      .map((column) => `${name}.${column}`).join(', '),
    hashed,
    hashOf,
    bind,
    decode,
    matches,
    verified: (cells, offset = 0) => {
      if (!matches(cells, offset)) throw new DamagedRowError(name, String(cells[offset]));
      return decode(cells, offset);
    },
  };
}

/**
 * SHA-256 over a row's columns in the order of the schema, each with its kind and length, so that
 * no two rows share an encoding. A number and a bigint of one value are encoded alike.
 */
export function rowHash(
  table: string,
  cells: readonly Bound[],
  offset = 0,
  length = cells.length,
): string {
  let text = table;
  for (let index = offset; index < offset + length; index += 1) {
    const cell = cells[index] ?? null;
    text += cell === null
      ? '|-' : typeof cell === 'string' ? `|s${cell.length}:${cell}` : `|i${cell}`;
  }
  return hash('sha256', text, 'hex');
}

function isOwnColumn(column: string): boolean {
  return column === 'row_hash' || column === 'seq';
}
