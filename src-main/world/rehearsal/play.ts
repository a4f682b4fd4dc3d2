import type { Run } from '../../contract/rehearsal.ts';
import type { Ask, Engine } from '../../engine/api.ts';
import { formatAmount, money, AITBC, BTC } from '../../engine/domain/money.ts';
import { isTerminal, openOperation, type PaymentAggregate } from '../../engine/domain/payment.ts';
import type { Clock } from '../../engine/ports.ts';
import { openEndpoint, type Endpoint } from './endpoint.ts';
import { demand } from './demand.ts';
import type { RunnerDeps } from './runner.ts';
import type { Scenario } from './scenarios.ts';
import { savedOf, scoreOf } from './score.ts';

/** A run under way: what it has told so far, and whether it was asked to end. */
export type Live = { run: Run; readonly ending: AbortController; over: Promise<void> };

type Play = {
  readonly ask: Ask; readonly scenario: Scenario; readonly live: Live;
  readonly change: (one: Live, part: Partial<Run>) => void;
};

const HOLD_MS_MAX = 10_000;
const LOOK_EVERY_MS = 500;
const JOB_TTL_MS = 3_600_000;

const NOT_HELD = 'The payments of the scenario could not be held, so nothing was rehearsed.';

/** A play on its stage. */
type Staged = Play & {
  readonly deps: RunnerDeps; readonly signal: AbortSignal; readonly endpoint: Endpoint | null;
  readonly step: (name: Run['steps'][number]['step']) => void;
};

/** A scenario from its first payment to its score; its faults never outlive it. */
export async function play(deps: RunnerDeps, given: Play): Promise<void> {
  const { ask, scenario, live, change } = given;
  const step: Staged['step'] = (name) => {
    change(live, { steps: [...live.run.steps, { step: name, at: deps.clock.nowMs() }] });
  };
  const marketplaceId = await firstMarketplace(deps.engine);
  if (scenario.endpoint) step('listen');
  const endpoint = scenario.endpoint ? await openEndpoint(deps, ask, marketplaceId) : null;
  const staged: Staged = { ...given, deps, endpoint, step, signal: live.ending.signal };
  let score: NonNullable<Run['score']>;
  try {
    score = await scored(staged, marketplaceId);
  } finally {
    await endpoint?.close();
  }
  change(live, {
    score, state: staged.signal.aborted ? 'stopped' : 'done', endedAt: deps.clock.nowMs(),
  });
}

async function scored(
  staged: Staged, marketplaceId: string,
): Promise<NonNullable<Run['score']>> {
  const { live, step } = staged;
  step('hold');
  const ids = await holdPayments(staged, marketplaceId);
  await breakAndAct(staged, ids);
  await awaitOperator(staged, ids);
  step('settle');
  await lookUntil(staged, live.run.endsBy, () => allEnded(staged, ids));
  step('judge');
  return judged(staged, ids);
}

async function breakAndAct(staged: Staged, ids: readonly string[]): Promise<void> {
  const { deps: { clock, control }, scenario, signal, endpoint, step } = staged;
  const breaks = scenario.faults.length > 0 || endpoint !== null;
  // The endpoint works until it breaks: it hears of the holds first.
  if (endpoint !== null) {
    await lookUntil(staged, clock.nowMs() + HOLD_MS_MAX, () => endpoint.isQuiet(ids));
  }
  try {
    if (breaks && !signal.aborted) {
      step('break');
      endpoint?.fail();
      for (const fault of scenario.faults) demand(await control.add(fault));
    }
    if (scenario.act !== 'none' && !signal.aborted) {
      step(scenario.act === 'both' ? 'release-and-refund' : 'release');
      await actOn(staged, ids);
    }
    if (scenario.endureMs > 0) {
      step('endure');
      const until = clock.nowMs() + scenario.endureMs;
      if (endpoint === null) await pause(clock, scenario.endureMs, signal);
      else await lookUntil(staged, until, () => isTold(staged, endpoint, ids));
    }
  } finally {
    if (breaks) {
      step('mend');
      endpoint?.mend();
      if (scenario.faults.length > 0) demand(await control.clear());
    }
  }
}

/** Waits for what only the operator does: releases before the end, or dead letters sent again. */
async function awaitOperator(staged: Staged, ids: readonly string[]): Promise<void> {
  const { deps: { engine }, scenario, signal, endpoint, live, change, step } = staged;
  if (signal.aborted || (endpoint === null && scenario.toRelease === 0)) return;
  const until = endpoint === null ? await firstEnd(engine, ids) : live.run.endsBy;
  change(live, { turn: { until, paymentIds: ids.slice(0, scenario.toRelease) } });
  step('turn');
  await lookUntil(staged, until, async () => {
    if (endpoint === null) return allEnded(staged, ids);
    const { messages, of } = await endpoint.heard(ids);
    return messages === of && endpoint.isQuiet(ids);
  });
  change(live, { turn: null });
}

