import type { Work, WorkKind } from '../domain/work.ts';
import type { EngineContext } from '../context.ts';
import { StoreHaltedError } from '../ports.ts';
import type { Full, Providers } from './providers.ts';
import { postponeUnmoved, removeDamaged, setAside } from './set-aside.ts';

/** What does the work of a kind. It ends by recording the outcome, which replaces the work row. */
export type WorkHandlers = Readonly<Record<WorkKind, (work: Work) => Promise<void>>>;

/** Rows taken from the index at once. */
const TAKE_MAX = 200;
/**
 * The clock is looked at again at least this often: it may jump, and timers sleep with the machine.
 */
const LOOK_AGAIN_MS = 5_000;
/** A clock that went back by more than this was set; less is how clocks are kept in step. */
const SET_BACK_MS = 1_000;

type Loop = {
  running: boolean;
  /** Ids of work that a handler has in hand. */
  readonly inHand: Set<string>;
  /** True while rows are being taken; another request meanwhile only asks for one more round. */
  taking: boolean;
  again: boolean;
  cancelTimer: (() => void) | null;
  /** The wall clock when it was looked at last; the process before may have seen a later one. */
  lookedAt: number;
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
  /** Called at the start, and when the wall clock was found set back, before work is taken. */
  readonly onSetBack: () => Promise<void>;
};

/**
 * The one loop of due work: rows with a due time, taken in order, a bounded number at once and no
 * more per connection than it bears. A timer over the index wakes it; commits wake it; it looks at
 * the wall clock again every few seconds, and tells where that was set back. A second `stop` is
 * harmless.
 */
export function createRunner(deps: RunnerDeps): Runner {
  const loop: Loop = {
    running: false, inHand: new Set(), taking: false, again: false, cancelTimer: null,
    lookedAt: Infinity, idle: [],
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
    loop.again = await survive(deps, loop, error) && loop.running;
  } finally {
    loop.taking = false;
    // A request may have arrived between the last round and here.
    if (loop.again) request(deps, loop);
    else settleIdle(loop);
  }
}

/**
 * Taking work failed. Answers whether to look again at once; where not, a timer looks again, since
 * a loop that stops silently would be the worst of failures.
 */
async function survive(deps: RunnerDeps, loop: Loop, error: unknown): Promise<boolean> {
  if (error instanceof StoreHaltedError) return false;
  deps.log.error('the runner failed', { error });
  try {
    if (await removeDamaged(deps, error)) return true;
  } catch (second) {
    if (second instanceof StoreHaltedError) return false;
    deps.log.error('the runner failed', { error: second });
  }
  wakeAfter(deps, loop, LOOK_AGAIN_MS);
  return false;
}

async function takeOnce(deps: RunnerDeps, loop: Loop): Promise<void> {
  const { store, clock, options } = deps;
  const nowMs = clock.nowMs();
  if (nowMs < loop.lookedAt - SET_BACK_MS) await deps.onSetBack();
  loop.lookedAt = nowMs;
  const free = options.inFlightMax - loop.inHand.size;
  if (free <= 0) return;
  const full = await deps.providers.full();
  const rows = await store.read.dueWork({
    nowMs: clock.nowMs(), limit: Math.min(TAKE_MAX, free) + loop.inHand.size,
    except: full.connectionIds,
  });
  let taken = 0;
  for (const row of rows) {
    if (loop.inHand.size >= options.inFlightMax) break;
    if (loop.inHand.has(row.id)) continue;
    const place = await admit(deps, row);
    if (place === 'full') continue;
    taken += 1;
    loop.inHand.add(row.id);
    void handle(deps, loop, { row, place });
  }
  if (taken > 0) loop.again = true;
  else await arm(deps, loop, full);
}

type Place = { readonly connectionId: string } | 'none' | 'full';

/** Takes a place on the work's connection; work without a known one needs none. */
async function admit(
  { providers, directory }: RunnerDeps,
  { connectionId }: Work,
): Promise<Place> {
  const connection = connectionId === null ? null : await directory.connection(connectionId);
  if (connection === null) return 'none';
  return providers.enter(connection) ? { connectionId: connection.id } : 'full';
}

async function handle(
  deps: RunnerDeps,
  loop: Loop,
  { row, place }: { readonly row: Work; readonly place: Exclude<Place, 'full'> },
): Promise<void> {
  try {
    await deps.handlers[row.kind](row);
    await postponeUnmoved(deps, row);
  } catch (error) {
    await setAside(deps, row, error);
  } finally {
    loop.inHand.delete(row.id);
    if (place !== 'none') deps.providers.leave(place.connectionId);
    if (loop.running) request(deps, loop);
    else settleIdle(loop);
  }
}

/** Sleeps until the next work falls due or a rate allows more, at most a few seconds. */
async function arm(deps: RunnerDeps, loop: Loop, { connectionIds, freeAt }: Full): Promise<void> {
  const next = await deps.store.read.nextDueAt(connectionIds);
  if (!loop.running) return;
  const at = Math.min(next ?? Infinity, freeAt ?? Infinity);
  const waitMs = at - deps.clock.nowMs();
  // Rows in hand stay due until their outcome is recorded; a floor keeps the loop from spinning.
  const delay = Math.min(LOOK_AGAIN_MS, Math.max(waitMs, loop.inHand.size > 0 ? 5 : 0));
  wakeAfter(deps, loop, Math.max(1, delay));
}

function wakeAfter(deps: RunnerDeps, loop: Loop, delayMs: number): void {
  loop.cancelTimer?.();
  loop.cancelTimer = deps.clock.after(delayMs, () => {
    request(deps, loop);
  });
}

function settleIdle(loop: Loop): void {
  if (loop.running || loop.inHand.size > 0 || loop.taking) return;
  for (const resolve of loop.idle.splice(0)) resolve();
}

