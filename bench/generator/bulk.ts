/**
 * Writes change sets into a store that nobody else has open, as fast as SQLite takes them: the
 * applier of the commit queue, so that hashes, chain and balances are the real ones, but nothing
 * synced, no journal, and what guards the history and speeds up reading put back at the end. The
 * generator's test holds a store against every rule that is off meanwhile.
 */
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { z } from 'zod';
import { createApplier } from '../../src-main/db/apply.ts';
import { createCounterWrites } from '../../src-main/db/counters.ts';
import { openDatabase, type Database } from '../../src-main/db/open.ts';
import { createRowMemories } from '../../src-main/db/row-memory.ts';
import type { ChangeSet } from '../../src-main/engine/ports.ts';

export type Bulk = {
  /** Writes these in one transaction. */
  readonly write: (changes: readonly ChangeSet[]) => void;
  /** Makes the indexes and leaves the file whole, synced, and set as a store is. */
  readonly finish: (tell: (line: string) => void) => void;
};

const CACHE_KIB = 1_048_576;
/** Words are sorted in memory up to this many bytes before they go to the index. */
const SEARCH_BYTES = 67_108_864;
const SEARCH_BYTES_DEFAULT = 1_048_576;
const SEARCH_MERGE_DEFAULT = 4;

/** Tables that get a row or more per payment. */
const largeTables = [
  'payments', 'operations', 'escrows', 'postings', 'events', 'attempts', 'audit', 'jobs',
  'deliveries', 'payees', 'inbox',
];

const schemaRow = z.object({ name: z.string(), sql: z.string() });
type SchemaRow = z.infer<typeof schemaRow>;

/** Until `finish` has returned, the file is nobody's store: it is thrown away on any error. */
export function openBulk(file: string): Bulk {
  const database = openDatabase({ file, check: false });
  // The driver refuses to go without a journal otherwise.
  database.unsafeMode(true);
  for (const setting of [
    'synchronous = OFF', 'journal_mode = OFF', 'locking_mode = EXCLUSIVE', 'foreign_keys = OFF',
    'ignore_check_constraints = ON', `cache_size = -${CACHE_KIB}`,
  ]) database.pragma(setting);
  // Prepared first: it also prepares reads by some of the indexes, which are never run here.
  const applier = createApplier(database, createRowMemories());
  const count = createCounterWrites(database);
  const indexes = readingIndexes(database);
  const guards = guardingTriggers(database);
  for (const { name } of indexes) database.exec(`drop index ${name}`);
  for (const { name } of guards) database.exec(`drop trigger ${name}`);
  setSearch(database, 'hashsize', SEARCH_BYTES);
  setSearch(database, 'automerge', 0);
  return {
    write: (changes) => {
      database.exec('begin');
      count(changes.flatMap((change) => [...applier.apply(change).counters]));
      database.exec('commit');
    },
    finish: (tell) => {
      const startedAt = performance.now();
      for (const { sql } of indexes) database.exec(sql);
      for (const { sql } of guards) database.exec(sql);
      tell(`${indexes.length} indexes made in ${since(startedAt)} s`);
      const mergedAt = performance.now();
      database.exec("insert into search (search) values ('optimize')");
      setSearch(database, 'hashsize', SEARCH_BYTES_DEFAULT);
      setSearch(database, 'automerge', SEARCH_MERGE_DEFAULT);
      tell(`search merged in ${since(mergedAt)} s`);
      database.close();
      sync(file);
      // Opened as every store is: WAL and FULL, read back.
      const store = openDatabase({ file, check: false });
      store.pragma('wal_checkpoint(TRUNCATE)');
      store.close();
    },
  };
}

function since(startedAt: number): string {
  return ((performance.now() - startedAt) / 1_000).toFixed(0);
}

/** What only makes reading fast; unique indexes stay, because they are rules. */
function readingIndexes(database: Database): readonly SchemaRow[] {
  const names = largeTables.map(() => '?').join(', ');
  return z.array(schemaRow).parse(database.prepare(
    `select name, sql from sqlite_schema where type = 'index' and tbl_name in (${names}) `
    + "and sql like 'CREATE INDEX%' order by rowid",
  ).all(largeTables));
}

/** What only refuses changes of history; what keeps other tables goes on doing so. */
function guardingTriggers(database: Database): readonly SchemaRow[] {
  return z.array(schemaRow).parse(database.prepare(
    "select name, sql from sqlite_schema where type = 'trigger' and sql like '%SELECT RAISE(%' "
    + "and sql not like '%INSERT INTO%' and sql not like '%UPDATE %SET%' order by rowid",
  ).all());
}

function setSearch(database: Database, name: string, value: number): void {
  database.prepare('insert into search (search, rank) values (?, ?)').run(name, BigInt(value));
}

function sync(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}
