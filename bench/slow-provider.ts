import { join } from 'node:path';
import { median, percentile, ratioFigure, type Figure } from './figures.ts';
import { closedLoop, createHeld, createStatuses, releaseHeld, type Lap } from './lives.ts';
import type { Bench } from './part.ts';
import { openWorld, seedFile, type BenchWorld } from './world.ts';

const ANSWER_MS = 50;
const CONCURRENCY = 100;

/**
 * B4: releases of held payments at a provider that answers after 50 ms, a hundred at a time. The
 * limit is what a hundred patient callers could reach with no work of their own: C / 50 ms.
 */
export async function slowProvider(bench: Bench): Promise<readonly Figure[]> {
  const count = bench.quick ? 1_000 : 4_000;
  const laps: Lap[] = [];
  const file = join(bench.folder, 'b4.db');
  await seedFile(file, { providerUrl: bench.provider.url });
  const world = await openWorld(file);
  try {
    for (let round = 0; round < bench.pairs; round += 1) {
      laps.push(await releaseAll(bench, world, count));
    }
  } finally {
    await bench.provider.setDelay(0);
    await world.close();
  }
  const latencies = laps.flatMap(({ latenciesMs }) => latenciesMs);
  const rates = laps.map(({ seconds }) => count / seconds);
  return [ratioFigure({
    part: 'B4', what: `releases, provider ${ANSWER_MS} ms, C=${CONCURRENCY} / limit`,
    rounds: rates.map((rate) => rate / (CONCURRENCY * 1_000 / ANSWER_MS)),
    target: 0.9, floor: 0.8,
    detail: {
      rounds: bench.pairs, releases: count, 'releases/s': median(rates),
      'p50 ms': percentile(latencies, 0.5), 'p99 ms': percentile(latencies, 0.99),
    },
  })];
}

async function releaseAll(bench: Bench, world: BenchWorld, count: number): Promise<Lap> {
  const statuses = createStatuses(world.engine);
  try {
    await bench.provider.setDelay(0);
    const held: string[] = [];
    await closedLoop({ count, concurrency: CONCURRENCY }, async () => {
      held.push(await createHeld(world, statuses));
    });
    await bench.provider.setDelay(ANSWER_MS);
    return await closedLoop({ count, concurrency: CONCURRENCY }, (index) =>
      releaseHeld(world, statuses, held[index] ?? ''));
  } finally {
    statuses.stop();
  }
}
