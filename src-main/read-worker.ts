/**
 * The entry of the reading threads: a door like `desktop.ts`, which puts the store's list queries
 * and the engine's report writer together. It answers one question at a time, on a connection that
 * can read and nothing else.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { createListQueries, type ListQueries } from './db/lists.ts';
import { openReadOnly } from './db/open.ts';
import type { ReadAnswer, ReadRequest, ReadWorkerData } from './db/reader.ts';
import { writeFigureCsv } from './engine/reports/figure-csv.ts';
import { writePaymentsCsv } from './engine/reports/payments-csv.ts';

const port = parentPort;
if (port === null) throw new Error('read-worker.ts runs as a worker thread only.');

const { file, cacheKib } = workerData as ReadWorkerData;
const queries: Readonly<Record<string, ListQueries[keyof ListQueries]>> = createListQueries(
  openReadOnly(file, cacheKib), writePaymentsCsv, writeFigureCsv,
);

port.on('message', (request: ReadRequest) => {
  port.postMessage(answerTo(request));
});
port.postMessage({ ready: true } satisfies ReadAnswer);

function answerTo({ id, name, args }: ReadRequest): ReadAnswer {
  try {
    const query = queries[name];
    if (query === undefined) throw new TypeError(`There is no list "${name}".`);
    const value: unknown = Reflect.apply(query, queries, args);
    return { id, ok: true, value };
  } catch (error) {
    const known = error instanceof Error ? error : new Error(String(error));
    return { id, ok: false, name: known.name, message: known.message };
  }
}
