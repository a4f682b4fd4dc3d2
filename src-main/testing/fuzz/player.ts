/** Plays one seed: requests in order, each judged, until there are enough or too many faults. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { sendPlain } from '../../listener/api-client.ts';
import { createSeeded } from '../seeded.ts';
import { createAsker, type Asked, type Asker, type Ready } from './asking.ts';
import { callTargets, routeTargets, type Target } from './targets.ts';
import { createTally, type Tally } from './tally.ts';
import { isDeliberate, openWitness, type Witness } from './witness.ts';
import { openWorld, type World } from './world.ts';

export type PlayOptions = {
  readonly requests: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
  /** Looks at the world when all was sent and before it is closed. */
  readonly inspect?: (world: World) => Promise<readonly string[]>;
};

export type Played = {
  readonly requests: number;
  /** One sentence per broken promise; empty is what is hoped for. */
  readonly faults: readonly string[];
  readonly tally: Tally;
  readonly targets: readonly string[];
  /** Refused requests after which SQLite itself said that nothing was written. */
  readonly untouched: number;
  /** Refused requests that wrote what they are meant to write (`witness.ts`). */
  readonly deliberate: number;
  /** Of the whole process, in ms: the fuzzer's own work is in it. */
  readonly delayMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** What lives after a collection, before the first and after the last request. */
  readonly heapMib: { readonly before: number; readonly after: number };
  readonly tookMs: number;
};

/** Each route and call is asked this often before chance decides. */
const ROUNDS = 4;
/** And of these so often as a caller does who means well. */
const PLAIN_ROUNDS = 3;
const plainCall = { spoils: [], caller: 'operator' } as const;
const plainRoute = {
  spoils: [], flaw: null, key: 'own', signed: 'right-standard', idempotency: 'none',
} as const;
const BURST_EVERY = 25;
const BURST = 12;
const MEND_EVERY = 250;
/** A rehearsed fault, or a stop of all sending, holds everything up: it does not stay long. */
const FAULTY_FOR = 6;
const FAULTS_MAX = 25;
/** A stand-in's notification may come in between; not each time. */
const LOOKS = 3;
const TELL_EVERY = 5_000;

type Game = {
  readonly world: World;
  readonly witness: Witness;
  readonly asker: Asker;
  readonly tally: Tally;
  readonly faults: string[];
  readonly deal: (serial: number) => Promise<{ readonly target: Target; readonly ready: Ready }>;
  untouched: number;
  deliberate: number;
  mendAt: number;
};

/** Plays a seed on a fresh folder. The same seed sends the same cases; ids and times are real. */
export async function play(options: PlayOptions): Promise<Played> {
  const stray: string[] = [];
  const catchStray = (error: unknown): void => {
    const told = error instanceof Error ? error.stack ?? error.message : String(error);
    stray.push(`a promise was rejected unheard: ${told}`);
  };
  process.on('unhandledRejection', catchStray);
  const world = await openWorld();
  try {
    const played = await playIn(world, options);
    return { ...played, faults: [...played.faults, ...stray] };
  } finally {
    await world.close();
    process.off('unhandledRejection', catchStray);
  }
}

async function playIn(world: World, options: PlayOptions): Promise<Played> {
  const openApi: unknown = JSON.parse((await sendPlain(
    `${world.app.listener.url}/openapi.json`, { method: 'GET', headers: {}, body: null },
  )).text);
  const targets = [...routeTargets(openApi), ...callTargets()];
  const asker = createAsker(world);
  const game: Game = {
    world, witness: openWitness(world), asker, tally: createTally(), faults: [],
    deal: dealer(asker, targets, options.seed), untouched: 0, deliberate: 0, mendAt: MEND_EVERY,
  };
  const before = heapMib();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const startedAt = performance.now();
  let serial = 0;
  while (serial < options.requests && game.faults.length < FAULTS_MAX) {
    serial += serial % BURST_EVERY === 0 ? await burst(game, serial) : await single(game, serial);
    if (serial >= game.mendAt) {
      await world.mend();
      game.mendAt = serial + MEND_EVERY;
    }
    if (Math.floor(serial / TELL_EVERY) > Math.floor((serial - BURST) / TELL_EVERY)) {
      options.tell(`${serial} of ${options.requests} requests, ${perSecond(serial, startedAt)}`);
    }
  }
  delay.disable();
  const tookMs = performance.now() - startedAt;
  await world.mend();
  const found = await options.inspect?.(world) ?? [];
  const after = heapMib();
  asker.close();
  game.witness.close();
  const names = targets.map(({ name }) => name);
  return {
    requests: serial, tally: game.tally, targets: names, untouched: game.untouched,
    deliberate: game.deliberate, tookMs, heapMib: { before, after },
    faults: [...game.faults, ...world.logged.errors.map((line) => `logged: ${line}`), ...found],
    delayMs: {
      p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6,
    },
  };
}

