/**
 * The kill -9 soak: the door dies at random moments under load, the stand-ins live on, and in the
 * end nothing was paid twice, nothing that was acknowledged is lost, and nothing waits silently.
 * `node src-main/testing/kill/soak.ts [--kills N] [--clients N] [--seed N]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createSeeded } from '../seeded.ts';
import { createControl, type ScriptedFault } from './control.ts';
import type { Judgement } from './judge.ts';
import { createMarketplace, type Marketplace } from './marketplace.ts';
import {
  startDoor, startStandIns, type ControlAddress, type DoorReady, type Running,
} from './processes.ts';
import { resolveAndJudge, settleAndJudge } from './settle.ts';

export type SoakOptions = {
  readonly kills: number;
  /** Requests of the marketplace at a time. */
  readonly clients: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
};

export type SoakResult = {
  readonly kills: number;
  /** Kills that met the door before it was ready. */
  readonly killedStarting: number;
  readonly answered: number;
  readonly unanswered: number;
  readonly jobs: number;
  readonly moves: number;
  /** Once everything has come to rest, before a person did anything. */
  readonly atRest: Judgement;
  /** After two operators ended what was unclear. */
  readonly resolved: Judgement;
};

const LIVES_MS = { min: 30, max: 1_500 } as const;
/** One kill in so many meets the door while it starts. */
const EARLY_KILL_EVERY = 6;

const mishaps: readonly [ScriptedFault, ...ScriptedFault[]] = [
  { provider: 'walletDaemon', operation: 'any', fault: 'drop-after', times: 1 },
  { provider: 'exchange', operation: 'any', fault: 'drop-after', times: 2 },
  { provider: 'exchange', operation: 'any', fault: 'error-after', times: 2 },
  { provider: 'walletDaemon', operation: 'release', fault: 'error-before', times: 1 },
  { provider: 'walletDaemon', operation: 'any', fault: 'error-after', times: 1 },
  { provider: 'exchange', operation: 'any', fault: 'nonsense', times: 2 },
  { provider: 'walletDaemon', operation: 'any', fault: 'nonsense', times: 1 },
  { provider: 'any', operation: 'any', fault: 'timeout-after', times: 1 },
  { provider: 'any', operation: 'any', fault: 'timeout-before', times: 1 },
  { provider: 'any', operation: 'any', fault: 'drop-before', times: 1 },
  { provider: 'exchange', operation: 'any', fault: 'stuck', times: 1, delayMs: 2_000 },
  { provider: 'any', operation: 'any', fault: 'no-status', times: 3 },
  { provider: 'any', operation: 'any', fault: 'slow', times: 4, delayMs: 300 },
  { provider: 'any', operation: 'any', fault: 'rate-limit', times: 2, delayMs: 500 },
  { provider: 'exchange', operation: 'any', fault: 'down', delayMs: 400 },
];

/** Runs the whole soak in a temporary folder, which is removed unless something was found. */
export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  const folder = mkdtempSync(join(tmpdir(), 'paydesk-kill-'));
  const standIns = startStandIns(join(folder, 'stand-ins'));
  let result: SoakResult | null = null;
  try {
    const { control } = await standIns.ready;
    result = await soak(options, join(folder, 'desk'), control);
    return result;
  } finally {
    await standIns.kill();
    const clean = result !== null && result.resolved.findings.length === 0
      && result.atRest.findings.length === 0;
    if (clean) rmSync(folder, { recursive: true, force: true });
    else options.tell(`What the run left behind stays in ${folder}.`);
  }
}

type Door = { running: Running<DoorReady>; ready: DoorReady | null };

