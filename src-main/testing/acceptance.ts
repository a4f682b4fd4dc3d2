/**
 * The main job's acceptance: a scripted marketplace creates jobs over both currencies while the
 * stand-ins misbehave in every way they know; afterwards every payment has ended or stands in
 * front of a person, and the ledger equals the stand-ins' books to the satoshi.
 * `node src-main/testing/acceptance.ts [--jobs N] [--clients N] [--seed N]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isTerminal } from '../engine/domain/payment.ts';
import { createControl, type Control } from './kill/control.ts';
import { openEvidence, unclearOf, type Judgement } from './kill/judge.ts';
import {
  createMarketplace, type AcknowledgedJob, type Marketplace, type Move,
} from './kill/marketplace.ts';
import { startDoor, startStandIns, type ControlAddress } from './kill/processes.ts';
import { resolveAndJudge, settleAndJudge, type Run } from './kill/settle.ts';
import { createSeeded } from './seeded.ts';

export type AcceptanceOptions = {
  readonly jobs: number;
  readonly clients: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
};

export type AcceptanceResult = {
  readonly jobs: number;
  readonly moves: number;
  /** How often each fault was scripted. */
  readonly faults: Readonly<Record<string, number>>;
  /** Before a person did anything: every payment has ended or is in attention. */
  readonly atRest: Judgement;
  /** After two operators ended what was unclear: ledger and books are equal, payment by payment. */
  readonly resolved: Judgement;
};

/** Every word of DESIGN 12 that the wallet daemon and the exchange can meet. */
const faultWords = [
  'refuse', 'error-before', 'error-after', 'drop-before', 'drop-after', 'timeout-before',
  'timeout-after', 'nonsense', 'slow', 'down', 'stuck', 'no-status', 'rate-limit',
] as const;
const MISHAP_PAUSE_MS = 40;

