import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startBank, type Bank } from './bank.ts';
import { createBareSeller, type BareQuote, type BareSeller } from './bare-payments.ts';
import { limitFigure, median, type Figure } from './figures.ts';
import { closedLoop } from './lives.ts';
import type { Bench } from './part.ts';
import { openPayingWorld, type PayingWorld, type Started } from './paying-world.ts';

/** How many quotes are started, and how many of these are paid. */
type Load = {
  readonly concurrency: number; readonly quotes: number; readonly payments: number;
};

/** The banks hand out no consent sooner than 5 s after the link, and the engine asks no sooner. */
const PAYER_TAKES_MS = 5_500;

/**
 * I1: what the engine adds to the calls that a payment over Interledger needs anyway, beside a
 * script that makes just these calls with the official SDK and keeps nothing. The banks are the
 * sandbox's, in a process of their own; nothing but the engine or the script runs in the bench's.
 *
 * A started quote is timed from the request until the link is there: seven calls on both sides. A
 * finished payment is timed from the payer's return until it is `released`, for the script until it
 * saw the money at the payee's bank. Payers are made to take longer than the banks' 5 s, so nobody
 * waits for these. The script looks once, just when these banks have paid (after 300 ms); the
 * engine first looks after its own 2 s, and asks more: what was sent, and what the grant has spent.
 *
 * `whole` is all of that. `no waits` is without the pauses: for the engine, from the moment when
 * the answer to the payment is durable until the due time of the question that was stored with it;
 * for the script, its pauses as it asked for them. A timer that comes late counts as work.
 * `engine alone` is also without the time in which a call was on its way to the banks or back.
 * Processor time is the process's per quote or payment, over the lap with ten at once; for a
 * payment it includes what the engine clears away at the banks (five calls) after its end. Less is
 * better in all figures.
 */
export async function interledger(bench: Bench): Promise<readonly Figure[]> {
  const loads: readonly Load[] = bench.quick
    ? [{ concurrency: 1, quotes: 20, payments: 4 }, { concurrency: 10, quotes: 60, payments: 20 }]
    : [{ concurrency: 1, quotes: 50, payments: 8 }, { concurrency: 10, quotes: 200, payments: 50 }];
  const bank = await startBank();
  try {
    const sides = await createSides(bench, bank);
    await runRound(bank, { ...sides, folder: join(bench.folder, 'i1-warm'), loads: WARM_UP });
    const rounds: Round[] = [];
    for (let round = 0; round < bench.pairs; round += 1) {
      const folder = join(bench.folder, `i1-${round}`);
      rounds.push(await runRound(bank, { ...sides, folder, loads }));
    }
    return loads.flatMap(({ concurrency }, index) => loadFigures(concurrency,
      rounds.map((laps) => laps[index]).filter((found) => found !== undefined)));
  } finally {
    await bank.close();
  }
}

const WARM_UP: readonly Load[] = [{ concurrency: 10, quotes: 60, payments: 20 }];

const KEY_ID = 'bench';

/** Both sides are the same client of the same bank, with the same key. */
async function createSides({ provider }: Bench, bank: Bank) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await bank.publish('seller', KEY_ID, String(publicKey.export({ format: 'jwk' }).x));
  const given = {
    payee: `${bank.url}/seller`, payer: `${bank.url}/buyer`, keyId: KEY_ID, privateKey,
  };
  return {
    bare: await createBareSeller({ ...given, amountMinor: '1000' }),
    openWorld: (folder: string) => openPayingWorld(folder, {
      ...given, providerUrl: provider.url, bankUrl: bank.url, amountText: '10',
    }),
  };
}

/** One quote or payment: the time until its end, and what of it was waiting. */
type Times = { readonly wholeMs: number; readonly waitedMs: number; readonly callingMs: number };
type Lap = {
  readonly times: readonly Times[];
  /** Each per quote or payment. */
  readonly processorMs: number; readonly calls: number;
};
type Sides = { readonly engine: Lap; readonly bare: Lap };
type Laps = { readonly quotes: Sides; readonly payments: Sides };
/** By load. */
type Round = readonly Laps[];

