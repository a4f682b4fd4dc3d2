import type { Clock } from '../../engine/ports.ts';

/**
 * The time of one history. It has three hands: `elapsedMs` only ever grows and orders everything
 * that happens; the engine's wall clock follows it at an offset that jumps; the stand-ins' clock
 * follows it too, and moves on alone while the machine sleeps.
 */
export type Timeline = {
  readonly elapsedMs: () => number;
  readonly wallMs: () => number;
  readonly standInMs: () => number;
  /** Plans something for later; `cancel` takes it back. */
  readonly after: (delayMs: number, act: () => void) => () => void;
  /**
   * Takes the next planned thing that falls due by `untilMs`, moving time to it; null when none.
   */
  readonly takeUntil: (untilMs: number) => (() => void) | null;
  /** Moves time on to `untilMs`, where nothing is planned before it. */
  readonly reach: (untilMs: number) => void;
  readonly pending: () => number;
  /** The wall clock is set: timers know nothing of it. */
  readonly jumpWall: (byMs: number) => void;
  /** The machine sleeps: wall clock and stand-ins go on, timers stand still. */
  readonly sleep: (ms: number) => void;
  readonly wallOffsetMs: () => number;
};

type Planned = { readonly dueAt: number; readonly order: number; readonly act: () => void };

export function createTimeline(startMs: number): Timeline {
  let elapsed = 0;
  let wallOffset = startMs;
  let standInOffset = startMs;
  let order = 0;
  const planned: Planned[] = [];
  return {
    elapsedMs: () => elapsed,
    wallMs: () => elapsed + wallOffset,
    standInMs: () => elapsed + standInOffset,
    after: (delayMs, act) => {
      order += 1;
      const entry = { dueAt: elapsed + Math.max(0, delayMs), order, act };
      insert(planned, entry);
      return () => {
        const at = planned.indexOf(entry);
        if (at >= 0) planned.splice(at, 1);
      };
    },
    takeUntil: (untilMs) => {
      const next = planned.at(-1);
      if (next === undefined || next.dueAt > untilMs) return null;
      planned.pop();
      elapsed = Math.max(elapsed, next.dueAt);
      return next.act;
    },
    reach: (untilMs) => {
      elapsed = Math.max(elapsed, untilMs);
    },
    pending: () => planned.length,
    jumpWall: (byMs) => {
      wallOffset += byMs;
    },
    sleep: (ms) => {
      wallOffset += ms;
      standInOffset += ms;
    },
    wallOffsetMs: () => wallOffset,
  };
}

/** Kept with the earliest last, so that taking it is a pop; few things are planned at once. */
function insert(planned: Planned[], entry: Planned): void {
  let at = planned.length;
  while (at > 0) {
    const other = planned[at - 1];
    if (other === undefined || other.dueAt > entry.dueAt) break;
    at -= 1;
  }
  planned.splice(at, 0, entry);
}

/** The clock of one engine instance: dead with it, its timers never fire again. */
export function clockOf(timeline: Timeline, isAlive: () => boolean): Clock {
  return {
    nowMs: timeline.wallMs,
    after: (delayMs, act) => timeline.after(delayMs, () => {
      if (isAlive()) act();
    }),
  };
}
