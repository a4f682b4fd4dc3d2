import { CrashError } from '../../db/errors.ts';
import { createInProcessLists } from '../../db/lists.ts';
import type { FailpointName } from '../../db/commit-queue.ts';
import { openImage, type Database } from '../../db/open.ts';
import { createStore, type OpenStore } from '../../db/store.ts';
import type { Engine } from '../../engine/api.ts';
import { createEngine } from '../../engine/engine.ts';
import { StoreHaltedError, type Ids, type Log } from '../../engine/ports.ts';
import { rails } from '../../rails/registry.ts';
import { withLazyStatements } from './lazy-statements.ts';
import type { Network } from './network.ts';
import { openSecrets, type Plan, type Seeded } from './plan.ts';
import { clockOf, type Timeline } from './timeline.ts';
import { count, type Coverage, type Trace, type Verdict } from './trace.ts';

/** The machine that Paydesk runs on: it crashes, its disk fills, and it is started again. */
export type Machine = {
  /** Null while it is down. */
  readonly engine: () => Engine | null;
  readonly database: () => Database;
  readonly start: () => void;
  /** The process dies here and now: no promise of it is ever answered. */
  readonly crash: (why: string) => void;
  /** Asks the engine to stop; the process then ends. */
  readonly stopGracefully: () => Promise<void>;
  /** No more crashes and disk errors. */
  readonly heal: () => void;
};

type Incarnation = { alive: boolean; readonly store: OpenStore; readonly engine: Engine };

export type MachineDeps = {
  readonly plan: Plan;
  readonly seeded: Seeded;
  readonly timeline: Timeline;
  readonly ids: Ids;
  readonly network: Network;
  readonly trace: Trace;
  readonly verdict: Verdict;
  readonly coverage: Coverage;
  /** What a start hooks up before the engine runs. */
  readonly onStart: (store: OpenStore) => void;
};

/** A supervisor restarts it at once, or a person does later. */
const RESTART_MS = [0, 50, 3_000, 40_000] as const;
const FSYNC_MS = [0, 0, 0, 1, 3, 12, 60] as const;

export function createMachine(deps: MachineDeps, opened: Database): Machine {
  const { seeded, network, trace, coverage, timeline } = deps;
  let [database, now]: [Database, Incarnation | null] = [opened, null];
  let healthy = false;

  const crash = (why: string): void => {
    if (now === null) return;
    trace.note(`crash ${why}`);
    count(coverage, `crash ${why}`);
    now.alive = false;
    now = null;
    network.settleInFlight();
    timeline.after(healthy ? 100 : seeded.pick(RESTART_MS), start);
    // Now and then the file is really read again, so that nothing lives on in the connection.
    if (seeded.chance(0.03)) {
      const image = database.serialize();
      database.close();
      database = withLazyStatements(openImage(image));
      count(coverage, 'reopened from its image');
    }
  };

  const start = (): void => {
    if (now !== null) return;
    trace.note('start');
    const self: { alive: boolean } = { alive: true };
    const isAlive = (): boolean => self.alive;
    const store = createStore({
      database,
      defer: (flush) => {
        timeline.after(healthy ? 0 : seeded.pick(FSYNC_MS), () => {
          if (isAlive()) guarded(flush, crash);
        });
      },
      failpoint: (name) => {
        if (!healthy) strike(deps, name);
      },
    });
    const engine = createEngine({
      store, clock: clockOf(timeline, isAlive), ids: deps.ids, random: seeded.random,
      log: logOf(deps, isAlive), secrets: openSecrets, http: network.httpOf(isAlive),
      lists: createInProcessLists(database, () => ({ rows: 0, sha256: '' })), rails,
      // Health questions move no money and would only fill the histories.
      options: { healthPauseMs: null, submittedDeadlineMs: deps.plan.submittedDeadlineMs },
    });
    const incarnation: Incarnation = Object.assign(self, { store, engine });
    now = incarnation;
    store.onHalted((reason) => {
      if (isAlive()) crash(`halted: ${reason.slice(0, 20)}`);
    });
    deps.onStart(store);
    engine.start().then(() => {
      if (isAlive()) judgeRecovery(deps, database);
    }, (error: unknown) => {
      if (!isAlive() || error instanceof StoreHaltedError) return;
      deps.verdict.fail(`the engine did not start: ${String(error)}`);
    });
  };

  return {
    engine: () => now?.engine ?? null,
    database: () => database,
    start, crash,
    stopGracefully: async () => {
      await now?.engine.stop(5_000);
      crash('after a stop');
    },
    heal: () => { healthy = true; },
  };
}

/** What was being sent when the last process died is a question now, before anything new leaves. */
function judgeRecovery({ verdict }: MachineDeps, database: Database): void {
  const left = database.prepare('select id from operations where state = \'dispatching\' limit 1');
  if (left.get() !== undefined) verdict.fail('R4: a start left an operation dispatching');
}

/** The flush of a process that died is nobody's error; everything else is a finding. */
function guarded(flush: () => void, crash: (why: string) => void): void {
  try {
    flush();
  } catch (error) {
    if (!(error instanceof CrashError)) throw error;
    crash(error.message);
  }
}

function strike({ plan, seeded, coverage }: MachineDeps, name: FailpointName): void {
  count(coverage, `point ${name}`);
  if (seeded.chance(plan.crashChance)) throw new CrashError(name);
  if (seeded.chance(plan.diskErrorChance)) {
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
  }
}

/** What the engine logs as broken is a finding: nothing in here may break it. */
function logOf({ verdict, trace }: MachineDeps, isAlive: () => boolean): Log {
  const quiet = (): void => undefined;
  return {
    debug: quiet, info: quiet, warn: (message) => { trace.note(`warn ${message}`); },
    error: (message, fields) => {
      if (!isAlive()) return;
      const { error, work = '' } = fields ?? {};
      const why = error instanceof Error ? error.stack ?? error.message : '';
      if (message === 'an answer could not be recorded') trace.note(message);
      else verdict.fail(`the engine broke: ${message} ${String(work)} ${why}`);
    },
  };
}
