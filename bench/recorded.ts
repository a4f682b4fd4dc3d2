/** The rows of payment lives as the store wrote them, and a bare loop that writes them again. */
import { openMigrated } from '../src-main/db/migrate.ts';
import type { Database } from '../src-main/db/open.ts';
import { createHttpClient } from '../src-main/http-client.ts';
import { closedLoop, type Lap } from './lives.ts';

/** One statement with what was bound to it. */
export type RecordedWrite = { readonly sql: string; readonly bound: readonly unknown[] };
/** One change set: what stood before its audit entry, and that; the last of a group also counts. */
export type RecordedChange = readonly RecordedWrite[];
/** The change sets of a payment from `requested` to `released`, in order. */
export type RecordedLife = readonly RecordedChange[];

const AUDIT = 'insert into audit';
const EVENT = 'insert into events';
/** Create, intent, hold settled, release asked for, intent, release settled. */
const CHANGES_OF_LIFE = 6;
/** The intents: after each of them a call leaves. */
const CALL_AFTER = new Map([[1, '/api/v1/escrow/create'], [4, '/api/v1/escrow/release']]);

/**
 * Makes a database remember what is written through it from now on: statements prepared later, by
 * change set, under the payment that their audit entry names.
 */
export function recordWrites(
  database: Database,
): { readonly lives: () => readonly RecordedLife[] } {
  const byPayment = new Map<string, RecordedChange[]>();
  const prepare = database.prepare.bind(database);
  let group: RecordedWrite[][] = [];
  let change: RecordedWrite[] = [];
  const noteCommit = (): void => {
    // The sums of the group's counters, which belong to all of it.
    group.at(-1)?.push(...change);
    for (const ended of group) {
      const subject = ended.find(({ sql }) => sql.startsWith(AUDIT))?.bound[1];
      if (typeof subject !== 'string') continue;
      const changes = byPayment.get(subject) ?? [];
      changes.push(ended);
      byPayment.set(subject, changes);
    }
  };
  const note = (sql: string, bound: readonly unknown[]): void => {
    if (sql === 'begin immediate') {
      group = [];
      change = [];
    } else if (sql === 'commit') {
      noteCommit();
    } else if (/^(insert|update|delete)/.test(sql)) {
      change.push({ sql, bound: [...bound] });
      if (!sql.startsWith(AUDIT)) return;
      group.push(change);
      change = [];
    }
  };
  Object.assign(database, {
    prepare: (sql: string) => {
      const statement = prepare(sql);
      const run = statement.run.bind(statement);
      Object.assign(statement, {
        run: (...bound: unknown[]) => {
          const answer = run(...bound);
          note(sql, bound.flat());
          return answer;
        },
      });
      return statement;
    },
  });
  return {
    lives: () => [...byPayment.values()].filter(({ length }) => length === CHANGES_OF_LIFE),
  };
}

/**
 * Writes recorded lives into the file again: prepared statements on the same connection settings,
 * many changes to a transaction as they arrive together, the same calls to the provider, and
 * nothing else: no reads, no decisions, no hashes. What a program could do at best.
 */
export async function replayLives(
  file: string,
  lives: readonly RecordedLife[],
  { providerUrl, concurrency }: { readonly providerUrl: string; readonly concurrency: number },
): Promise<Lap> {
  const database = openMigrated(file);
  const http = createHttpClient();
  const commit = createBareCommits(database);
  const call = (path: string): Promise<unknown> => http.send({
    method: 'POST', url: `${providerUrl}${path}`, deadlineMs: 60_000, responseBytesMax: 65_536,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ amount: '0.001', currency: 'BTC', timeout_seconds: 86_400 }),
  });
  try {
    return await closedLoop({ count: lives.length, concurrency }, async (index) => {
      const life = lives[index] ?? [];
      for (const [step, change] of life.entries()) {
        await commit(change);
        const path = CALL_AFTER.get(step);
        if (path !== undefined) await call(path);
      }
    });
  } finally {
    http.close();
    database.close();
  }
}

type Waiting = { readonly change: RecordedChange; readonly done: () => void };

function createBareCommits(database: Database): (change: RecordedChange) => Promise<void> {
  const statements = new Map<string, ReturnType<Database['prepare']>>();
  const begin = database.prepare('begin immediate');
  const commit = database.prepare('commit');
  const numbered = createNumbering(database);
  let queue: Waiting[] = [];
  const write = ({ sql, bound }: RecordedWrite): void => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    statement.run(...numbered(sql, bound));
  };
  const flush = (): void => {
    const group = queue;
    queue = [];
    begin.run();
    for (const { change } of group) for (const one of change) write(one);
    commit.run();
    for (const { done } of group) done();
  };
  return (change) => new Promise((done) => {
    if (queue.length === 0) setImmediate(flush);
    queue.push({ change, done });
  });
}

/** Histories are numbered in the order of arrival, which differs from run to run. */
function createNumbering(
  database: Database,
): (sql: string, bound: readonly unknown[]) => readonly unknown[] {
  const only = (sql: string): unknown => database.prepare(sql).pluck().get();
  let auditSeq = Number(only('select coalesce(max(seq), 0) from audit'));
  let hash: unknown = only('select hash from audit order by seq desc limit 1');
  let eventSeq = Number(only('select coalesce(max(seq), 0) from events'));
  return (sql, bound) => {
    if (sql.startsWith(AUDIT)) {
      auditSeq += 1;
      const [, subject, entry, , own] = bound;
      const numberedEntry = [auditSeq, subject, entry, hash, own];
      hash = own;
      return numberedEntry;
    }
    if (!sql.startsWith(EVENT)) return bound;
    eventSeq += 1;
    return [eventSeq, ...bound.slice(1)];
  };
}
