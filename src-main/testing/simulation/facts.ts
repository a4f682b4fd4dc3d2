import type { Database } from '../../db/open.ts';

/** Reads what is committed, past the engine: the judge shares no code with the accused. */
export type Facts = {
  readonly all: (sql: string, ...bound: readonly (string | number)[]) => readonly Row[];
  readonly one: (sql: string, ...bound: readonly (string | number)[]) => Row | null;
};

/** One row by column names; whole numbers are bigint. */
export type Row = Readonly<Record<string, string | bigint | null>>;

export function createFacts(database: () => Database): Facts {
  return {
    all: (sql, ...bound) => database().prepare(sql).all(...bound.map(exact)).map(readRow),
    one: (sql, ...bound) => {
      const row = database().prepare(sql).get(...bound.map(exact));
      return row === undefined ? null : readRow(row);
    },
  };
}

/** A number would be bound as a float. */
function exact(value: string | number): string | bigint {
  return typeof value === 'number' ? BigInt(value) : value;
}

function readRow(value: unknown): Row {
  if (typeof value !== 'object' || value === null) throw new TypeError('A row is an object.');
  const row: Record<string, string | bigint | null> = {};
  const cells: readonly [string, unknown][] = Object.entries(value);
  for (const [name, cell] of cells) {
    if (typeof cell === 'string' || typeof cell === 'bigint' || cell === null) row[name] = cell;
  }
  return row;
}

export function text(row: Row | null, column: string): string {
  const cell = row?.[column];
  return typeof cell === 'string' ? cell : '';
}

export function whole(row: Row | null, column: string): bigint {
  const cell = row?.[column];
  return typeof cell === 'bigint' ? cell : 0n;
}

/** Whole minor units of a decimal text with at most so many places. */
export function amountOf(decimal: string, places: number): bigint {
  const [units = '', part = ''] = decimal.split('.');
  return BigInt(units + part.padEnd(places, '0'));
}
