import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { percentile, median, ratioFigure, type Figure } from './figures.ts';
import { runLives, type Lap } from './lives.ts';
import type { Bench } from './part.ts';
import { recordWrites, replayLives, type RecordedLife } from './recorded.ts';
import { openWorld, seedFile } from './world.ts';

type Load = { readonly concurrency: number; readonly count: number };

/**
 * B1: whole payment lives through the engine, beside a bare loop that writes the very same rows
 * with the same calls. The rows are recorded from the engine once, in a run that is not timed.
 */
export async function commitEfficiency(bench: Bench): Promise<readonly Figure[]> {
  const loads: readonly Load[] = bench.quick
    ? [{ concurrency: 100, count: 600 }]
    : [
      { concurrency: 1, count: 250 }, { concurrency: 10, count: 1_000 },
      { concurrency: 100, count: 2_000 },
    ];
  const ground = join(bench.folder, 'b1-ground.db');
  await seedFile(ground, { providerUrl: bench.provider.url });
  await warmUp(ground);
  const figures: Figure[] = [];
  for (const load of loads) {
    // Recorded at the same concurrency: counters are written once per group.
    const lives = await record(bench, ground, load);
    figures.push(await compare(bench, ground, { load, lives }));
  }
  return figures;
}

/** One life in the ground itself, so that counters and balances exist for both sides. */
async function warmUp(ground: string): Promise<void> {
  const world = await openWorld(ground);
  await runLives(world, { count: 1, concurrency: 1 });
  await world.close();
}

async function record(
  bench: Bench, ground: string, load: Load,
): Promise<readonly RecordedLife[]> {
  const file = copyOf(bench, ground);
  const recorders: ReturnType<typeof recordWrites>[] = [];
  const world = await openWorld(file, {
    prepared: (database) => { recorders.push(recordWrites(database)); },
  });
  await runLives(world, load);
  await world.close();
  remove(file);
  return recorders.flatMap((recorder) => [...recorder.lives()]);
}

async function compare(
  bench: Bench,
  ground: string,
  { load, lives }: { readonly load: Load; readonly lives: readonly RecordedLife[] },
): Promise<Figure> {
  const ours: Lap[] = [];
  const bare: Lap[] = [];
  for (let pair = 0; pair < bench.pairs; pair += 1) {
    ours.push(await onCopy(bench, ground, async (file) => {
      const world = await openWorld(file);
      try {
        return await runLives(world, load);
      } finally {
        await world.close();
      }
    }));
    bare.push(await onCopy(bench, ground, (file) =>
      replayLives(file, lives.slice(0, load.count), {
        providerUrl: bench.provider.url, concurrency: load.concurrency,
      })));
  }
  const rate = ({ seconds }: Lap): number => load.count / seconds;
  return ratioFigure({
    part: 'B1', what: `payment lives, C=${load.concurrency}, engine / bare SQLite`,
    rounds: ours.map((lap, index) => rate(lap) / rate(bare[index] ?? lap)),
    target: load.concurrency === 100 ? 0.6 : null, floor: load.concurrency === 100 ? 0.45 : null,
    detail: {
      pairs: bench.pairs, lives: load.count, 'engine/s': median(ours.map(rate)),
      'bare/s': median(bare.map(rate)),
      'engine p50 ms': percentile(ours.flatMap(({ latenciesMs }) => latenciesMs), 0.5),
      'engine p99 ms': percentile(ours.flatMap(({ latenciesMs }) => latenciesMs), 0.99),
      'bare p50 ms': percentile(bare.flatMap(({ latenciesMs }) => latenciesMs), 0.5),
    },
  });
}

async function onCopy<T>(
  bench: Bench, ground: string, run: (file: string) => Promise<T>,
): Promise<T> {
  const file = copyOf(bench, ground);
  try {
    return await run(file);
  } finally {
    remove(file);
  }
}

function copyOf(bench: Bench, ground: string): string {
  const file = join(bench.folder, 'b1-run.db');
  copyFileSync(ground, file);
  return file;
}

function remove(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}
