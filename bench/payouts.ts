import { join } from 'node:path';
import { chargeOf, DEFAULT_PAYOUTS } from '../src-main/engine/domain/payout.ts';
import { money, USDC } from '../src-main/engine/domain/money.ts';
import { createControl } from '../src-main/testing/kill/control.ts';
import { startStandIns } from '../src-main/testing/kill/processes.ts';
import { inventPayees, type Payee } from '../src-main/testing/payouts/payees.ts';
import { openStandIns, type StandIns } from '../src-main/world/sandbox-link.ts';
import { createBarePayer, type BarePayer } from './bare-payouts.ts';
import { limitFigure, median, percentile, ratioFigure, type Figure } from './figures.ts';
import { closedLoop } from './lives.ts';
import type { Bench } from './part.ts';
import {
  AMOUNT_TEXT, openTreasuryWorld, type Timeline, type TreasuryWorld,
} from './treasury-world.ts';

type Load = { readonly concurrency: number; readonly count: number };

/** As many calls at a time as a treasury's connection takes from the start. */
const BULK_AT_ONCE = 16;

/**
 * I2: a payout in USDC from the announcement of its task until it is settled, beside a script with
 * the official SDK that makes a transfer, looks until Circle calls it complete and reads receipt
 * and block. Circle and its chain are the sandbox's, in a process of their own and without their
 * limits of calls; nothing but the engine (with its listener and store) or the script runs in the
 * bench's. The engine is told by webhooks when to look, the script looks just when this Circle can
 * be done, and every 20 ms then.
 *
 * The budgets are S4's own (S4-095 to S4-101, and beside them what it states to need), over one
 * payout at a time. *Verification* is eligibility, fee and verdict without writing; *transfer* goes
 * from the commit of the payment until the commit that Circle has it; *confirm* from there until
 * the commit that Circle and the chain proved it; *database* is all commits of one payout together;
 * *event* goes from that last commit until listeners are told. Less is better in all figures, but
 * for payouts per second.
 */
export async function payouts(bench: Bench): Promise<readonly Figure[]> {
  const { quick } = bench;
  const loads: readonly Load[] = quick
    ? [{ concurrency: 1, count: 20 }, { concurrency: 10, count: 100 }]
    : [{ concurrency: 1, count: 60 }, { concurrency: 10, count: 300 }];
  const bulk = quick ? 200 : 1_000;
  const standIns = startStandIns(join(bench.folder, 'i2-stand-ins'));
  try {
    const { control } = await standIns.ready;
    await createControl(control).limits({ gets: null, posts: null });
    const apart = await openStandIns({ kind: 'apart', ...control }, bench.folder);
    const sides = createSides(bench, apart.standIns);
    await runRound({ ...sides, folder: 'i2-warm', loads: WARM_UP, bulk: 20 });
    const rounds: Round[] = [];
    for (let round = 0; round < bench.pairs; round += 1) {
      rounds.push(await runRound({ ...sides, folder: `i2-${round}`, loads, bulk }));
    }
    const chain = apart.standIns.evm.implementation;
    return [
      ...loads.flatMap(({ concurrency }, index) => loadFigures(concurrency, { rounds, index })),
      ...budgetFigures(rounds, chain), bulkFigure(rounds, bulk),
    ];
  } finally {
    await standIns.kill();
  }
}

const WARM_UP: readonly Load[] = [{ concurrency: 10, count: 20 }];

type Sides = {
  readonly bare: BarePayer;
  readonly payees: readonly Payee[];
  readonly openWorld: (folder: string) => Promise<TreasuryWorld>;
};

function createSides({ folder, provider }: Bench, standIns: StandIns): Sides {
  return {
    bare: createBarePayer(standIns, AMOUNT_TEXT), payees: inventPayees(50, 2),
    openWorld: (name) => openTreasuryWorld(join(folder, name), {
      providerUrl: provider.url, standIns,
    }),
  };
}

type Lap = {
  readonly latenciesMs: readonly number[];
  /** Of the bench's process, per payout. */
  readonly processorMs: number;
};
type Round = {
  readonly laps: readonly { readonly engine: Lap; readonly bare: Lap }[];
  /** Of the lap with one payout at a time. */
  readonly timelines: readonly Timeline[];
  readonly verifyMs: readonly number[];
  /** How long a bulk of payouts took, in seconds. */
  readonly bulk: { readonly engine: number; readonly bare: number };
};

async function runRound({ bare, payees, openWorld, folder, loads, bulk }: Sides & {
  readonly folder: string; readonly loads: readonly Load[]; readonly bulk: number;
}): Promise<Round> {
  const world = await openWorld(folder);
  const payBare = (index: number): Promise<void> =>
    bare.pay(payees[index % payees.length]?.account ?? '');
  try {
    const laps = [];
    const timelines: Timeline[] = [];
    for (const load of loads) {
      const engine = await measure(load, async () => {
        const timeline = await world.pay();
        if (load.concurrency === 1) timelines.push(timeline);
        return timeline.releasedAt - timeline.startedAt;
      });
      laps.push({
        engine, bare: await measure(load, async (index) => {
          const startedAt = performance.now();
          await payBare(index);
          return performance.now() - startedAt;
        }),
      });
    }
    const verifyMs: number[] = [];
    for (let time = 0; time < VERIFICATIONS; time += 1) verifyMs.push(await world.verify());
    const engine = await world.payBulk(bulk);
    const { seconds } = await closedLoop({ count: bulk, concurrency: BULK_AT_ONCE }, payBare);
    return { laps, timelines, verifyMs, bulk: { engine, bare: seconds } };
  } finally {
    await world.close();
  }
}

