import type { Work } from '../engine/domain/work.ts';
import { createCodec } from './codec.ts';
import type { Database, Statement } from './open.ts';
import {
  eachRow, numberCell, prepareRead, reader, rowOf, textCell, type RowReader,
} from './query.ts';
import { work } from './schema-work.ts';
import { createInsert, type Written } from './table.ts';

export const workCodec = createCodec(work, {
  write: (row: Work) => ({
    id: row.id,
    kind: row.kind,
    subject_id: row.subjectId,
    payment_id: row.paymentId,
    connection_id: row.connectionId,
    due_at: row.dueAt,
    lease_until: row.leaseUntil,
    tries: row.tries,
    last_error: row.lastError,
    dead_at: row.deadAt,
  }),
  read: (row): Work => ({
    id: row.id,
    kind: row.kind,
    subjectId: row.subject_id,
    paymentId: row.payment_id,
    connectionId: row.connection_id,
    dueAt: row.due_at,
    leaseUntil: row.lease_until,
    tries: row.tries,
    lastError: row.last_error,
    deadAt: row.dead_at,
  }),
});

/** `id` is `kind:subjectId`, and a subject stays with its payment. */
const givenById: ReadonlySet<string> = new Set(['id', 'kind', 'subject_id', 'payment_id']);

export function createWorkWrites(database: Database): {
  readonly put: (row: Work) => Written;
  readonly done: (id: string) => void;
} {
  // What the id stands for is the same; setting it again would write its indexes again.
  const sets = [...workCodec.columns, 'row_hash'].filter((column) => !givenById.has(column))
    .map((column) => `${column} = excluded.${column}`).join(', ');
  const done = database.prepare('delete from work where id = ?');
  return {
    put: createInsert(database, workCodec, { conflict: `on conflict (id) do update set ${sets}` }),
    done: (id) => { done.run(id); },
  };
}

export type DueQuery = {
  readonly nowMs: number; readonly limit: number; readonly except: readonly string[];
};

export type WorkReads = {
  readonly byId: RowReader<Work>;
  readonly due: (query: DueQuery) => readonly Work[];
  readonly nextDueAt: (except: readonly string[]) => number | null;
  readonly questionsBeyond: (atMs: number, limit: number) => readonly Work[];
  readonly dead: (kind: string | null, limit: number) => readonly Work[];
};

/**
 * The reads of the runner. Work is looked up connection by connection: one range of an index each,
 * so that ten thousand rows of a busy or broken connection are never walked to find the others'.
 */
export function createWorkReads(database: Database): WorkReads {
  const { one, many } = reader(database, workCodec);
  const connections = database.prepare('select id from connections').pluck();
  const due = many('indexed by work_due where connection_id is ? and dead_at is null '
    + 'and lease_until is null and due_at <= ? order by due_at limit ?');
  const later = many('indexed by work_due where connection_id is ? and dead_at is null '
    + "and lease_until is null and due_at > ? and (kind = 'inquire' or (kind = 'consent' "
    + "and (select state from consents where id = work.subject_id) <> 'asked')) "
    + 'order by due_at limit ?');
  const leaseOver = many('indexed by work_leased where connection_id is ? and dead_at is null '
    + 'and lease_until is not null and lease_until <= ? and due_at <= ? '
    + 'order by lease_until limit ?');
  const dead = many('indexed by work_dead where dead_at is not null order by dead_at, id limit ?');
  const deadOfKind = many('indexed by work_dead_by_kind where kind = ? and dead_at is not null '
    + 'order by dead_at limit ?');
  const next = createNextDue(database);
  let handedOut: HandedOut = { ids: new Set(), atMs: 0 };

  const served = (except: readonly string[]): readonly (string | null)[] =>
    [null, ...connections.all().map(String).filter((id) => !except.includes(id))];

  return {
    byId: one('where id = ?'),
    due: ({ nowMs, limit, except }) => {
      const found = served(except).flatMap((id) => [
        ...due(id, nowMs, limit), ...leaseOver(id, nowMs, nowMs, limit),
      ]);
      const first = found.toSorted(byDueTime).slice(0, limit);
      handedOut = { ids: new Set(first.map(({ id }) => id)), atMs: nowMs };
      return first;
    },
    nextDueAt: (except) => {
      let earliest: number | null = null;
      for (const id of served(except)) {
        for (const at of [next.unleased(id, handedOut), next.leased(id, handedOut)]) {
          if (at !== null && (earliest === null || at < earliest)) earliest = at;
        }
      }
      return earliest;
    },
    questionsBeyond: (atMs, limit) => served([]).flatMap((id) => later(id, atMs, limit))
      .toSorted(byDueTime).slice(0, limit),
    dead: (kind, limit) => kind === null ? dead(limit) : deadOfKind(kind, limit),
  };
}

/** Earliest first; rows of one instant in an order that a replayed run meets again. */
function byDueTime(a: Work, b: Work): number {
  if (a.dueAt !== b.dueAt) return a.dueAt - b.dueAt;
  return a.id < b.id ? -1 : 1;
}

/** What the last `due` handed out, and when: it is being taken and wakes nobody until it moved. */
type HandedOut = { readonly ids: ReadonlySet<string>; readonly atMs: number };
type NextDue = (connectionId: string | null, handedOut: HandedOut) => number | null;

function createNextDue(database: Database): { unleased: NextDue; leased: NextDue } {
  const unleased = prepareRead(database, 'select id, due_at from work indexed by work_due '
    + 'where connection_id is ? and dead_at is null and lease_until is null '
    + 'order by due_at');
  const leased = prepareRead(database, 'select id, lease_until from work indexed by work_leased '
    + 'where connection_id is ? and dead_at is null and lease_until is not null '
    + 'order by lease_until');
  return {
    unleased: (connectionId, { ids }) =>
      firstTime(unleased, connectionId, (id) => ids.has(id)),
    // Handed out with a lease that was over: it counts again once it has a new lease.
    leased: (connectionId, { ids, atMs }) =>
      firstTime(leased, connectionId, (id, until) => ids.has(id) && until <= atMs),
  };
}

function firstTime(
  statement: Statement,
  connectionId: string | null,
  isTaken: (id: string, at: number) => boolean,
): number | null {
  for (const row of eachRow(statement, [connectionId])) {
    const at = numberCell(row[1]);
    if (!isTaken(textCell(row[0]), at)) return at;
  }
  return null;
}

/** The next thing that happens to a payment by itself, for its line in the list. */
export function createNextOfPayment(
  database: Database,
): (paymentId: string) => { readonly kind: string; readonly at: number } | null {
  const next = prepareRead(database, 'select kind, due_at from work indexed by work_of_payment '
    + "where payment_id = ? and dead_at is null and kind <> 'deliver' "
    + 'order by due_at limit 1');
  return (paymentId) => {
    const row = rowOf(next, [paymentId]);
    return row === null ? null : { kind: textCell(row[0]), at: numberCell(row[1]) };
  };
}
