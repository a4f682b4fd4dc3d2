import type { Connection } from '../domain/records.ts';
import type { Work, WorkKind } from '../domain/work.ts';
import { ENGINE } from '../domain/actor.ts';
import { openItem } from '../attention/items.ts';
import type { EngineContext } from '../context.ts';
import { DamagedRowError, StoreHaltedError, type Store, type Write } from '../ports.ts';
import type { Providers } from './providers.ts';

/** What does the work of a kind. It ends by recording the outcome, which replaces the work row. */
export type WorkHandlers = Readonly<Record<WorkKind, (work: Work) => Promise<void>>>;

/** Rows taken from the index at once. */
const TAKE_MAX = 200;
/**
 * The clock is looked at again at least this often: it may jump, and timers sleep with the machine.
 */
const LOOK_AGAIN_MS = 5_000;

type Loop = {
  running: boolean;
  /** Ids of work that a handler has in hand. */
  readonly inHand: Set<string>;
  /** True while rows are being taken; another request meanwhile only asks for one more round. */
  taking: boolean;
  again: boolean;
  cancelTimer: (() => void) | null;
  idle: (() => void)[];
};

export type Runner = {
  readonly start: () => void;
  /** Takes nothing new and resolves when what is in hand has ended. */
  readonly stop: () => Promise<void>;
  /** Looks for due work now. */
  readonly wake: () => void;
  readonly inHand: () => number;
};

export type RunnerDeps = EngineContext & {
  readonly providers: Providers;
  readonly handlers: WorkHandlers;
};

/**
 * The one loop of due work: rows with a due time, taken in order, a bounded number at once and no
 * more per connection than it bears. A timer over the index wakes it; commits wake it; it looks at
 * the wall clock again every few seconds. A second `stop` is harmless.
 */
export function createRunner(deps: RunnerDeps): Runner {
  const loop: Loop = {
    running: false, inHand: new Set(), taking: false, again: false, cancelTimer: null, idle: [],
  };
  const wake = (): void => request(deps, loop);
  deps.store.onCommitted(({ nouns }) => {
    if (nouns.includes('work')) wake();
  });
  // A halted store takes nothing more: work whose outcome cannot be recorded would be due for ever.
  deps.store.onHalted(() => {
    loop.running = false;
    loop.cancelTimer?.();
    loop.cancelTimer = null;
  });
  return {
    start: () => {
      loop.running = true;
      wake();
    },
    stop: async () => {
      loop.running = false;
      loop.cancelTimer?.();
      loop.cancelTimer = null;
      if (loop.inHand.size === 0 && !loop.taking) return;
      await new Promise<void>((resolve) => {
        loop.idle.push(resolve);
      });
    },
    wake,
    inHand: () => loop.inHand.size,
  };
}

function request(deps: RunnerDeps, loop: Loop): void {
  if (!loop.running) return;
  if (loop.taking) {
    loop.again = true;
    return;
  }
  loop.taking = true;
  void takeAll(deps, loop);
}

async function takeAll(deps: RunnerDeps, loop: Loop): Promise<void> {
  try {
    do {
      loop.again = false;
      await takeOnce(deps, loop);
    } while (loop.again && loop.running);
  } catch (error) {
    loop.again = await survive(deps, error) && loop.running;
  } finally {
    loop.taking = false;
    // A request may have arrived between the last round and here.
    if (loop.again) request(deps, loop);
    else settleIdle(loop);
  }
}

/**
 * Taking work failed. A damaged work row would fail every later round as well: it is taken out and
 * stands in front of a person. Answers whether to look again at once.
 */
async function survive(deps: RunnerDeps, error: unknown): Promise<boolean> {
  if (error instanceof StoreHaltedError) return false;
  deps.log.error('the runner failed', { error });
  if (!(error instanceof DamagedRowError) || error.table !== 'work') return false;
  const nowMs = deps.clock.nowMs();
  const answer = await deps.store.commit({
    writes: [
      { write: 'work-done', id: error.id },
      ...await brokenWork(deps.store, { id: error.id, text: error.message, nowMs }),
    ],
    audit: {
      at: nowMs, actor: ENGINE, act: 'work.damaged', subject: 'work', subjectId: error.id,
      reason: error.message, data: {},
    },
  });
  return answer.ok;
}

