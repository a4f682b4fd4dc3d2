import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createHttpClient } from '../src-main/http-client.ts';
import { median, percentile, ratioFigure, type Figure } from './figures.ts';
import { closedLoop, createHeld, createStatuses, releaseHeld, type Lap } from './lives.ts';
import type { Bench } from './part.ts';
import { findPeers, type Peer } from './peers.ts';
import { openWorld, seedFile } from './world.ts';

type Load = {
  readonly concurrency: number; readonly count: number;
  readonly target: number; readonly floor: number;
};

const loads: readonly Load[] = [
  { concurrency: 1, count: 300, target: 1.3, floor: 1.1 },
  { concurrency: 10, count: 1_000, target: 3, floor: 2 },
  { concurrency: 100, count: 2_000, target: 6, floor: 4 },
];

/**
 * B3: one release of a held payment, with intent, ledger and audit, beside one durable job of a
 * peer that makes the same call and keeps nothing but its own books.
 */
export async function oneRelease(bench: Bench): Promise<readonly Figure[]> {
  const { peers } = await findPeers();
  const figures: Figure[] = [];
  let run = 0;
  for (const peer of peers) {
    for (const load of loads) {
      const ours: Lap[] = [];
      const theirs: Lap[] = [];
      for (let pair = 0; pair < bench.pairs; pair += 1) {
        run += 1;
        const folder = join(bench.folder, `b3-${run}`);
        mkdirSync(folder);
        ours.push(await releasesOf(bench, folder, load));
        theirs.push(await jobsOf(bench, folder, { peer, load }));
      }
      figures.push(figureOf(peer, load, { ours, theirs }));
    }
  }
  return figures;
}

function figureOf(
  peer: Peer, { concurrency, count, target, floor }: Load,
  { ours, theirs }: { readonly ours: readonly Lap[]; readonly theirs: readonly Lap[] },
): Figure {
  const rate = ({ seconds }: Lap): number => count / seconds;
  const latencies = (laps: readonly Lap[]): number[] =>
    laps.flatMap(({ latenciesMs }) => [...latenciesMs]);
  return ratioFigure({
    part: 'B3', what: `one release, C=${concurrency}, engine / ${peer.name}`, target, floor,
    rounds: ours.map((lap, index) => rate(lap) / rate(theirs[index] ?? lap)),
    detail: {
      pairs: ours.length, 'engine/s': median(ours.map(rate)),
      [`${peer.name}/s`]: median(theirs.map(rate)),
      'engine p99 ms': percentile(latencies(ours), 0.99),
      [`${peer.name} p99 ms`]: percentile(latencies(theirs), 0.99),
    },
  });
}

async function releasesOf(
  { provider }: Bench, folder: string, { concurrency, count }: Load,
): Promise<Lap> {
  const file = join(folder, 'paydesk.db');
  await seedFile(file, { providerUrl: provider.url });
  const world = await openWorld(file);
  const statuses = createStatuses(world.engine);
  try {
    const held: string[] = [];
    await closedLoop({ count, concurrency: 100 }, async () => {
      held.push(await createHeld(world, statuses));
    });
    return await closedLoop({ count, concurrency }, (index) =>
      releaseHeld(world, statuses, held[index] ?? ''));
  } finally {
    statuses.stop();
    await world.close();
  }
}

async function jobsOf(
  { provider }: Bench, folder: string,
  { peer, load: { concurrency, count } }: { readonly peer: Peer; readonly load: Load },
): Promise<Lap> {
  const http = createHttpClient();
  const running = await peer.start({
    folder, concurrency,
    work: () => http.send({
      method: 'POST', url: `${provider.url}/api/v1/escrow/release`, deadlineMs: 60_000,
      headers: { 'content-type': 'application/json' }, responseBytesMax: 65_536,
      body: JSON.stringify({ address: 'none', reason: 'bench' }),
    }),
  });
  try {
    return await closedLoop({ count, concurrency }, () => running.run());
  } finally {
    await running.close();
    http.close();
  }
}
