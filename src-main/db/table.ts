import type { Bound, Cell, Codec } from './codec.ts';
import { BrokenRuleError } from './errors.ts';
import type { Database, Statement } from './open.ts';
import { rowOf } from './query.ts';
import { asRead, type RowMemory } from './row-memory.ts';

/** The row that a write leaves: its hash where the table has one, for the audit entry (R10). */
export type Written = { readonly hash: string | null };

/** A table of rows with a version: inserted at 1, updated only from the version that was read. */
export type VersionedTable<R> = {
  readonly insert: (row: R) => Written;
  /** Null where the row is gone or has another version. */
  readonly update: (row: R, expectedVersion: number) => Written | null;
  readonly versionOf: (id: string) => number | null;
};

/**
 * Prepares the writes of a table. `key` is the column that names a row; what is written goes into
 * the `memory` of rows, and an update of a row that stands there need not read it first.
 */
export function createVersionedTable<R extends { readonly version: number }>(
  database: Database,
  codec: Codec<R>,
  { key = 'id', memory = null }: {
    readonly key?: string; readonly memory?: RowMemory<R> | null;
  } = {},
): VersionedTable<R> {
  const insert = createInsert(database, codec, { memory });
  const version = database.prepare(`select version from ${codec.table} where ${key} = ?`).pluck();
  const update = createUpdate(database, codec, { key, memory });
  return {
    insert: (row) => {
      if (row.version !== 1) throw new BrokenRuleError(`A new row of ${codec.table} is version 1.`);
      return insert(row);
    },
    update: (row, expectedVersion) => {
      if (row.version !== expectedVersion + 1) {
        throw new BrokenRuleError(
          `A row of ${codec.table} goes from version ${expectedVersion} to ${row.version}.`,
        );
      }
      return update(row, expectedVersion);
    },
    versionOf: (id) => {
      const found = version.get(id);
      return typeof found === 'bigint' ? Number(found) : null;
    },
  };
}

/** Prepares `insert`; `conflict` says what happens to a row of the same key. */
export function createInsert<R>(
  database: Database,
  codec: Codec<R>,
  { conflict = '', memory = null }: {
    readonly conflict?: string; readonly memory?: RowMemory<R> | null;
  } = {},
): (row: R) => Written {
  const columns = codec.hashed ? [...codec.columns, 'row_hash'] : codec.columns;
  const statement = database.prepare(
    `insert into ${codec.table} (${columns.join(', ')}) `
    + `values (${columns.map(() => '?').join(', ')}) ${conflict}`,
  );
  return (row) => {
    const cells = codec.bind(row);
    const hash = codec.hashed ? codec.hashOf(cells) : null;
    if (hash !== null) cells.push(hash);
    statement.run(cells);
    memory?.keep(asRead(cells), row);
    return { hash };
  };
}

/**
 * Writes only the columns that changed: SQLite rewrites every index whose columns are set, changed
 * or not, and a payment stands in eleven. One statement is kept per set of changed columns.
 */
function createUpdate<R>(
  database: Database,
  codec: Codec<R>,
  { key, memory }: { readonly key: string; readonly memory: RowMemory<R> | null },
): (row: R, expectedVersion: number) => Written | null {
  const { table, columns, hashed } = codec;
  const keyAt = columns.indexOf(key);
  const versionAt = columns.indexOf('version');
  const present = database
    .prepare(`select ${columns.join(', ')} from ${table} where ${key} = ?`).raw();
  const statements = new Map<string, Statement>();

  const statementFor = (changed: readonly number[]): Statement => {
    const name = changed.join();
    const known = statements.get(name);
    if (known !== undefined) return known;
    const sets = changed.map((index) => `${columns[index] ?? ''} = ?`);
    if (hashed) sets.push('row_hash = ?');
    const made = database.prepare(
      `update ${table} set ${sets.join(', ')} where ${key} = ? and version = ?`,
    );
    statements.set(name, made);
    return made;
  };

  return (row, expectedVersion) => {
    const after = codec.bind(row);
    const id = after[keyAt] ?? null;
    const before = memory?.cellsOf(id) ?? rowOf(present, [id]);
    if (before === null || before[versionAt] !== BigInt(expectedVersion)) return null;
    const changed: number[] = [];
    const values: Bound[] = [];
    for (let index = 0; index < after.length; index += 1) {
      const value = after[index] ?? null;
      if (isSame(before[index] ?? null, value)) continue;
      changed.push(index);
      values.push(value);
    }
    const hash = hashed ? codec.hashOf(after) : null;
    if (hash !== null) values.push(hash);
    values.push(id, expectedVersion);
    if (statementFor(changed).run(values).changes !== 1) return null;
    if (hash !== null) after.push(hash);
    memory?.keep(asRead(after), row);
    return { hash };
  };
}

function isSame(before: Cell, after: Bound): boolean {
  return typeof after === 'number' ? before === BigInt(after) : before === after;
}