async function runRound(bank: Bank, { bare, openWorld, folder, loads }: {
  readonly bare: BareSeller; readonly openWorld: (folder: string) => Promise<PayingWorld>;
  readonly folder: string; readonly loads: readonly Load[];
}): Promise<Round> {
  const world = await openWorld(folder);
  try {
    const started = [];
    for (const load of loads) started.push(await startQuotes(bank, { world, bare, load }));
    await pause(PAYER_TAKES_MS);
    const round: Laps[] = [];
    for (const { load, quotes, agreed } of started) {
      round.push({ quotes, payments: await payAll(bank, { world, bare, load, agreed }) });
    }
    return round;
  } finally {
    await world.close();
  }
}

/** A quote whose payer has agreed, and where that payer's browser was sent back to. */
type Agreed = {
  readonly engine: readonly { readonly quote: Started; readonly back: URL }[];
  readonly bare: readonly { readonly quote: BareQuote; readonly back: URL }[];
};

async function startQuotes(bank: Bank, { world, bare, load }: {
  readonly world: PayingWorld; readonly bare: BareSeller; readonly load: Load;
}): Promise<{ readonly load: Load; readonly quotes: Sides; readonly agreed: Agreed }> {
  const { concurrency, quotes: count, payments } = load;
  const ours: Started[] = [];
  const theirs: BareQuote[] = [];
  const engine = await measure(bank, { concurrency, count }, async ({ timed }) => {
    const callingFrom = world.callingMs();
    ours.push(await timed(() => world.start(), () => ({
      waitedMs: 0, callingMs: world.callingMs() - callingFrom,
    })));
  });
  const script = await measure(bank, { concurrency, count }, async ({ timed }) => {
    theirs.push(await timed(() => bare.ask(), () => ({ waitedMs: 0, callingMs: 0 })));
  });
  const agreed = {
    engine: await Promise.all(ours.slice(0, payments).map(agree)),
    bare: await Promise.all(theirs.slice(0, payments).map(agree)),
  };
  return { load, quotes: { engine, bare: script }, agreed };
}

async function payAll(bank: Bank, { world, bare, load, agreed }: {
  readonly world: PayingWorld; readonly bare: BareSeller; readonly load: Load;
  readonly agreed: Agreed;
}): Promise<Sides> {
  const { concurrency, payments: count } = load;
  const engine = await measure(bank, { concurrency, count }, async ({ index, timed }) => {
    const one = agreed.engine[index];
    if (one === undefined) return;
    const callingFrom = world.callingMs();
    await timed(() => world.finish(one.quote, one.back), ({ waitedMs }) => ({
      waitedMs, callingMs: world.callingMs() - callingFrom,
    }));
    await world.cleared(one.quote.paymentId);
  });
  const script = await measure(bank, { concurrency, count }, async ({ index, timed }) => {
    const one = agreed.bare[index];
    if (one === undefined) return;
    const ref = one.back.searchParams.get('interact_ref') ?? '';
    await timed(() => bare.finish(one.quote, ref), ({ waitedMs }) => ({ waitedMs, callingMs: 0 }));
  });
  return { engine, bare: script };
}

type Task = {
  readonly index: number;
  /** Times an act, and asks afterwards what of that was waiting. */
  readonly timed: <T>(
    act: () => Promise<T>, waits: (done: T) => Omit<Times, 'wholeMs'>,
  ) => Promise<T>;
};

