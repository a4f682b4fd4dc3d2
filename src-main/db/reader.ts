import { ReadRefusedError } from '../engine/ports.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Lists } from '../engine/lists.ts';
import type { Clock } from '../engine/ports.ts';

/** What the worker is asked, one question at a time; `name` is a method of `Lists`. */
export type ReadRequest = {
  readonly id: number; readonly name: string; readonly args: readonly unknown[];
};
/** What a worker is started with. */
export type ReadWorkerData = {
  readonly file: string;
  /** How much of the file it keeps in memory. */
  readonly cacheKib: number;
};
/** The worker's word: that it can be asked, or its answer to a question. */
export type ReadAnswer =
  | { readonly ready: true }
  | Answered;
type Answered =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | {
    readonly id: number; readonly ok: false; readonly name: string; readonly message: string;
  };

/** A worker that loads beside much else may take seconds; this is no slow question. */
const START_DEADLINE_MS = 60_000;
const LIST_DEADLINE_MS = 10_000;
const REPORT_DEADLINE_MS = 15 * 60_000;
const WAITING_MAX = 256;
/** Screens come back to the same pages; a report reads each once, and adds no more than this. */
const LIST_CACHE_KIB = 256 * 1024;
const REPORT_CACHE_KIB = 24 * 1024;

type Waiting = {
  readonly request: ReadRequest;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
};

/**
 * `Lists` over a file database, read by worker threads with read-only connections: one for the
 * lists of the screens, started at once so that the first screen does not wait for it, and one,
 * started when it is first needed, for exports and verification, so that a report of minutes delays
 * neither a release nor a page. Each question has a deadline from when its worker takes it; past
 * it, the question is refused and its worker replaced. At most 256 questions wait per lane. The
 * file is migrated before. `clock` is the engine's.
 */
export function createReader(options: {
  readonly file: string;
  readonly clock: Pick<Clock, 'after'>;
  /** The worker's entry; default: `read-worker`, beside the sources or beside the built door. */
  readonly entry?: string;
}): Lists {
  const entry = options.entry ?? workerEntry();
  const lists = createLane({
    ...options, entry, deadlineMs: LIST_DEADLINE_MS, cacheKib: LIST_CACHE_KIB,
  });
  const reports = createLane({
    ...options, entry, deadlineMs: REPORT_DEADLINE_MS, cacheKib: REPORT_CACHE_KIB,
  });
  lists.start();
  return {
    payments: (query) => lists.ask('payments', query),
    paymentCount: (filter) => lists.ask('paymentCount', filter),
    payees: (query) => lists.ask('payees', query),
    payee: (payee) => lists.ask('payee', payee),
    wallets: (query) => lists.ask('wallets', query),
    statement: (query) => reports.ask('statement', query),
    explained: (query) => lists.ask('explained', query),
    figureSum: (figure) => reports.ask('figureSum', figure),
    exportFigure: (input) => reports.ask('exportFigure', input),
    jobs: (query) => lists.ask('jobs', query),
    escrows: (query) => lists.ask('escrows', query),
    attention: (query) => lists.ask('attention', query),
    batches: (query) => lists.ask('batches', query),
    batchItems: (query) => lists.ask('batchItems', query),
    purchases: (query) => lists.ask('purchases', query),
    deliveries: (query) => lists.ask('deliveries', query),
    traffic: (query) => lists.ask('traffic', query),
    audit: (query) => lists.ask('audit', query),
    messages: (query) => lists.ask('messages', query),
    refusedTasks: (query) => lists.ask('refusedTasks', query),
    walletPayments: (query) => lists.ask('walletPayments', query),
    walletSums: (query) => lists.ask('walletSums', query),
    deadWork: (query) => lists.ask('deadWork', query),
    volume: (fromDay, toDay) => lists.ask('volume', fromDay, toDay),
    dayEnds: (fromDay, toDay) => lists.ask('dayEnds', fromDay, toDay),
    inbox: (query) => lists.ask('inbox', query),
    inboxUnread: (operatorId) => lists.ask('inboxUnread', operatorId),
    checkFile: () => reports.ask('checkFile'),
    verifyAudit: () => reports.ask('verifyAudit'),
    verifyStretch: (after) => reports.ask('verifyStretch', after),
    verifyIntegrity: () => reports.ask('verifyIntegrity'),
    exportPayments: (input) => reports.ask('exportPayments', input),
    close: async () => { await Promise.all([lists.close(), reports.close()]); },
  };
}