/** Chooses the next route or call and makes its next case ready. */
function dealer(asker: Asker, targets: readonly Target[], seed: number): Game['deal'] {
  const seeded = createSeeded(seed);
  const lots = targets.flatMap((target) => Array.from({ length: target.weight }, () => target));
  const next = <T>(cases: fc.Arbitrary<T>): T => {
    const [drawn] = fc.sample(cases, { seed: seeded.below(2 ** 31), numRuns: 1 });
    if (drawn === undefined) throw new Error('fast-check drew nothing.');
    return drawn;
  };
  return async (serial) => {
    const lot = lots[seeded.below(lots.length)];
    const target = serial < ROUNDS * targets.length ? targets[serial % targets.length] : lot;
    if (target === undefined) throw new Error('There is nothing to ask.');
    const isPlain = serial < PLAIN_ROUNDS * targets.length;
    if (target.kind === 'call') {
      const given = isPlain ? { ...next(target.cases), ...plainCall } : next(target.cases);
      return { target, ready: await asker.call(target, given) };
    }
    const given = isPlain ? { ...next(target.cases), ...plainRoute } : next(target.cases);
    return { target, ready: await asker.route(target, given, serial) };
  };
}

async function single(game: Game, serial: number): Promise<number> {
  const { target, ready } = await game.deal(serial);
  const startedAt = performance.now();
  const seen = await game.witness.watch(ready);
  const tookMs = performance.now() - startedAt;
  const isRefused = note(game, target, { asked: seen.answer, serial, tookMs });
  if (!isRefused) return 1;
  if (!seen.isChanged) game.untouched += 1;
  else if (isDeliberate(target.name, seen.answer.outcome.word, seen.commits)) game.deliberate += 1;
  else await lookAgain(game, target, { ready, serial });
  return 1;
}

/** The runner may have written meanwhile: it is sent once more while the runner rests. */
async function lookAgain(
  game: Game, target: Target,
  { ready, serial }: { readonly ready: Ready; readonly serial: number },
): Promise<void> {
  let fault = '';
  for (let look = 0; look < LOOKS; look += 1) {
    const { answer, isChanged, commits } = await game.witness.watchAlone(ready);
    const { word } = answer.outcome;
    if (word === 'ok') return;
    if (!isChanged) {
      game.untouched += 1;
      return;
    }
    if (isDeliberate(target.name, word, commits)) {
      game.deliberate += 1;
      return;
    }
    const nouns = commits.map((one) => one.nouns.join('+')).join(' | ');
    fault = `refused with ${word}, and yet ${nouns || 'something'} was written. ${answer.told}`;
  }
  game.faults.push(`request ${serial}, ${target.name}: ${fault}`);
}

/** Many at once, as callers are; what they change together is not told apart. */
async function burst(game: Game, serial: number): Promise<number> {
  const dealt = [];
  for (let one = 0; one < BURST; one += 1) dealt.push(await game.deal(serial + one));
  await Promise.all(dealt.map(async ({ target, ready }, one) =>
    note(game, target, { asked: await ready(), serial: serial + one, tookMs: 0 })));
  return BURST;
}

function note(
  game: Game, target: Target,
  { asked, serial, tookMs }: {
    readonly asked: Asked; readonly serial: number; readonly tookMs: number;
  },
): boolean {
  const { outcome: { word, fault }, told } = asked;
  game.tally.count(target.name, word, tookMs);
  if (fault !== null) game.faults.push(`request ${serial}, ${target.name}: ${fault}. ${told}`);
  if (word === 'ok' && /^(rehearsal\.(start|setFault)|sending\.stop)$/.test(target.name)) {
    game.mendAt = Math.min(game.mendAt, serial + FAULTY_FOR);
  }
  return word !== 'ok' && word !== 'hung-up';
}

function perSecond(count: number, startedAt: number): string {
  return `${Math.round(count / ((performance.now() - startedAt) / 1_000))} a second`;
}

/** What lives on the heap once everything that can be is collected. */
function heapMib(): number {
  setFlagsFromString('--expose-gc');
  for (let times = 0; times < 3; times += 1) runInNewContext('gc()');
  return process.memoryUsage().heapUsed / 2 ** 20;
}
