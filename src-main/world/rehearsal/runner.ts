import type { Run, ScenarioName } from '../../contract/rehearsal.ts';
import type { Ask, Engine } from '../../engine/api.ts';
import { formatAmount, money, AITBC, BTC } from '../../engine/domain/money.ts';
import { isTerminal, openOperation, type PaymentAggregate } from '../../engine/domain/payment.ts';
import { refuse } from '../../engine/domain/refusals.ts';
import { accept, type Result } from '../../engine/domain/result.ts';
import type { Clock, Log } from '../../engine/ports.ts';
import type { StandIns } from '../sandbox-link.ts';
import type { StandInControl } from './control.ts';
import { scenarioTable, type Scenario } from './scenarios.ts';
import { scoreOf } from './score.ts';

export type RunnerDeps = {
  readonly engine: Engine; readonly clock: Clock; readonly log: Log;
  readonly control: StandInControl; readonly standIns: StandIns;
};

export type Runner = {
  /** Answers once the run has begun; it goes on by itself, at most `RUN_MS_MAX`. */
  readonly start: (name: ScenarioName, ask: Ask) => Promise<Result<null>>;
  /** Ends the run at its next step and waits for its end. */
  readonly stop: () => Promise<void>;
  readonly present: () => Run | null;
  readonly onChanged: (listener: () => void) => () => void;
};

/** Three tries with their pauses, a call's whole deadline, and an open circuit fit into it. */
export const RUN_MS_MAX = 120_000;
const HOLD_MS_MAX = 10_000;
const LOOK_EVERY_MS = 500;
const JOB_TTL_MS = 3_600_000;

const BUSY = 'A scenario is already running. Nothing was started.';
const FAULTY = 'Faults are set: clear them first. Nothing was started.';
const NOT_HELD = 'The payments of the scenario could not be held, so nothing was rehearsed.';

/** A run under way: what it has told so far, and whether it was asked to end. */
type Live = { run: Run; readonly ending: AbortController; over: Promise<void> };

/** Runs one scenario at a time, in this process, over the engine that everything else uses. */
export function createRunner(deps: RunnerDeps): Runner {
  const { clock, control, log } = deps;
  const listeners = new Set<() => void>();
  let live: Live | null = null;
  let starting = false;
  const change = (one: Live, part: Partial<Run>): void => {
    one.run = { ...one.run, ...part };
    for (const listener of listeners) listener();
  };
  const begin = (name: ScenarioName, ask: Ask): void => {
    const now = clock.nowMs();
    const one: Live = {
      ending: new AbortController(), over: Promise.resolve(),
      run: {
        scenario: name, state: 'running', startedAt: now, endsBy: now + RUN_MS_MAX,
        endedAt: null, steps: [], problem: null, score: null,
      },
    };
    live = one;
    one.over = play(deps, { ask, scenario: scenarioTable[name], live: one, change })
      .catch((error: unknown) => {
        log.error('a rehearsal failed', { scenario: name, error });
        const problem = error instanceof Error ? error.message : String(error);
        change(one, { state: 'failed', problem, endedAt: clock.nowMs() });
      });
    change(one, {});
  };
  return {
    start: async (name, ask) => {
      if (starting || live?.run.state === 'running') return refuse('state_forbids', {}, BUSY);
      starting = true;
      try {
        const faults = await control.faults();
        if (!faults.ok) return faults;
        if (faults.value.length > 0) return refuse('state_forbids', {}, FAULTY);
        begin(name, ask);
        return accept(null);
      } finally {
        starting = false;
      }
    },
    stop: async () => {
      live?.ending.abort();
      await live?.over;
    },
    present: () => live?.run ?? null,
    onChanged: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}

type Play = {
  readonly ask: Ask; readonly scenario: Scenario; readonly live: Live;
  readonly change: (one: Live, part: Partial<Run>) => void;
};

/** A scenario from its first payment to its score; its faults never outlive it. */
async function play(deps: RunnerDeps, { ask, scenario, live, change }: Play): Promise<void> {
  const { engine, clock, control } = deps;
  const { signal } = live.ending;
  const step = (name: Run['steps'][number]['step']): void => {
    change(live, { steps: [...live.run.steps, { step: name, at: clock.nowMs() }] });
  };
  step('hold');
  const ids = await holdPayments(deps, { scenario, ask, signal });
  try {
    if (scenario.faults.length > 0 && !signal.aborted) {
      step('break');
      for (const fault of scenario.faults) demand(await control.add(fault));
    }
    if (!signal.aborted) {
      step(scenario.act === 'both' ? 'release-and-refund' : 'release');
      await actOn(engine, { scenario, ask, ids });
    }
    if (scenario.endureMs > 0) {
      step('endure');
      await pause(clock, scenario.endureMs, signal);
    }
  } finally {
    if (scenario.faults.length > 0) {
      step('mend');
      demand(await control.clear());
    }
  }
  step('settle');
  await untilEnded(deps, { ids, signal, endsBy: live.run.endsBy });
  step('judge');
  const score = await scoreOf(deps, ids);
  change(live, {
    score, state: signal.aborted ? 'stopped' : 'done', endedAt: clock.nowMs(),
  });
}

/** Makes real jobs of the sandbox's first marketplace, each with an amount of its own. */
async function holdPayments({ engine }: RunnerDeps, { scenario, ask, signal }: {
  readonly scenario: Scenario; readonly ask: Ask; readonly signal: AbortSignal;
}): Promise<readonly string[]> {
  const { payments, currency } = scenario;
  const [marketplace] = await engine.read.marketplaces();
  if (marketplace === undefined) throw new Error(NOT_HELD);
  const asset = currency === 'BTC' ? BTC : AITBC;
  const ids: string[] = [];
  for (let place = 1; place <= payments && !signal.aborted; place += 1) {
    const made = demand(await engine.jobs.create(ask, {
      marketplaceId: marketplace.id, ttlMs: JOB_TTL_MS, payload: '{"job_type":"rehearsal"}',
      payment: {
        externalId: null, currency, payer: 'Rehearsal', payerAccount: null,
        amountText: formatAmount(money(100_000n + BigInt(place), asset)),
        payee: `Rehearsal ${place}`, payeeAccount: null, refundAddress: null,
        escrowTimeoutMs: null,
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

async function actOn(engine: Engine, { scenario, ask, ids }: {
  readonly scenario: Scenario; readonly ask: Ask; readonly ids: readonly string[];
}): Promise<void> {
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

/** Waits until nothing moves by itself any more, the bound has come, or the run is stopped. */
async function untilEnded({ engine, clock }: RunnerDeps, wait: {
  readonly ids: readonly string[]; readonly signal: AbortSignal; readonly endsBy: number;
}): Promise<void> {
  while (!wait.signal.aborted && clock.nowMs() < wait.endsBy) {
    const found = await Promise.all(wait.ids.map((id) => engine.read.payment(id)));
    if (found.every((one) => one === null || isDone(one))) return;
    await pause(clock, LOOK_EVERY_MS, wait.signal);
  }
}

function isDone({ payment, operations }: PaymentAggregate): boolean {
  const open = openOperation(operations);
  return isTerminal(payment.status) || open === null || open.deadAt !== null;
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

/** The value, or an error whose message is the refusal's sentence: it ends the run. */
function demand<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}