async function soak(
  options: SoakOptions, folder: string, address: ControlAddress,
): Promise<SoakResult> {
  const control = createControl(address);
  let listener = '127.0.0.1:0';
  let working = true;
  const open = (): Door => ({
    running: startDoor({ folder, control: address, listener }), ready: null,
  });
  let door = open();
  const first = await door.running.ready;
  door.ready = first;
  listener = new URL(first.listener.url).host;
  const marketplace = createMarketplace({
    place: () => door.ready === null
      ? null : { url: door.ready.listener.url, apiKey: door.ready.sandbox.apiKey },
    goOn: () => working,
  });
  const random = createSeeded(options.seed);
  const clients = Array.from({ length: options.clients }, (_, place) =>
    keepTrading(marketplace, { place, seed: options.seed, goOn: () => working }));
  let killedStarting = 0;
  for (let kill = 1; kill <= options.kills; kill += 1) {
    await control.fault(random.pick(mishaps));
    await pause(LIVES_MS.min + random.below(LIVES_MS.max - LIVES_MS.min));
    if (door.ready === null) killedStarting += 1;
    await door.running.kill();
    door = open();
    options.tell(`kill ${kill} of ${options.kills}: ${marketplace.ledger.answered} answered`);
    if (kill % EARLY_KILL_EVERY === 0 && kill < options.kills) continue;
    door.ready = await door.running.ready;
  }
  working = false;
  await Promise.all(clients);
  const atRest = await settleAndJudge({ folder, control, marketplace });
  const code = await door.running.stop();
  const resolved = await resolveAndJudge({ folder, control, marketplace }, address);
  const stopped = code === 0 ? [] : [`The door ended with ${code} on SIGTERM.`];
  const { ledger } = marketplace;
  return {
    kills: options.kills, killedStarting, answered: ledger.answered,
    unanswered: ledger.unanswered, moves: ledger.moves.length,
    jobs: new Set(ledger.jobs.map(({ jobId }) => jobId)).size, atRest,
    resolved: { ...resolved, findings: [...stopped, ...resolved.findings] },
  };
}

/** One client: orders, then releases, refunds or ends the job; now and then it asks twice. */
async function keepTrading(
  marketplace: Marketplace,
  { place, seed, goOn }: {
    readonly place: number; readonly seed: number; readonly goOn: () => boolean;
  },
): Promise<void> {
  const random = createSeeded(seed * 1_000 + place);
  for (let order = 0; goOn(); order += 1) {
    const key = `order-${place}-${order}`;
    const asked = {
      key, currency: random.chance(0.5) ? 'BTC' : 'AITBC',
      // An amount of its own for each order: the books name the payment by it.
      amountMinor: 100_000n + BigInt(place) * 1_000_000n + BigInt(order),
    } as const;
    const job = await marketplace.createJob(asked);
    if (job === null) continue;
    if (random.chance(0.1)) await marketplace.createJob(asked);
    const way = random.below(10);
    if (way < 5) await marketplace.move('release', job);
    else if (way < 7) await marketplace.move('refund', job);
    else if (way < 9) await marketplace.endJob(job, way === 7 ? 'completed' : 'failed');
  }
}

function report(result: SoakResult): string {
  const { atRest, resolved } = result;
  return [
    `${result.kills} kills (${result.killedStarting} of a door that was starting), `
    + `${result.answered} requests answered, ${result.unanswered} tries unanswered, `
    + `${result.jobs} jobs and ${result.moves} moves acknowledged.`,
    `At rest: ${atRest.payments} payments ${JSON.stringify(atRest.byStatus)}, `
    + `${atRest.unclear} for a person to look up, ${atRest.auditEntries} audit entries.`,
    `After the operators: ${JSON.stringify(resolved.byStatus)}, ${resolved.unclear} unclear.`,
    ...[...atRest.findings, ...resolved.findings].map((finding) => `FOUND: ${finding}`),
    atRest.findings.length + resolved.findings.length === 0
      ? 'Nothing twice, nothing lost, nothing silent; ledger and books agree.' : '',
  ].filter((line) => line !== '').join('\n');
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '100' }, clients: { type: 'string', default: '8' },
      seed: { type: 'string', default: '1' },
    },
  });
  const result = await runSoak({
    kills: Number.parseInt(values.kills, 10), clients: Number.parseInt(values.clients, 10),
    seed: Number.parseInt(values.seed, 10),
    tell: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${report(result)}\n`);
  process.exitCode = result.atRest.findings.length + result.resolved.findings.length === 0 ? 0 : 1;
}