type Lane = {
  readonly ask: <T>(name: keyof Lists, ...args: readonly unknown[]) => Promise<T>;
  /** Starts the worker before it is asked; harmless where it runs. */
  readonly start: () => void;
  readonly close: () => Promise<void>;
};

/** One worker and its queue; the worker starts with the first question, or before. */
function createLane({ deadlineMs, ...how }: ThreadOptions & {
  readonly deadlineMs: number;
}): Lane {
  let thread: Thread | null = null;
  let asked: Waiting | null = null;
  let stopClock = (): void => {};
  let lastId = 0;
  let closed = false;
  const waiting: Waiting[] = [];

  /** Ends the turn of the question that is asked, and answers it. */
  const finish = (): Waiting | null => {
    stopClock();
    const finished = asked;
    asked = null;
    return finished;
  };

  /** Its thread is gone, and with it what it was asked, or what waited for it to start. */
  const giveUp = (error: Error): void => {
    const failed = finish() ?? waiting.shift() ?? null;
    void thread?.end();
    thread = null;
    failed?.reject(error);
    askNext();
  };

  const take = (answer: Answered): void => {
    if (asked?.request.id !== answer.id) return;
    const answered = finish();
    if (answer.ok) answered?.resolve(answer.value as never);
    else answered?.reject(errorOf(answer));
    askNext();
  };

  const start = (): Thread => startThread(how, { ready: () => { askNext(); }, take, giveUp });

  const askNext = (): void => {
    if (asked !== null || closed || waiting.length === 0) return;
    thread ??= start();
    if (!thread.isReady()) return;
    asked = waiting.shift() ?? null;
    if (asked === null) return;
    stopClock = how.clock.after(deadlineMs, () => {
      giveUp(new ReadRefusedError(
        'The list took too long and was given up; narrow the filter and ask again.',
      ));
    });
    thread.ask(asked.request);
  };

  return {
    ask: (name, ...args) => new Promise((resolve, reject) => {
      if (closed) return reject(new ReadRefusedError('The store is closed.'));
      if (waiting.length >= WAITING_MAX) {
        return reject(new ReadRefusedError('Too many lists are waiting; ask again.'));
      }
      lastId += 1;
      waiting.push({ request: { id: lastId, name, args }, resolve, reject });
      askNext();
    }),
    start: () => { thread ??= start(); },
    close: async () => {
      closed = true;
      const unanswered = [finish(), ...waiting.splice(0)];
      for (const one of unanswered) one?.reject(new ReadRefusedError('The store was closed.'));
      await thread?.end();
    },
  };
}

type ThreadOptions = ReadWorkerData & {
  readonly clock: Pick<Clock, 'after'>; readonly entry: string;
};
type Thread = {
  readonly isReady: () => boolean;
  readonly ask: (request: ReadRequest) => void;
  readonly end: () => Promise<void>;
};

/** Starts a worker, which says when it can be asked; one that does not in time is given up. */
function startThread({ file, cacheKib, clock, entry }: ThreadOptions, { ready, take, giveUp }: {
  readonly ready: () => void; readonly take: (answer: Answered) => void;
  readonly giveUp: (error: Error) => void;
}): Thread {
  const worker = new Worker(entry, { workerData: { file, cacheKib } satisfies ReadWorkerData });
  let isReady = false;
  const stopClock = clock.after(START_DEADLINE_MS, () => {
    giveUp(new ReadRefusedError('The reader did not start in time; ask again.'));
  });
  // An idle reader keeps no process alive.
  worker.unref();
  worker.on('message', (answer: ReadAnswer) => {
    if (!('ready' in answer)) {
      take(answer);
      return;
    }
    isReady = true;
    stopClock();
    ready();
  });
  worker.on('error', (error) => { giveUp(asError(error)); });
  worker.on('exit', () => { giveUp(new ReadRefusedError('The reader stopped; ask again.')); });
  return {
    isReady: () => isReady,
    ask: (request) => { worker.postMessage(request); },
    end: async () => {
      stopClock();
      worker.removeAllListeners();
      await worker.terminate();
    },
  };
}

function errorOf({ name, message }: Extract<Answered, { ok: false }>): Error {
  if (name === 'ReadRefusedError') return new ReadRefusedError(message);
  const error = new Error(message);
  error.name = name;
  return error;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function workerEntry(): string {
  const here = import.meta.dirname;
  const candidates = [
    join(here, '..', 'read-worker.ts'), join(here, 'read-worker.js'),
    join(here, '..', 'read-worker.js'),
  ];
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) {
    throw new ReadRefusedError('The reader of this installation is missing (read-worker).');
  }
  return found;
}
