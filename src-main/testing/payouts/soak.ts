/**
 * The soak of payouts from a treasury: many of them, half announced by a marketplace and half let
 * go as batches by an operator, while Circle and the chain misbehave and the door is killed. In the
 * end chain, Circle and ledger agree to the last unit, and each payee was paid once.
 * `node src-main/testing/payouts/soak.ts [--payouts N] [--kills N] [--every N] [--chain auto|model]
 * [--seed N]`
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openEvidence, type Evidence } from '../kill/judge.ts';
import type { DoorReady } from '../kill/processes.ts';
import { announce, type Task } from './announcer.ts';
import { letGo } from './bulk.ts';
import { openDesk } from './console.ts';
import { judgePayouts, type PayoutJudgement, type Total } from './judge.ts';
import { createMishaps, everyMishap, type Mishaps } from './mishaps.ts';
import { enlist, inventPayees, setDeadline, theMarketplace, type Payee } from './payees.ts';
import { resolveAll, waitForRest } from './rest.ts';
import { openTown, type Town } from './town.ts';
import { movedAtCircle, movedOnChain } from './witness.ts';

export type PayoutSoakOptions = {
  readonly payouts: number;
  readonly kills: number;
  /** One fault in sending and one in asking for so many payouts: 20 makes five in a hundred. */
  readonly every: number;
  readonly chain: 'auto' | 'model';
  /** Faults that a quick run does without, because they take long. */
  readonly leaveOut: readonly string[];
  /** How long Circle may take to answer; what it may not have received is waited for twice that. */
  readonly deadlineMs: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
};

export type PayoutSoakResult = {
  /** How often each fault was met. */
  readonly met: Readonly<Record<string, number>>;
  readonly kills: number;
  /** From the first task until nothing moved by itself any more. */
  readonly seconds: number;
  /** Payouts per second from the first task until the last one was settled by itself. */
  readonly perSecond: number;
  /** Before a person did anything, and after two operators ended what was left. */
  readonly atRest: PayoutJudgement;
  readonly resolved: PayoutJudgement;
};

type Order = { readonly task: Task; readonly payee: Payee };
type Run = {
  readonly town: Town; readonly evidence: Evidence; readonly orders: readonly Order[];
  readonly sandbox: DoorReady['sandbox']; readonly marketplaceId: string;
};

/** Circle's own limits (guide to Circle and Arc, 1.5), which the run meets as any customer does. */
const LIMITS = { gets: 20, posts: 5 };
const ANNOUNCED_AT_ONCE = 8;
const ROWS_AT_ONCE = 100;
const LOOK_MS = 500;
/** A run in which nothing moves for so long, and that is not done, has failed. */
const HANGS_AFTER_MS = 120_000;

/** Runs the whole soak in a temporary folder, which is removed unless something was found. */
export async function runPayoutSoak(options: PayoutSoakOptions): Promise<PayoutSoakResult> {
  const town = await openTown(options.chain);
  let isClean = false;
  try {
    const result = await soak(options, town);
    isClean = result.atRest.findings.length + result.resolved.findings.length === 0;
    return result;
  } finally {
    if (!isClean) options.tell(`What the run left behind stays beside ${town.folder}.`);
    await town.close(!isClean);
  }
}

async function soak(options: PayoutSoakOptions, town: Town): Promise<PayoutSoakResult> {
  const run = await prepare(options, town);
  const { evidence } = run;
  try {
    const mishaps = createMishaps(town.control, dealtIn(options));
    const startedAt = Date.now();
    const kills = await payAll(options, run, mishaps);
    const met = await mishaps.met();
    await town.control.clearFaults();
    await waitForRest(evidence);
    const seconds = (Date.now() - startedAt) / 1_000;
    const atRest = await judge(run);
    const paidIn = (atRest.lastPaidAt - startedAt) / 1_000;
    const code = await town.stopDoor();
    const refused = await resolveAll(town, { evidence, chain: await movedOnChain(run.sandbox) });
    const resolved = await judge(run);
    const stopped = code === 0 ? [] : [`The door ended with ${code} on SIGTERM.`];
    return {
      met, kills, seconds, perSecond: atRest.ledger.count / paidIn, atRest,
      resolved: { ...resolved, findings: [...stopped, ...refused, ...resolved.findings] },
    };
  } finally {
    evidence.close();
  }
}

/** Payees with wallets, each to be paid an amount of its own. */
async function prepare(
  { payouts, seed, deadlineMs, tell }: PayoutSoakOptions, town: Town,
): Promise<Run> {
  const door = town.door();
  if (door === null) throw new Error('The door is down.');
  const orders = inventPayees(payouts, seed).map((payee, at): Order => ({
    payee, task: {
      taskId: `task-${seed}-${at}`, payee: payee.reference, amountMinor: 1_000_000n + BigInt(at),
    },
  }));
  const desk = await openDesk(door);
  const marketplaceId = await theMarketplace(desk);
  await town.control.limits({ gets: null, posts: null });
  await setDeadline(desk, deadlineMs);
  await enlist(desk, marketplaceId, orders.map(({ payee }) => payee));
  await town.control.limits(LIMITS);
  tell(`${orders.length} payees have a wallet.`);
  const evidence = openEvidence(join(town.folder, 'paydesk.db'));
  return { town, evidence, orders, sandbox: door.sandbox, marketplaceId };
}

