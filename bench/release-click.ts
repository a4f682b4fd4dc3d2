import { join } from 'node:path';
import { limitFigure, percentile, type Figure } from './figures.ts';
import { createHeld, createStatuses, releaseHeld } from './lives.ts';
import type { Bench } from './part.ts';
import { openWorld, seedFile } from './world.ts';

/**
 * B12: from the call that releases a payment (undo window 0) to the moment at which the provider,
 * another process, has the request: decided, durable, intent durable, sent. One after the other,
 * as a person clicks; both processes read the machine's one monotonic clock.
 */
export async function releaseClick(bench: Bench): Promise<readonly Figure[]> {
  const clicks = bench.quick ? 100 : 400;
  const file = join(bench.folder, 'b12.db');
  await seedFile(file, { providerUrl: bench.provider.url });
  const world = await openWorld(file);
  const statuses = createStatuses(world.engine);
  const p99s: number[] = [];
  const all: number[] = [];
  try {
    for (let round = 0; round < bench.pairs; round += 1) {
      const held: string[] = [];
      for (let index = 0; index < clicks; index += 1) {
        held.push(await createHeld(world, statuses));
      }
      await bench.provider.takeArrivals();
      const clickedAt = new Map<string, bigint>();
      for (const id of held) {
        const escrow = (await world.engine.read.payment(id))?.escrow?.reference ?? '';
        clickedAt.set(escrow, process.hrtime.bigint());
        await releaseHeld(world, statuses, id);
      }
      const arrivals = await bench.provider.takeArrivals();
      const delays = [...clickedAt].map(([escrow, at]) =>
        Number((arrivals.get(escrow) ?? at) - at) / 1_000_000);
      p99s.push(percentile(delays, 0.99));
      all.push(...delays);
    }
  } finally {
    statuses.stop();
    await world.close();
  }
  return [limitFigure({
    part: 'B12', what: 'release click to the provider, p99', unit: 'ms', rounds: p99s, target: 10,
    detail: {
      rounds: bench.pairs, clicks, 'p50 ms': percentile(all, 0.5),
      'p99 of all ms': percentile(all, 0.99), 'worst ms': Math.max(...all),
    },
  })];
}
