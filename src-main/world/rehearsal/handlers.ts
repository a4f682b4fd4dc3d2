import type { CallParsed } from '../../contract/contract.ts';
import type { Handlers } from '../../contract/handlers.ts';
import {
  standIns, type FaultChoice, type FaultOperation, type ListedFault, type StandInName,
} from '../../contract/rehearsal.ts';
import type { Engine } from '../../engine/api.ts';
import { refuse } from '../../engine/domain/refusals.ts';
import { accept } from '../../engine/domain/result.ts';
import type { Clock, Log } from '../../engine/ports.ts';
import { acts, reads, type ViewDeps } from '../../engine/views/guard.ts';
import { faultsFor } from '../../sandbox/faults.ts';
import type { StandIns } from '../sandbox-link.ts';
import { compareBooks } from './books.ts';
import { createStandInControl, type ScriptedFault, type StandInControl } from './control.ts';
import { createRunner, type Runner } from './runner.ts';

export type RehearsalCall = Extract<keyof Handlers, `rehearsal.${string}`>;

/** A signal leaves five seconds for closing everything. */
const STOP_GRACE_MS = 2_000;

export type RehearsalDeps = {
  readonly engine: Engine;
  readonly sessions: ViewDeps['sessions'];
  readonly clock: Clock;
  readonly log: Log;
  /** Null: live, and then every call is refused. */
  readonly standIns: StandIns | null;
};

export type Rehearsal = {
  readonly handlers: Pick<Handlers, RehearsalCall>;
  /** Told when a run goes on: no commit tells that. */
  readonly onChanged: (listener: () => void) => () => void;
  /** Ends a run that is under way. */
  readonly stop: () => Promise<void>;
};

/** What answers the contract's `rehearsal` calls, with the scenarios that run in this process. */
export function createRehearsal(deps: RehearsalDeps): Rehearsal {
  const { engine, standIns: linked, clock, log } = deps;
  if (linked === null) {
    return {
      handlers: liveHandlers(deps), onChanged: () => () => undefined,
      stop: () => Promise.resolve(),
    };
  }
  const control = createStandInControl(linked.control);
  const runner = createRunner({ engine, standIns: linked, clock, log, control });
  return {
    handlers: sandboxHandlers({ ...deps, standIns: linked }, control, runner),
    onChanged: runner.onChanged, stop: () => endWithin(clock, runner.stop()),
  };
}

/** Waits for the end of a run, but not for stand-ins that do not answer: closing has a limit. */
function endWithin(clock: Clock, ending: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(STOP_GRACE_MS, resolve);
    ending.then(resolve, reject).finally(cancel);
  });
}

function sandboxHandlers(
  deps: RehearsalDeps & { readonly standIns: StandIns }, control: StandInControl, runner: Runner,
): Pick<Handlers, RehearsalCall> {
  const { engine, standIns: linked, log } = deps;
  return {
    'rehearsal.get': reads(deps, async () => {
      const faults = await control.faults();
      return faults.ok
        ? accept({ faults: faults.value.map(faultView), choices, run: runner.present() }) : faults;
    }),
    'rehearsal.start': acts(deps, async (
      { scenario }: CallParsed<'rehearsal.start'>, { ask },
    ) => {
      const started = await runner.start(scenario, ask);
      return started.ok ? accept({}) : started;
    }),
    'rehearsal.stop': acts(deps, () => {
      // Not awaited: the run tells when it has ended.
      runner.stop().catch((error: unknown) => {
        log.error('a rehearsal did not stop', { error });
      });
      return Promise.resolve(accept({}));
    }),
    'rehearsal.setFault': acts(deps, async (
      { times, delayMs, ...fault }: CallParsed<'rehearsal.setFault'>,
    ) => {
      if (!isKnown(fault)) {
        return refuse('invalid_request', { fault: fault.fault }, MEANINGLESS);
      }
      const added = await control.add({
        ...fault, ...(times === null ? {} : { times }), ...(delayMs === null ? {} : { delayMs }),
      });
      return added.ok ? accept({ faultId: added.value }) : added;
    }),
    'rehearsal.clearFault': acts(deps, async ({ faultId }: CallParsed<'rehearsal.clearFault'>) => {
      const removed = await control.remove(faultId);
      return removed.ok ? accept({}) : removed;
    }),
    'rehearsal.clearFaults': acts(deps, async () => {
      const cleared = await control.clear();
      return cleared.ok ? accept({}) : cleared;
    }),
    'rehearsal.books': reads(deps, async () => {
      const rows = await control.books();
      return rows.ok
        ? accept(await compareBooks(engine, { standIns: linked, rows: rows.value })) : rows;
    }),
  };
}

/** The same calls where the money is real: nothing is ever rehearsed there. */
function liveHandlers(deps: RehearsalDeps): Pick<Handlers, RehearsalCall> {
  const no = () => Promise.resolve(refuse('state_forbids', {}, LIVE));
  return {
    'rehearsal.get': reads(deps, no), 'rehearsal.books': reads(deps, no),
    'rehearsal.setFault': acts(deps, no), 'rehearsal.clearFault': acts(deps, no),
    'rehearsal.clearFaults': acts(deps, no), 'rehearsal.start': acts(deps, no),
    'rehearsal.stop': acts(deps, no),
  };
}

const LIVE = 'There is no sandbox here: the providers are real. Nothing was done.';
const MEANINGLESS = 'This fault means nothing for that operation. Nothing was scripted.';

const operationsOf = {
  walletDaemon: ['any', 'hold', 'release', 'refund', 'inquire', 'health'],
  exchange: [
    'any', 'hold', 'release', 'refund', 'purchase', 'inquire', 'balance', 'rate', 'health',
  ],
  chain: ['any', 'hold', 'release', 'refund', 'inquire', 'health'],
  openPayments: [
    'any', 'payout', 'quote', 'grant', 'consent', 'continue', 'token', 'incoming', 'inquire',
    'wallet', 'health',
  ],
  circle: [
    'any', 'payout', 'inquire', 'balance', 'wallet', 'accelerate', 'cancel', 'key', 'health',
  ],
  evm: ['any', 'inquire', 'balance', 'health'],
} as const satisfies Record<StandInName, readonly (FaultOperation | 'any')[]>;

const choices: FaultChoice[] = standIns.map((provider) => ({
  provider,
  operations: operationsOf[provider].map((operation) => ({
    operation, faults: [...faultsFor(provider, operation)],
  })),
}));

function isKnown(
  { provider, operation, fault }: Pick<CallParsed<'rehearsal.setFault'>,
    'provider' | 'operation' | 'fault'>,
): boolean {
  return choices.some((choice) => choice.provider === provider && choice.operations.some((one) =>
    one.operation === operation && one.faults.includes(fault)));
}

function faultView({ times, delayMs, ...fault }: ScriptedFault): ListedFault {
  return { ...fault, times: times ?? null, delayMs: delayMs ?? null };
}
