import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MARKETPLACE_ID } from '../src-main/testing/seed-rows.ts';
import { EVERY_PAYMENT } from '../src-main/engine/domain/payment-filter.ts';
import { limitFigure, percentile, ratioFigure, type Figure } from './figures.ts';
import { generatedStore, openByDefault } from './generate.ts';
import { startLagProbe } from './lag.ts';
import { PAGE_ROWS } from './list-pages.ts';
import { createHeld, createStatuses, releaseHeld, type Statuses } from './lives.ts';
import type { Bench } from './part.ts';
import { openWorld, WALLET_ID, type BenchWorld } from './world.ts';

type Load = {
  readonly ratePerSecond: number; readonly seconds: number;
  /** What waits beyond this is not begun: the load is then as fast as the engine. */
  readonly inHandMax: number;
};

type Run = {
  readonly lags: readonly number[]; readonly perSecond: number;
  /** How long the window waited for what it shows. */
  readonly windowMs: readonly number[];
};

const WANTED_PER_SECOND = 1_000;
/** Of the rate that was reached: what is left for peaks. */
const COMFORT = 0.5;
/** As often as screens ask again while things change (`src-renderer/engine/live.ts`). */
const WINDOW_EVERY_MS = 100;

/**
 * B11: how late the event loop comes while payments are created, held and released at a rate, with
 * a window that is told of every commit and reads its list, numbers and attention again: at 1,000
 * lives a second, and at half of what was reached where that is less. The load is made in the same
 * process, so its own work counts as lag too.
 */
export async function eventLoop(bench: Bench): Promise<readonly Figure[]> {
  const { payments } = bench;
  const generated = await generatedStore(
    { payments, open: openByDefault(payments) }, bench.tell,
  );
  const file = join(bench.folder, 'b11.db');
  copyFileSync(generated, file);
  const world = await openWorld(file, {
    prepared: (database) => {
      database.prepare('update connections set base_url = ? where id = ?')
        .run(bench.provider.url, WALLET_ID);
    },
  });
  const statuses = createStatuses(world.engine);
  const seconds = bench.quick ? 5 : 15;
  const full: Run[] = [];
  const half: Run[] = [];
  try {
    await runAt(world, statuses, { ratePerSecond: 200, seconds: 3, inHandMax: 200 });
    for (let round = 0; round < bench.pairs; round += 1) {
      const run = await runAt(world, statuses, {
        ratePerSecond: WANTED_PER_SECOND, seconds, inHandMax: 200,
      });
      full.push(run);
      const ratePerSecond = Math.max(10, Math.floor(run.perSecond * COMFORT));
      half.push(await runAt(world, statuses, { ratePerSecond, seconds, inHandMax: 200 }));
    }
  } finally {
    statuses.stop();
    await world.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  }
  return [
    ratioFigure({
      part: 'B11', what: `lives a second / ${WANTED_PER_SECOND} wanted`, target: 1, floor: null,
      rounds: full.map(({ perSecond }) => perSecond / WANTED_PER_SECOND),
      detail: { payments: String(payments), seconds: String(seconds) },
    }),
    ...lagFigures(full, 'at the full rate'), ...lagFigures(half, 'at half of that rate'),
  ];
}

function lagFigures(runs: readonly Run[], when: string): readonly Figure[] {
  const detail = {
    'lives/s': percentile(runs.map(({ perSecond }) => perSecond), 0.5),
    'p50 ms': percentile(runs.flatMap(({ lags }) => lags), 0.5),
    'window waited p99 ms': percentile(runs.flatMap(({ windowMs }) => windowMs), 0.99),
  };
  return [
    limitFigure({
      part: 'B11', what: `event loop late ${when}, p99`, unit: 'ms', target: 10, detail,
      rounds: runs.map(({ lags }) => percentile(lags, 0.99)),
    }),
    limitFigure({
      part: 'B11', what: `event loop late ${when}, worst`, unit: 'ms', target: 50, detail: {},
      rounds: runs.map(({ lags }) => Math.max(...lags)),
    }),
  ];
}

async function runAt(
  world: BenchWorld, statuses: Statuses, { ratePerSecond, seconds, inHandMax }: Load,
): Promise<Run> {
  const openWindow = startWindow(world);
  const probe = startLagProbe();
  const inHand = new Set<Promise<void>>();
  const startedAt = performance.now();
  let begun = 0;
  let ended = 0;
  for (;;) {
    const elapsedMs = performance.now() - startedAt;
    if (elapsedMs >= seconds * 1_000) break;
    const due = Math.floor(elapsedMs / 1_000 * ratePerSecond);
    while (begun < due && inHand.size < inHandMax) {
      begun += 1;
      const life = liveOnce(world, statuses).then(() => {
        ended += 1;
        inHand.delete(life);
      });
      inHand.add(life);
    }
    // What could not be begun in time is not made up for.
    if (inHand.size >= inHandMax) begun = due;
    await pause(1);
  }
  const perSecond = ended / ((performance.now() - startedAt) / 1_000);
  const lags = probe.stop();
  await Promise.all(inHand);
  return { lags, perSecond, windowMs: await openWindow.close() };
}

async function liveOnce(world: BenchWorld, statuses: Statuses): Promise<void> {
  await releaseHeld(world, statuses, await createHeld(world, statuses));
}

/** A window on the list of payments: told of each commit, it reads again, one reading at a time. */
function startWindow({ engine }: BenchWorld): { readonly close: () => Promise<number[]> } {
  const waited: number[] = [];
  let changed = false;
  let open = true;
  const stopListening = engine.onCommitted(() => { changed = true; });
  const readAgain = async (): Promise<void> => {
    const startedAt = performance.now();
    const list = { cursor: null, limit: PAGE_ROWS };
    await Promise.all([
      engine.lists.payments({ ...list, filter: EVERY_PAYMENT }),
      engine.lists.payments({
        ...list,
        filter: { ...EVERY_PAYMENT, marketplaceId: MARKETPLACE_ID, statuses: ['escrowed'] },
      }),
      engine.lists.escrows({ cursor: null, limit: 8 }),
      engine.read.counters('status:'), engine.read.counters('attention:'),
    ]);
    waited.push(performance.now() - startedAt);
  };
  const reading = (async () => {
    while (open) {
      if (changed) {
        changed = false;
        await readAgain();
      }
      await pause(WINDOW_EVERY_MS);
    }
  })();
  return {
    close: async () => {
      open = false;
      stopListening();
      await reading;
      return waited;
    },
  };
}
