import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Lists } from '../engine/lists.ts';
import type { Clock } from '../engine/ports.ts';
import { ReadRefusedError } from './errors.ts';

/** What the worker is asked, one question at a time; `name` is a method of `Lists`. */
export type ReadRequest = {
  readonly id: number; readonly name: string; readonly args: readonly unknown[];
};
export type ReadAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | {
    readonly id: number; readonly ok: false; readonly name: string; readonly message: string;
  };

const LIST_DEADLINE_MS = 10_000;
const REPORT_DEADLINE_MS = 15 * 60_000;
const WAITING_MAX = 256;

type Waiting = {
  readonly request: ReadRequest;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
};

/**
 * `Lists` over a file database, read by worker threads with read-only connections: one for the
 * lists of the screens, and one, started when it is first needed, for exports and verification, so
 * that a report of minutes delays neither a release nor a page. Each question has a deadline from
 * its turn on; past it, the question is refused and its worker replaced. At most 256 questions
 * wait per lane. `clock` is the engine's.
 */
export function createReader(options: {
  readonly file: string;
  readonly clock: Pick<Clock, 'after'>;
  /** The worker's entry; default: `read-worker`, beside the sources or beside the built door. */
  readonly entry?: string;
}): Lists {
  const entry = options.entry ?? workerEntry();
  const lists = createLane({ ...options, entry, deadlineMs: LIST_DEADLINE_MS });
  const reports = createLane({ ...options, entry, deadlineMs: REPORT_DEADLINE_MS });
  return {
    payments: (query) => lists.ask('payments', query),
    paymentCount: (filter) => lists.ask('paymentCount', filter),
    payees: (query) => lists.ask('payees', query),
    payee: (payee) => lists.ask('payee', payee),
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
  readonly close: () => Promise<void>;
};

/** One worker and its queue; the worker starts with the first question. */
function createLane({ file, clock, entry, deadlineMs }: {
  readonly file: string; readonly clock: Pick<Clock, 'after'>; readonly entry: string;
  readonly deadlineMs: number;
}): Lane {
  let worker: Worker | null = null;
  let asked: Waiting | null = null;
  let stopClock = (): void => {};
  let lastId = 0;
  let closed = false;
  const waiting: Waiting[] = [];

  const finish = (): Waiting | null => {
    const finished = asked;
    asked = null;
    stopClock();
    return finished;
  };

  const giveUp = (error: Error): void => {
    const failed = finish();
    const stopped = worker;
    worker = null;
    stopped?.removeAllListeners();
    void stopped?.terminate();
    failed?.reject(error);
    askNext();
  };

  const take = (answer: ReadAnswer): void => {
    if (asked?.request.id !== answer.id) return;
    const answered = finish();
    if (answer.ok) answered?.resolve(answer.value as never);
    else answered?.reject(errorOf(answer));
    askNext();
  };

  const askNext = (): void => {
    if (asked !== null || closed) return;
    const next = waiting.shift();
    if (next === undefined) return;
    asked = next;
    worker ??= startWorker(entry, file, { take, giveUp });
    stopClock = clock.after(deadlineMs, () => {
      giveUp(new ReadRefusedError(
        'The list took too long and was given up; narrow the filter and ask again.',
      ));
    });
    worker.postMessage(next.request);
  };

  return {
    ask: (name, ...args) => new Promise((resolve, reject) => {
      if (closed || waiting.length >= WAITING_MAX) {
        const reason = closed ? 'The store is closed.' : 'Too many lists are waiting; ask again.';
        reject(new ReadRefusedError(reason));
        return;
      }
      lastId += 1;
      waiting.push({ request: { id: lastId, name, args }, resolve, reject });
      askNext();
    }),
    close: async () => {
      closed = true;
      const unanswered = [finish(), ...waiting.splice(0)];
      for (const one of unanswered) one?.reject(new ReadRefusedError('The store was closed.'));
      worker?.removeAllListeners();
      await worker?.terminate();
    },
  };
}

function startWorker(entry: string, file: string, { take, giveUp }: {
  readonly take: (answer: ReadAnswer) => void; readonly giveUp: (error: Error) => void;
}): Worker {
  const worker = new Worker(entry, { workerData: { file } });
  // An idle reader keeps no process alive.
  worker.unref();
  worker.on('message', take);
  worker.on('error', (error) => { giveUp(asError(error)); });
  worker.on('exit', () => { giveUp(new ReadRefusedError('The reader stopped; ask again.')); });
  return worker;
}

function errorOf({ name, message }: Extract<ReadAnswer, { ok: false }>): Error {
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