function dealtIn({ every, leaveOut }: PayoutSoakOptions) {
  const { sending, asking } = everyMishap();
  const stays = ({ fault }: { readonly fault: string }): boolean => !leaveOut.includes(fault);
  return { every, sending: sending.filter(stays), asking: asking.filter(stays) };
}

/** Orders everything, and deals faults and kills until it has ended or waits; answers the kills. */
async function payAll(
  { payouts, kills, deadlineMs, tell }: PayoutSoakOptions, run: Run, mishaps: Mishaps,
): Promise<number> {
  // Once nothing has ended for so long, the rest waits for a fault to be lifted, or for a person.
  const idleMs = 2 * deadlineMs;
  let ordered = false;
  const ordering = orderAll(run).then(() => { ordered = true; });
  // Heard below; a failure must not be called unhandled meanwhile.
  ordering.catch(() => undefined);
  let [killed, ended, since] = [0, 0, performance.now()];
  const isDone = (): boolean => ordered && killed === kills
    && (ended >= payouts || performance.now() - since > idleMs);
  while (!isDone()) {
    const now = await endedIn(run.evidence);
    if (now !== ended) [ended, since] = [now, performance.now()];
    await mishaps.deal(ended);
    if (killed < kills && ended > (payouts * (killed + 1)) / (kills + 1)) {
      killed += 1;
      tell(`Kill ${killed} of ${kills}: ${ended} of ${payouts} have ended.`);
      await run.town.killAndStart();
    }
    await pause(LOOK_MS);
    if (performance.now() - since < HANGS_AFTER_MS) continue;
    if (!ordered) await ordering;
    throw new Error(`${ended} of ${payouts} have ended, and nothing more happens.`);
  }
  await ordering;
  return killed;
}

/** How many payouts were settled, or refused and wait for a person. */
async function endedIn({ read }: Evidence): Promise<number> {
  const counters = await read.counters('transition:usdc:');
  return counters.filter(({ name }) => /:(released|stalled)$/.test(name))
    .reduce((sum, { count }) => sum + count, 0);
}

async function orderAll({ town, orders, marketplaceId }: Run): Promise<void> {
  const tasks = orders.map(({ task }) => task);
  const announced = tasks.filter((_, at) => at % 2 === 0);
  const filed = tasks.filter((_, at) => at % 2 === 1);
  const announceAll = async (): Promise<void> => {
    for (let task = announced.shift(); task !== undefined; task = announced.shift()) {
      await announce(town.door, task);
    }
  };
  const fileAll = async (): Promise<void> => {
    for (let at = 0; at < filed.length; at += ROWS_AT_ONCE) {
      await letGo(town.door, { marketplaceId, tasks: filed.slice(at, at + ROWS_AT_ONCE) });
    }
  };
  await Promise.all([fileAll(), ...Array.from({ length: ANNOUNCED_AT_ONCE }, announceAll)]);
}

async function judge({ town, evidence, orders, sandbox }: Run): Promise<PayoutJudgement> {
  return judgePayouts(evidence, {
    chain: await movedOnChain(sandbox), circle: await movedAtCircle(town.control),
    promised: orders,
  });
}

function report({ met, kills, seconds, perSecond, atRest, resolved }: PayoutSoakResult): string {
  const findings = [...atRest.findings, ...resolved.findings];
  const sum = Object.values(met).reduce((total, count) => total + count, 0);
  return [
    `${atRest.payments} payouts, ${kills} kills, ${sum} faults met; at rest after `
    + `${seconds.toFixed(1)} s, ${perSecond.toFixed(2)} payouts/s.`,
    ...Object.entries(met).toSorted(([one], [other]) => one.localeCompare(other))
      .map(([name, count]) => `  ${count} x ${name}`),
    `At rest: ${judgedText(atRest)}`, `After the operators: ${judgedText(resolved)}`,
    ...findings.map((finding) => `FOUND: ${finding}`),
    ...(findings.length === 0
      ? ['Chain, Circle and ledger agree to the last unit; each payee was paid once.'] : []),
  ].join('\n');
}

function judgedText({ byStatus, inAttention, chain, circle, ledger }: PayoutJudgement): string {
  const text = ({ minor, count }: Total): string => `${minor} in ${count}`;
  return `${JSON.stringify(byStatus)}, ${inAttention} before a person; chain ${text(chain)}, `
    + `Circle ${text(circle)}, ledger ${text(ledger)} and ${ledger.open} unclear.`;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      payouts: { type: 'string', default: '1000' }, kills: { type: 'string', default: '2' },
      every: { type: 'string', default: '20' }, chain: { type: 'string', default: 'auto' },
      seed: { type: 'string', default: '1' },
    },
  });
  const result = await runPayoutSoak({
    payouts: Number.parseInt(values.payouts, 10), kills: Number.parseInt(values.kills, 10),
    every: Number.parseInt(values.every, 10), chain: values.chain === 'model' ? 'model' : 'auto',
    leaveOut: [], deadlineMs: 10_000, seed: Number.parseInt(values.seed, 10),
    tell: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${report(result)}\n`);
  process.exitCode = result.atRest.findings.length + result.resolved.findings.length === 0 ? 0 : 1;
}
