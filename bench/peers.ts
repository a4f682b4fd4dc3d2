/**
 * The durable job runners that B2 and B3 stand beside. None of them is a part of Paydesk: each is
 * measured where it is found installed, in this checkout or in the folder that
 * `PAYDESK_BENCH_PEERS` names, and named as missing where it is not.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { openLockFile } from '../src-main/db/open.ts';
import { invariant } from '../src-main/engine/domain/result.ts';

/** A runner at work: `run` puts one job in durably and resolves when its end is durable. */
export type RunningPeer = {
  readonly run: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type Peer = {
  readonly name: string;
  /** Starts it in `folder`; each job calls `work` once, at most `concurrency` at a time. */
  readonly start: (options: {
    readonly folder: string; readonly concurrency: number; readonly work: () => Promise<unknown>;
  }) => Promise<RunningPeer>;
};

type KnownPeer = {
  readonly part: 'B2' | 'B3'; readonly name: string; readonly module: string;
  /** Null where the bench does not know how to drive it. */
  readonly adapt: ((module: unknown) => Peer) | null;
};

const known: readonly KnownPeer[] = [
  { part: 'B2', name: 'DBOS on PostgreSQL', module: '@dbos-inc/dbos-sdk', adapt: null },
  { part: 'B2', name: 'Restate', module: '@restatedev/restate-sdk', adapt: null },
  { part: 'B3', name: 'plainjob, synchronous FULL', module: 'plainjob', adapt: adaptPlainjob },
  { part: 'B3', name: 'BullMQ, appendfsync always', module: 'bullmq', adapt: null },
  { part: 'B3', name: 'graphile-worker', module: 'graphile-worker', adapt: null },
  { part: 'B3', name: 'pg-boss', module: 'pg-boss', adapt: null },
];

/** The peers of B3 that can be measured here, and a line for each peer that cannot. */
export async function findPeers(): Promise<{
  readonly peers: readonly Peer[]; readonly missing: readonly string[];
}> {
  const peers: Peer[] = [];
  const missing: string[] = [];
  for (const { part, name, module, adapt } of known) {
    const path = resolved(module);
    if (path === null) missing.push(`${part}  not measured: ${name} is not installed (${module})`);
    else if (adapt === null) {
      missing.push(`${part}  not measured: ${name} is installed, the bench cannot drive it`);
    } else {
      const loaded: unknown = await import(pathToFileURL(path).href);
      peers.push(adapt(loaded));
    }
  }
  return { peers, missing };
}

function resolved(module: string): string | null {
  const folders = [process.env['PAYDESK_BENCH_PEERS'], join(import.meta.dirname, '..')];
  for (const folder of folders) {
    if (folder === undefined) continue;
    try {
      return createRequire(join(folder, 'package.json')).resolve(module);
    } catch (error) {
      const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
      if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw error;
    }
  }
  return null;
}

type PlainjobQueue = {
  readonly add: (type: string, data: unknown) => { readonly id: number };
  readonly close: () => void;
};
type PlainjobWorker = { readonly start: () => Promise<void>; readonly stop: () => Promise<void> };
type Plainjob = {
  readonly better: (database: object) => object;
  readonly defineQueue: (options: { readonly connection: object; readonly logger: object })
    => PlainjobQueue;
  readonly defineWorker: (type: string, work: () => Promise<void>, options: {
    readonly queue: PlainjobQueue; readonly pollIntervall: number; readonly logger: object;
    readonly onCompleted: (job: { readonly id: number }) => void;
  }) => PlainjobWorker;
};
const plainjobModule = z.custom<Plainjob>((value) => typeof value === 'object' && value !== null
  && ['better', 'defineQueue', 'defineWorker'].every((name) => name in value));

const quiet = (): void => undefined;
const logger = { error: quiet, warn: quiet, info: quiet, debug: quiet };

function adaptPlainjob(module: unknown): Peer {
  const { better, defineQueue, defineWorker } = plainjobModule.parse(module);
  return {
    name: 'plainjob',
    start: async ({ folder, concurrency, work }) => {
      const database = openLockFile(join(folder, 'plainjob.db'));
      const queue = defineQueue({ connection: better(database), logger });
      // It sets NORMAL for itself; a peer is measured at our durability.
      database.pragma('synchronous = FULL');
      invariant(database.pragma('synchronous', { simple: true }) === 2, 'plainjob is not FULL.');
      const waiting = new Map<number, () => void>();
      const ended = new Set<number>();
      const workers = Array.from({ length: concurrency }, () =>
        defineWorker('release', async () => { await work(); }, {
          queue, pollIntervall: 1, logger,
          onCompleted: ({ id }) => {
            const resolve = waiting.get(id);
            waiting.delete(id);
            if (resolve === undefined) ended.add(id);
            else resolve();
          },
        }));
      const running = workers.map((worker) => worker.start());
      return {
        run: () => new Promise((resolve) => {
          const { id } = queue.add('release', { amount: '0.001' });
          if (ended.delete(id)) resolve();
          else waiting.set(id, resolve);
        }),
        close: async () => {
          await Promise.all(workers.map((worker) => worker.stop()));
          await Promise.all(running);
          queue.close();
        },
      };
    },
  };
}
