import {
  StoreHaltedError, type ChangeSet, type CommitAnswer, type Committed, type Write,
} from '../engine/ports.ts';
import type { Noun } from '../engine/domain/nouns.ts';
import { isVersioned, type Applied } from './apply.ts';
import { CrashError, remedyOf } from './errors.ts';
import { createGroup, type Outcome } from './group.ts';
import type { Database } from './open.ts';
import type { RowMemories } from './row-memory.ts';

/** How many change sets share one transaction, and so one fsync. */
export const GROUP_MAX = 200;

/** Where the simulation may crash the process, or make the disk fail. */
export const failpoints = [
  'before-transaction', 'inside-transaction', 'before-commit', 'after-commit-before-answer',
] as const;
export type FailpointName = (typeof failpoints)[number];

export type CommitQueue = {
  readonly commit: (change: ChangeSet) => Promise<CommitAnswer>;
  /** Commits everything that is queued, now; the callers are answered before it returns. */
  readonly flushNow: () => void;
  readonly onCommitted: (listener: (committed: Committed) => void) => () => void;
  readonly onHalted: (listener: (reason: string) => void) => () => void;
  /** An error of the disk was met elsewhere: nothing more is written (once; later ones are it). */
  readonly haltBecause: (error: unknown) => void;
};

export type CommitQueueOptions = {
  /** Runs the flush later; the simulation drives it by hand. Default: `setImmediate`. */
  readonly defer?: (flush: () => void) => void;
  /** Called at each failpoint; throws `CrashError` to die there, or an error of the disk. */
  readonly failpoint?: (name: FailpointName) => void;
  /** The rows that the reads of this store remember. */
  readonly memories: RowMemories;
};

type Entry = {
  readonly change: ChangeSet;
  readonly resolve: (answer: CommitAnswer) => void;
  readonly reject: (error: Error) => void;
};

/**
 * The one way to write (DESIGN 6). Change sets that arrive while the event loop is busy are put
 * into one immediate transaction and answered after its COMMIT: one fsync for all. A conflict or a
 * broken rule undoes its own change set only. An error of the disk acknowledges nothing, rolls back
 * and halts the store for good.
 */
export function createCommitQueue(
  database: Database,
  options: CommitQueueOptions,
): CommitQueue {
  const { defer = (flush) => { setImmediate(flush); }, failpoint = () => {} } = options;
  const group = createGroup(database, { memories: options.memories, failpoint });
  const committedListeners = new Set<(committed: Committed) => void>();
  const haltedListeners = new Set<(reason: string) => void>();
  let queue: Entry[] = [];
  let scheduled = false;
  let halted: string | null = null;
  // A crashed process answers nobody and does nothing more.
  let crashed = false;

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    defer(() => {
      scheduled = false;
      flushGroup();
      if (queue.length > 0) schedule();
    });
  };

  const flushGroup = (): void => {
    if (crashed || halted !== null || queue.length === 0) return;
    const entries = queue.slice(0, GROUP_MAX);
    queue = queue.slice(GROUP_MAX);
    let outcomes: readonly Outcome[];
    try {
      outcomes = group(entries.map(({ change }) => change));
    } catch (error) {
      if (error instanceof CrashError) {
        crashed = true;
        throw error;
      }
      halt(error, entries);
      return;
    }
    for (const committed of answerAll(entries, outcomes)) {
      tellAll(committedListeners, committed, defer);
    }
  };

  const halt = (error: unknown, entries: readonly Entry[]): void => {
    halted = haltSentence(error);
    const waiting = [...entries, ...queue];
    queue = [];
    for (const { reject } of waiting) reject(new StoreHaltedError(halted, { cause: error }));
    tellAll(haltedListeners, halted, defer);
  };

  return {
    commit: (change) => new Promise((resolve, reject) => {
      if (crashed) return;
      if (halted !== null) return reject(new StoreHaltedError(halted));
      queue.push({ change, resolve, reject });
      schedule();
    }),
    flushNow: () => {
      while (queue.length > 0 && halted === null && !crashed) flushGroup();
    },
    onCommitted: (listener) => subscribe(committedListeners, listener),
    onHalted: (listener) => subscribe(haltedListeners, listener),
    haltBecause: (error) => {
      if (halted === null && !crashed) halt(error, []);
    },
  };
}

function haltSentence(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `The disk refused a commit (${reason}). Nothing of it was acknowledged, and nothing more `
    + `is sent. ${remedyOf(error)}`;
}

/** Answers every caller of a group; then what was committed can be told. */
function answerAll(
  entries: readonly Entry[],
  outcomes: readonly Outcome[],
): readonly Committed[] {
  return entries.flatMap((entry, index) => {
    const outcome = outcomes[index];
    if (outcome === undefined) return [];
    answer(entry, outcome);
    return outcome.kind === 'written' ? [committedOf(entry.change, outcome.applied)] : [];
  });
}

function answer({ resolve, reject }: Entry, outcome: Outcome): void {
  switch (outcome.kind) {
    case 'written': resolve({ ok: true, seq: outcome.applied.seq }); return;
    case 'conflict': resolve(outcome.answer); return;
    case 'refused': reject(outcome.error); return;
  }
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

/** Tells every listener; one that throws surfaces by itself and keeps nobody from hearing. */
function tellAll<T>(
  listeners: ReadonlySet<(told: T) => void>,
  told: T,
  defer: (act: () => void) => void,
): void {
  for (const listener of listeners) {
    try {
      listener(told);
    } catch (error) {
      defer(() => { throw error; });
    }
  }
}

function committedOf({ writes }: ChangeSet, { seq, events }: Applied): Committed {
  const nouns = new Set<Noun>();
  const paymentIds = new Set<string>();
  for (const write of writes) {
    const noun = nounOf(write);
    if (noun !== null) nouns.add(noun);
    const paymentId = paymentOf(write);
    if (paymentId !== null) paymentIds.add(paymentId);
  }
  return { seq, nouns: [...nouns], paymentIds: [...paymentIds], events };
}

/** What a window reads again after the write; versioned rows go by their own names. */
const otherNouns = {
  expect: null, posting: 'postings', event: 'events', attempt: 'attempts',
  'attempt-ended': 'attempts', asked: 'attempts', work: 'work', 'work-done': 'work',
  'attention-opened': 'attention',
  'attention-closed': 'attention', 'attention-claimed': 'attention', counter: 'counters',
  'batch-item': 'batchItems', 'batch-item-moved': 'batchItems', search: null,
  idempotency: 'idempotency', 'idempotency-answered': 'idempotency', setting: 'settings',
  notice: 'notices', 'inbox-read': 'notices', reputation: 'payeeWallets', hint: 'hints',
} as const satisfies Record<Exclude<Write['write'], 'insert' | 'update'>, Noun | null>;

function nounOf(write: Write): Noun | null {
  return isVersioned(write) ? write.noun : otherNouns[write.write];
}

function paymentOf(write: Write): string | null {
  switch (write.write) {
    case 'insert': case 'update':
      switch (write.noun) {
        case 'payments': return write.row.id;
        case 'operations': case 'escrows': case 'jobs': case 'purchases': case 'deliveries':
          return write.row.paymentId;
        default: return null;
      }
    case 'posting': case 'event': case 'attempt': case 'work': case 'batch-item':
      return write.row.paymentId;
    case 'attention-opened': return write.row.subject === 'payment' ? write.row.subjectId : null;
    case 'batch-item-moved': case 'search': return write.paymentId;
    default: return null;
  }
}
