import type { Database, Statement } from '../../db/open.ts';

/**
 * Prepares the statements of a database when they are first used, and once for all stores that
 * are opened on it. A store prepares some two hundred statements, of which a history uses a third;
 * reopening after each crash would otherwise cost more than the history itself.
 */
export function withLazyStatements(database: Database): Database {
  const known = new Map<string, Statement>();
  const prepare = database.prepare.bind(database);
  const take = (sql: string, mode: Mode): Statement => {
    const name = `${mode} ${sql}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    const fresh: Statement = prepare(sql);
    const made = mode === 'plain' ? fresh : mode === 'raw' ? fresh.raw() : fresh.pluck();
    known.set(name, made);
    return made;
  };
  Object.defineProperty(database, 'prepare', { value: (sql: string) => lazy(take, sql) });
  return database;
}

type Mode = 'plain' | 'raw' | 'pluck';

function lazy(take: (sql: string, mode: Mode) => Statement, sql: string) {
  let mode: Mode = 'plain';
  let statement: Statement | null = null;
  const ready = (): Statement => {
    statement ??= take(sql, mode);
    return statement;
  };
  const face = {
    raw: () => {
      mode = 'raw';
      return face;
    },
    pluck: () => {
      mode = 'pluck';
      return face;
    },
    run: (...bound: unknown[]) => ready().run(...bound),
    get: (...bound: unknown[]) => ready().get(...bound),
    all: (...bound: unknown[]) => ready().all(...bound),
    iterate: (...bound: unknown[]) => ready().iterate(...bound),
  };
  return face;
}
