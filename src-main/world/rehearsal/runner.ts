import type { Run, ScenarioName } from '../../contract/rehearsal.ts';
import type { Ask, Engine } from '../../engine/api.ts';
import { refuse } from '../../engine/domain/refusals.ts';
import { accept, type Result } from '../../engine/domain/result.ts';
import type { Clock, Log } from '../../engine/ports.ts';
import type { StandIns } from '../sandbox-link.ts';
import type { StandInControl } from './control.ts';
import { play, type Live } from './play.ts';
import { scenarioTable } from './scenarios.ts';

export type RunnerDeps = {
  readonly engine: Engine; readonly clock: Clock; readonly log: Log;
  readonly control: StandInControl; readonly standIns: StandIns;
};

export type Runner = {
  /** Answers once the run has begun; it goes on by itself, at most `runMsMax` of its scenario. */
  readonly start: (name: ScenarioName, ask: Ask) => Promise<Result<null>>;
  /** Ends the run at its next step and waits for its end. */
  readonly stop: () => Promise<void>;
  readonly present: () => Run | null;
  readonly onChanged: (listener: () => void) => () => void;
};

const BUSY = 'A scenario is already running. Nothing was started.';
const FAULTY = 'Faults are set: clear them first. Nothing was started.';

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
        scenario: name, state: 'running', startedAt: now, endedAt: null,
        endsBy: now + scenarioTable[name].runMsMax,
        steps: [], problem: null, turn: null, score: null,
      },
    };
    live = one;
    one.over = play(deps, { ask, scenario: scenarioTable[name], live: one, change })
      .catch((error: unknown) => {
        log.error('a rehearsal failed', { scenario: name, error });
        const problem = error instanceof Error ? error.message : String(error);
        change(one, { state: 'failed', problem, turn: null, endedAt: clock.nowMs() });
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
