import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { invariant } from '../src-main/engine/domain/result.ts';
import { workId, type Work } from '../src-main/engine/domain/work.ts';
import type { Store, Write } from '../src-main/engine/ports.ts';
import { MARKETPLACE_ID } from '../src-main/testing/seed-rows.ts';
import { limitFigure, median, percentile, shown, type Figure } from './figures.ts';
import { closedLoop } from './lives.ts';
import type { Bench } from './part.ts';
import { ask, openWorld, seedFile, type BenchWorld } from './world.ts';

/** When an expiry was due and when its commit was answered, UTC milliseconds. */
type Fire = { readonly dueAt: number; readonly firedAt: number };

const DAY_MS = 86_400_000;
const PAUSE_BETWEEN_MS = 10;
const AT_ONCE = 10_000;

/**
 * B10: expiries of jobs as the runner's timer fires them, with a million rows of work pending:
 * a hundred a second, then ten thousand at one instant. Late is the moment at which the commit of
 * the expiry is durable, less the due time.
 */
export async function timers(bench: Bench): Promise<readonly Figure[]> {
  const pending = bench.quick ? 100_000 : 1_000_000;
  const file = join(bench.folder, 'b10.db');
  await seedFile(file, { providerUrl: bench.provider.url });
  const fires: Fire[] = [];
  const world = await openWorld(file, { watched: (store) => watchExpiries(store, fires) });
  try {
    await fillWork(world, pending);
    const steady: (readonly Fire[])[] = [];
    const bursts: (readonly Fire[])[] = [];
    for (let round = 0; round < bench.pairs; round += 1) {
      const count = bench.quick ? 300 : 1_000;
      steady.push(await expireJobs(world, fires, {
        count, dueAt: (index, startMs) => startMs + index * PAUSE_BETWEEN_MS, leadMs: 2_000,
      }));
    }
    for (let round = 0; round < Math.min(3, bench.pairs); round += 1) {
      bursts.push(await expireJobs(world, fires, {
        count: AT_ONCE, dueAt: (_index, startMs) => startMs, leadMs: 20_000,
      }));
    }
    return [steadyFigure(steady, pending), earlyFigure([...steady, ...bursts].flat()),
      burstFigure(bursts, pending)];
  } finally {
    await world.close();
  }
}

function latenessOf(fires: readonly Fire[]): readonly number[] {
  return fires.map(({ dueAt, firedAt }) => firedAt - dueAt);
}

function steadyFigure(rounds: readonly (readonly Fire[])[], pending: number): Figure {
  const all = rounds.flatMap(latenessOf);
  return limitFigure({
    part: 'B10', what: `timers, ${1_000 / PAUSE_BETWEEN_MS} a second, late p99`, unit: 'ms',
    rounds: rounds.map((fires) => percentile(latenessOf(fires), 0.99)), target: 15,
    detail: {
      pending: String(pending), fires: all.length, 'p50 ms': percentile(all, 0.5),
      'worst ms': Math.max(...all),
    },
  });
}

function earlyFigure(fires: readonly Fire[]): Figure {
  const early = fires.filter(({ dueAt, firedAt }) => firedAt < dueAt).length;
  return limitFigure({
    part: 'B10', what: 'timers that fired early', unit: 'count', rounds: [early], target: 0,
    detail: { fires: String(fires.length) },
  });
}

function burstFigure(rounds: readonly (readonly Fire[])[], pending: number): Figure {
  const p50s = rounds.map((fires) => percentile(latenessOf(fires), 0.5));
  return limitFigure({
    part: 'B10', what: `${AT_ONCE} timers due at once, the last one`, unit: 'ms', target: 500,
    rounds: rounds.map((fires) => Math.max(...latenessOf(fires))),
    detail: { pending: String(pending), rounds: rounds.length, 'p50 ms': shown(median(p50s)) },
  });
}

/** Notes when the commit of each job's expiry is answered. */
function watchExpiries(store: Store, fires: Fire[]): Store {
  return {
    ...store,
    commit: async (change) => {
      const answer = await store.commit(change);
      const expired = change.writes.find((write) =>
        write.write === 'update' && write.noun === 'jobs' && write.row.state === 'expired');
      if (answer.ok && expired?.write === 'update' && expired.noun === 'jobs') {
        fires.push({ dueAt: expired.row.expiresAt, firedAt: Date.now() });
      }
      return answer;
    },
  };
}

const ROWS_PER_CHANGE = 500;

/** Rows that are due on some later day, as the clocks of jobs are. */
async function fillWork({ store }: BenchWorld, count: number): Promise<void> {
  const farMs = Date.now() + 2 * DAY_MS;
  for (let from = 0; from < count; from += ROWS_PER_CHANGE) {
    const writes = Array.from({ length: Math.min(ROWS_PER_CHANGE, count - from) }, (_, index) =>
      ({ write: 'work', row: pendingWork(from + index, farMs) } as const satisfies Write));
    const answer = await store.commit({ writes, audit: null });
    invariant(answer.ok, 'The bench\'s pending work was not taken.');
  }
}

function pendingWork(number: number, farMs: number): Work {
  // Spread over thirty days, in no order: as the rows of a busy marketplace lie.
  const dueAt = farMs + (number * 7_919_777) % (30 * DAY_MS);
  const subjectId = `job_pending_${number}`;
  return {
    id: workId('job-expiry', subjectId), kind: 'job-expiry', subjectId, paymentId: null,
    connectionId: null, dueAt, leaseUntil: null, tries: 0, lastError: null, deadAt: null,
  };
}

async function expireJobs(
  { engine }: BenchWorld,
  fires: Fire[],
  plan: {
    readonly count: number; readonly leadMs: number;
    readonly dueAt: (index: number, startMs: number) => number;
  },
): Promise<readonly Fire[]> {
  fires.length = 0;
  const startMs = Date.now() + plan.leadMs;
  await closedLoop({ count: plan.count, concurrency: 200 }, async (index) => {
    const created = await engine.jobs.create(ask, {
      marketplaceId: MARKETPLACE_ID, payload: '{}', payment: null,
      ttlMs: plan.dueAt(index, startMs) - Date.now(),
    });
    invariant(created.ok, 'The bench\'s job was refused: it was made after it was due.');
  });
  while (fires.length < plan.count) await pause(50);
  return [...fires];
}