function brokenWork(
  store: Store,
  { id, text, nowMs }: { readonly id: string; readonly text: string; readonly nowMs: number },
): Promise<readonly Write[]> {
  return openItem(store, {
    subject: 'work', subjectId: id, reason: 'work-broken', nowMs,
    text: `Paydesk could not go on with ${id}: ${text}`,
  });
}

async function takeOnce(deps: RunnerDeps, loop: Loop): Promise<void> {
  const { store, clock, options } = deps;
  const free = options.inFlightMax - loop.inHand.size;
  if (free <= 0) return;
  const except = await deps.providers.full();
  const rows = await store.read.dueWork({
    nowMs: clock.nowMs(), limit: Math.min(TAKE_MAX, free) + loop.inHand.size, except,
  });
  let taken = 0;
  for (const row of rows) {
    if (loop.inHand.size >= options.inFlightMax) break;
    if (loop.inHand.has(row.id) || !(await admit(deps, row))) continue;
    taken += 1;
    loop.inHand.add(row.id);
    void handle(deps, loop, row);
  }
  if (taken > 0) loop.again = true;
  else await arm(deps, loop, except);
}

/** Takes a place on the work's connection; work without one needs none. */
async function admit(
  { providers, directory }: RunnerDeps,
  { connectionId }: Work,
): Promise<boolean> {
  if (connectionId === null) return true;
  const connection: Connection | null = await directory.connection(connectionId);
  return connection === null || providers.enter(connection);
}

async function handle(deps: RunnerDeps, loop: Loop, row: Work): Promise<void> {
  try {
    await deps.handlers[row.kind](row);
  } catch (error) {
    await setAside(deps, row, error);
  } finally {
    loop.inHand.delete(row.id);
    if (row.connectionId !== null) deps.providers.leave(row.connectionId);
    if (loop.running) request(deps, loop);
    else settleIdle(loop);
  }
}

/** A handler broke: the work is kept as a dead letter in front of a person, never dropped (R14). */
async function setAside({ store, log, clock }: RunnerDeps, row: Work, error: unknown) {
  if (error instanceof StoreHaltedError) return;
  log.error('work broke', { work: row.id, error });
  const nowMs = clock.nowMs();
  const text = error instanceof Error ? error.message : 'an unknown failure';
  try {
    await store.commit({
      writes: [
        { write: 'work', row: { ...row, deadAt: nowMs, leaseUntil: null, lastError: text } },
        ...await brokenWork(store, { id: row.id, text, nowMs }),
      ],
      audit: {
        at: nowMs, actor: ENGINE, act: 'work.broken', subject: 'work', subjectId: row.id,
        reason: text, data: {},
      },
    });
  } catch (second) {
    if (!(second instanceof StoreHaltedError)) log.error('work could not be set aside', { second });
  }
}

/** Sleeps until the next work falls due, at most a few seconds. */
async function arm(deps: RunnerDeps, loop: Loop, except: readonly string[]): Promise<void> {
  const next = await deps.store.read.nextDueAt(except);
  loop.cancelTimer?.();
  loop.cancelTimer = null;
  if (!loop.running) return;
  const waitMs = next === null ? LOOK_AGAIN_MS : next - deps.clock.nowMs();
  // Rows in hand stay due until their outcome is recorded; a floor keeps the loop from spinning.
  const delay = Math.min(LOOK_AGAIN_MS, Math.max(waitMs, loop.inHand.size > 0 ? 5 : 0));
  loop.cancelTimer = deps.clock.after(Math.max(1, delay), () => {
    request(deps, loop);
  });
}

function settleIdle(loop: Loop): void {
  if (loop.running || loop.inHand.size > 0 || loop.taking) return;
  for (const resolve of loop.idle.splice(0)) resolve();
}