const VERIFICATIONS = 50;

/** `task` answers how long it took itself: the engine's end is a commit, not the caller's turn. */
async function measure(load: Load, task: (index: number) => Promise<number>): Promise<Lap> {
  const latenciesMs: number[] = [];
  const from = process.cpuUsage();
  await closedLoop(load, async (index) => { latenciesMs.push(await task(index)); });
  const { user, system } = process.cpuUsage(from);
  return { latenciesMs, processorMs: (user + system) / 1_000 / load.count };
}

function loadFigures(
  concurrency: number, { rounds, index }: {
    readonly rounds: readonly Round[]; readonly index: number;
  },
): readonly Figure[] {
  const of = (side: 'engine' | 'bare', read: (lap: Lap) => number): readonly number[] =>
    rounds.flatMap(({ laps }) => {
      const lap = laps[index];
      return lap === undefined ? [] : [read(lap[side])];
    });
  const figure = (what: string, read: (lap: Lap) => number): Figure => {
    const engine = of('engine', read);
    const bare = of('bare', read);
    return limitFigure({
      part: 'I2', what: `payout, C=${concurrency}, ${what}, engine / SDK`, unit: 'ratio',
      target: null, rounds: engine.map((ms, at) => ms / (bare[at] ?? Number.NaN)),
      detail: { rounds: rounds.length, 'engine ms': median(engine), 'SDK ms': median(bare) },
    });
  };
  return [
    figure('p50', ({ latenciesMs }) => percentile(latenciesMs, 0.5)),
    figure('p99', ({ latenciesMs }) => percentile(latenciesMs, 0.99)),
    figure('processor', ({ processorMs }) => processorMs),
  ];
}

function budgetFigures(rounds: readonly Round[], chain: string): readonly Figure[] {
  const budget = (
    what: string, [target, stated]: readonly [number, number],
    read: (round: Round) => readonly number[],
  ): Figure => limitFigure({
    part: 'I2', what, unit: 'ms', target,
    rounds: rounds.map((round) => median(read(round))),
    detail: {
      'p99 ms': percentile(rounds.flatMap((round) => [...read(round)]), 0.99),
      'S4 states ms': stated, chain,
    },
  });
  const times = (read: (timeline: Timeline) => number) => ({ timelines }: Round) =>
    timelines.map(read);
  const total = times(({ startedAt, releasedAt }) => releasedAt - startedAt);
  const transfer = times(({ plannedAt, submittedAt }) => submittedAt - plannedAt);
  const confirm = times(({ submittedAt, releasedAt }) => releasedAt - submittedAt);
  const event = times(({ releasedAt, toldAt }) => Math.abs(toldAt - releasedAt));
  return [
    budget('S4-095 total payment', [3_000, 2_360], total),
    budget('S4-096 task verification', [100, 50], ({ verifyMs }) => verifyMs),
    budget('S4-097 fee calculation', [10, 5], () => [feeMs()]),
    budget('S4-098 transfer execution', [2_000, 1_200], transfer),
    budget('S4-099 blockchain confirm', [2_000, 1_000], confirm),
    budget('S4-100 database update', [200, 100], times(({ commitMs }) => commitMs)),
    budget('S4-101 event emission', [10, 5], event),
  ];
}

const FEES = 10_000;

/** One fee with tiers: the mean of many, because one is shorter than the clock can tell. */
function feeMs(): number {
  const policy = {
    ...DEFAULT_PAYOUTS, feeBasisPoints: 250,
    feeTiers: [{ from: '1000', basisPoints: 200 }, { from: '10000', basisPoints: 100 }],
  };
  const startedAt = performance.now();
  for (let time = 1; time <= FEES; time += 1) {
    chargeOf(money(BigInt(time) * 1_000_000n, USDC), policy, money(5_000_000_000n, USDC));
  }
  return (performance.now() - startedAt) / FEES;
}

function bulkFigure(rounds: readonly Round[], count: number): Figure {
  return ratioFigure({
    part: 'I2', what: 'bulk payouts per second, engine / SDK', target: null, floor: null,
    rounds: rounds.map(({ bulk }) => bulk.bare / bulk.engine),
    detail: {
      payouts: count, 'engine/s': median(rounds.map(({ bulk }) => count / bulk.engine)),
      'SDK/s': median(rounds.map(({ bulk }) => count / bulk.bare)), 'SDK at once': BULK_AT_ONCE,
    },
  });
}