/** When the first of the escrows ends, UTC ms. */
async function firstEnd(engine: Engine, ids: readonly string[]): Promise<number> {
  const found = await Promise.all(ids.map((id) => engine.read.payment(id)));
  return Math.min(...found.flatMap((one) => one?.escrow?.expiresAt ?? []));
}

async function judged(
  { deps, scenario, endpoint }: Staged, ids: readonly string[],
): Promise<NonNullable<Run['score']>> {
  return {
    ...await scoreOf(deps, ids),
    saved: scenario.toRelease === 0 ? null : await savedOf(deps.engine, ids, scenario.toRelease),
    heard: endpoint === null ? null : await endpoint.heard(ids),
  };
}

async function firstMarketplace(engine: Engine): Promise<string> {
  const [marketplace] = await engine.read.marketplaces();
  if (marketplace === undefined) throw new Error(NOT_HELD);
  return marketplace.id;
}

/** Makes real jobs of the sandbox's first marketplace, each with an amount of its own. */
async function holdPayments(
  { deps: { engine }, scenario, ask, signal }: Staged, marketplaceId: string,
): Promise<readonly string[]> {
  const { payments, currency, escrowMs } = scenario;
  const asset = currency === 'BTC' ? BTC : AITBC;
  const ids: string[] = [];
  for (let place = 1; place <= payments && !signal.aborted; place += 1) {
    const made = demand(await engine.jobs.create(ask, {
      marketplaceId, ttlMs: JOB_TTL_MS, payload: '{"job_type":"rehearsal"}',
      payment: {
        externalId: null, currency, payer: 'Rehearsal', payerAccount: null,
        amountText: formatAmount(money(100_000n + BigInt(place), asset)),
        payee: `Rehearsal ${place}`, payeeAccount: null, refundAddress: null,
        escrowTimeoutMs: escrowMs,
      },
    }));
    if (made.payment !== null) ids.push(made.payment.payment.id);
  }
  const held = await Promise.race([
    Promise.all(ids.map((id) => engine.payments.whenAtRest(id, HOLD_MS_MAX))), aborted(signal),
  ]);
  if (held?.some((one) => one?.payment.status !== 'escrowed') === true) throw new Error(NOT_HELD);
  return ids;
}

async function actOn(
  { deps: { engine }, scenario, ask }: Staged, ids: readonly string[],
): Promise<void> {
  const move = (paymentId: string) => ({
    paymentId, marketplaceId: null, version: null, reason: 'Rehearsal', amountText: null,
    delayMs: 0,
  });
  // A refusal is part of the rehearsal: of a release and a refund at once, one has to be refused.
  await Promise.all(ids.flatMap((id) => [
    engine.payments.release(ask, move(id)),
    ...scenario.act === 'both' ? [engine.payments.refund(ask, move(id))] : [],
  ]));
}

/** Nothing moves by itself any more. */
async function allEnded(
  { deps: { engine }, scenario }: Staged, ids: readonly string[],
): Promise<boolean> {
  const found = await Promise.all(ids.map((id) => engine.read.payment(id)));
  // Where escrows are to run out, one that rests is not at its end yet.
  return found.every((one) => one === null
    || isDone(one, { restsAtEnd: scenario.escrowMs === null }));
}

/** The payments have ended, and the endpoint refused every message about it for good. */
async function isTold(
  staged: Staged, endpoint: Endpoint, ids: readonly string[],
): Promise<boolean> {
  return await allEnded(staged, ids) && endpoint.isQuiet(ids);
}

function isDone(
  { payment, operations }: PaymentAggregate, { restsAtEnd }: { readonly restsAtEnd: boolean },
): boolean {
  const open = openOperation(operations);
  return isTerminal(payment.status) || (open === null ? restsAtEnd : open.deadAt !== null);
}

/** Looks every half second until something is so, the bound has come, or the run is stopped. */
async function lookUntil(
  { deps: { clock }, signal }: Staged, endsBy: number, isSo: () => Promise<boolean>,
): Promise<void> {
  while (!signal.aborted && clock.nowMs() < endsBy) {
    if (await isSo()) return;
    await pause(clock, LOOK_EVERY_MS, signal);
  }
}

/** Null, once the run is asked to end. */
function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(null);
    signal.addEventListener('abort', () => { resolve(null); }, { once: true });
  });
}

/** Waits on the engine's clock; a stop ends the wait at once. */
function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const cancel = clock.after(ms, () => {
      signal.removeEventListener('abort', end);
      resolve();
    });
    function end(): void {
      cancel();
      resolve();
    }
    signal.addEventListener('abort', end, { once: true });
  });
}