async function measure(
  bank: Bank, load: { readonly concurrency: number; readonly count: number },
  task: (given: Task) => Promise<void>,
): Promise<Lap> {
  const times: Times[] = [];
  const timed: Task['timed'] = async (act, waits) => {
    const startedAt = performance.now();
    const done = await act();
    times.push({ wholeMs: performance.now() - startedAt, ...waits(done) });
    return done;
  };
  await bank.takeCalls();
  const from = process.cpuUsage();
  await closedLoop(load, (index) => task({ index, timed }));
  const { user, system } = process.cpuUsage(from);
  const calls = await bank.takeCalls();
  return {
    times, calls: calls / load.count, processorMs: (user + system) / 1_000 / load.count,
  };
}

/** A person who agrees at the bank's page, as a browser goes there; answers where it is led. */
async function agree<T extends { readonly link: string }>(
  quote: T,
): Promise<{ readonly quote: T; readonly back: URL }> {
  const begun = await visit(quote.link, {});
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
  const chosen = await visit(leadsTo(begun), {
    method: 'POST', headers: { cookie }, body: new URLSearchParams({ choice: 'accept' }),
  });
  const back = await visit(leadsTo(chosen), { headers: { cookie } });
  return { quote, back: new URL(leadsTo(back)) };
}

async function visit(url: string, init: RequestInit): Promise<Response> {
  const page = await fetch(url, { ...init, redirect: 'manual' });
  await page.body?.cancel();
  return page;
}

function leadsTo({ headers }: Response): string {
  return headers.get('location') ?? '';
}

function loadFigures(concurrency: number, rounds: readonly Laps[]): readonly Figure[] {
  const quotes = rounds.map((laps) => laps.quotes);
  const payments = rounds.map((laps) => laps.payments);
  const at = `C=${concurrency}`;
  const whole = ({ wholeMs }: Times): number => wholeMs;
  const busy = ({ wholeMs, waitedMs }: Times): number => wholeMs - waitedMs;
  const alone = (times: Times): number => busy(times) - times.callingMs;
  const figures = [
    ratio(`started quote, ${at}`, quotes, whole),
    ratio(`payment, ${at}, whole`, payments, whole),
    ratio(`payment, ${at}, no waits`, payments, busy),
  ];
  // Several at once wait for the same calls, and nobody can tell whose time that was.
  return concurrency === 1 ? [
    ...figures, share('engine alone, per quote', quotes, alone),
    share('engine alone, per payment', payments, alone),
  ] : [
    ...figures, processor(`processor per quote, ${at}`, quotes),
    processor(`processor per payment, ${at}`, payments),
  ];
}

type Reading = (times: Times) => number;

function medians(laps: readonly Lap[], reading: Reading): readonly number[] {
  return laps.map(({ times }) => median(times.map(reading)));
}

/** The median of the engine's times by that of the script's, round by round. */
function ratio(what: string, sides: readonly Sides[], reading: Reading): Figure {
  const engine = medians(sides.map((side) => side.engine), reading);
  const bare = medians(sides.map((side) => side.bare), reading);
  return beside(what, { engine, bare }, {
    rounds: sides.length,
    'engine calls': median(sides.map((side) => side.engine.calls)),
    'SDK calls': median(sides.map((side) => side.bare.calls)),
  });
}

function processor(what: string, sides: readonly Sides[]): Figure {
  return beside(what, {
    engine: sides.map((side) => side.engine.processorMs),
    bare: sides.map((side) => side.bare.processorMs),
  }, { rounds: sides.length });
}

function beside(
  what: string,
  { engine, bare }: { readonly engine: readonly number[]; readonly bare: readonly number[] },
  detail: Figure['detail'],
): Figure {
  return limitFigure({
    part: 'I1', what: `${what}, engine / SDK`, unit: 'ratio', target: null,
    rounds: engine.map((ms, index) => ms / (bare[index] ?? Number.NaN)),
    detail: { ...detail, 'engine ms': median(engine), 'SDK ms': median(bare) },
  });
}

function share(what: string, sides: readonly Sides[], reading: Reading): Figure {
  const rounds = medians(sides.map((side) => side.engine), reading);
  return limitFigure({
    part: 'I1', what, unit: 'ms', target: null, rounds, detail: { rounds: sides.length },
  });
}