export async function runAcceptance(options: AcceptanceOptions): Promise<AcceptanceResult> {
  const folder = mkdtempSync(join(tmpdir(), 'paydesk-acceptance-'));
  const standIns = startStandIns(join(folder, 'stand-ins'));
  try {
    const { control } = await standIns.ready;
    return await accept(options, join(folder, 'desk'), control);
  } finally {
    await standIns.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function accept(
  options: AcceptanceOptions, folder: string, address: ControlAddress,
): Promise<AcceptanceResult> {
  const door = startDoor({ folder, control: address, listener: '127.0.0.1:0' });
  try {
    const { listener, sandbox } = await door.ready;
    const control = createControl(address);
    const marketplace = createMarketplace({
      place: () => ({ url: listener.url, apiKey: sandbox.apiKey }), goOn: () => true,
    });
    const run: Run = { folder, control, marketplace };
    const faults = await trade(options, run);
    options.tell(`${marketplace.ledger.jobs.length} jobs created; faults end.`);
    const atRest = await finish(run);
    const code = await door.stop();
    const resolved = await resolveAndJudge(run, address);
    const stopped = code === 0 ? [] : [`The door ended with ${code} on SIGTERM.`];
    return {
      jobs: marketplace.ledger.jobs.length, moves: marketplace.ledger.moves.length, faults, atRest,
      resolved: { ...resolved, findings: [...stopped, ...resolved.findings] },
    };
  } finally {
    await door.kill();
  }
}

/** Creates all jobs and asks for the end of each, while one fault after another is scripted. */
async function trade(
  { jobs, clients, seed }: AcceptanceOptions,
  { control, marketplace }: Run,
): Promise<Readonly<Record<string, number>>> {
  let trading = true;
  const misbehaving = misbehave(control, { seed, goOn: () => trading });
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < jobs) {
      const order = next;
      next += 1;
      const job = await marketplace.createJob({
        key: `order-${order}`, currency: order % 2 === 0 ? 'BTC' : 'AITBC',
        amountMinor: 100_000n + BigInt(order),
      });
      if (job !== null) await endOrder(marketplace, job, order);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  trading = false;
  return misbehaving;
}

async function endOrder(marketplace: Marketplace, job: AcknowledgedJob, order: number) {
  switch (order % 5) {
    case 0: case 1: return marketplace.move('release', job);
    case 2: return marketplace.move('refund', job);
    case 3: return marketplace.endJob(job, 'completed');
    default: return marketplace.endJob(job, 'failed');
  }
}

async function misbehave(
  control: Control,
  { seed, goOn }: { readonly seed: number; readonly goOn: () => boolean },
): Promise<Readonly<Record<string, number>>> {
  const random = createSeeded(seed);
  const counts: Record<string, number> = {};
  while (goOn()) {
    const fault = random.pick(faultWords);
    const provider = random.pick(['walletDaemon', 'exchange']);
    counts[fault] = (counts[fault] ?? 0) + 1;
    // What became of a refund that the daemon took and kept, it never shows: that one would stay
    // submitted until its deadline of ten minutes.
    const operation = fault === 'stuck' && provider === 'walletDaemon' ? 'release' : 'any';
    await control.fault({
      provider, operation, fault, times: 1,
      ...(fault === 'down' || fault === 'slow' || fault === 'rate-limit' ? { delayMs: 400 } : {}),
    });
    await pause(MISHAP_PAUSE_MS);
  }
  return counts;
}

/** Asks again for what was refused while something else was open, and judges once all rests. */
async function finish(run: Run): Promise<Judgement> {
  await settleAndJudge(run);
  const { marketplace, folder } = run;
  const escrowed = await escrowedIn(folder);
  for (const job of marketplace.ledger.jobs.filter(({ paymentId }) => escrowed.has(paymentId))) {
    const kind: Move = job.amountMinor % 2n === 0n ? 'release' : 'refund';
    await marketplace.move(kind, { ...job, key: `${job.key}-again` });
  }
  const judged = await settleAndJudge(run);
  return { ...judged, findings: [...judged.findings, ...await unendedIn(folder)] };
}

async function escrowedIn(folder: string): Promise<ReadonlySet<string>> {
  const evidence = openEvidence(join(folder, 'paydesk.db'));
  try {
    return new Set((await evidence.aggregates())
      .filter(({ payment }) => payment.status === 'escrowed').map(({ payment }) => payment.id));
  } finally {
    evidence.close();
  }
}

/** Payments that neither ended nor stand in front of a person. */
async function unendedIn(folder: string): Promise<readonly string[]> {
  const evidence = openEvidence(join(folder, 'paydesk.db'));
  try {
    const found: string[] = [];
    for (const aggregate of await evidence.aggregates()) {
      const { id, status } = aggregate.payment;
      if (isTerminal(status) || (await evidence.read.openAttention(id)).length > 0) continue;
      const unclear = unclearOf(aggregate) === null ? '' : ', unclear';
      found.push(`Payment ${id} (${status}${unclear}) has not ended and is in no attention.`);
    }
    return found;
  } finally {
    evidence.close();
  }
}

function report({ jobs, moves, faults, atRest, resolved }: AcceptanceResult): string {
  const findings = [...atRest.findings, ...resolved.findings];
  return [
    `${jobs} jobs, ${moves} releases and refunds acknowledged; faults ${JSON.stringify(faults)}.`,
    `At rest: ${JSON.stringify(atRest.byStatus)}, ${atRest.unclear} unclear in attention, `
    + `${atRest.auditEntries} audit entries.`,
    `After the operators: ${JSON.stringify(resolved.byStatus)}, ${resolved.unclear} unclear.`,
    ...findings.map((finding) => `FOUND: ${finding}`),
    ...(findings.length === 0 ? ['The ledger equals the books to the satoshi.'] : []),
  ].join('\n');
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      jobs: { type: 'string', default: '200' }, clients: { type: 'string', default: '8' },
      seed: { type: 'string', default: '1' },
    },
  });
  const result = await runAcceptance({
    jobs: Number.parseInt(values.jobs, 10), clients: Number.parseInt(values.clients, 10),
    seed: Number.parseInt(values.seed, 10),
    tell: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${report(result)}\n`);
  process.exitCode = result.atRest.findings.length + result.resolved.findings.length === 0 ? 0 : 1;
}
