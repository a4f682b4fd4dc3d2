import type { Clock } from '../engine/ports.ts';

type Timer = { dueAt: number; readonly order: number; readonly act: () => void };

/** A clock that stands still until it is turned: tests move time, time never moves tests. */
export type HandClock = Clock & {
  /** Moves time on and runs the timers that fall due, in order of their due times. */
  readonly turn: (ms: number) => void;
  /**
   * Sets the wall clock without running timers, as a jump or a wake from sleep does. Set back, it
   * leaves every timer what was left of its delay, as a real one does.
   */
  readonly jump: (ms: number) => void;
  readonly pending: () => number;
  /** When the next timer falls due; null where there is none. */
  readonly nextDueAt: () => number | null;
};

export function createHandClock(startMs: number): HandClock {
  let nowMs = startMs;
  let order = 0;
  let timers: Timer[] = [];
  const next = (): Timer | undefined => timers.reduce<Timer | undefined>((first, timer) =>
    first === undefined || timer.dueAt < first.dueAt
    || (timer.dueAt === first.dueAt && timer.order < first.order) ? timer : first, undefined);
  return {
    nowMs: () => nowMs,
    after: (delayMs, act) => {
      order += 1;
      const timer: Timer = { dueAt: nowMs + Math.max(0, delayMs), order, act };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    turn: (ms) => {
      const until = nowMs + ms;
      for (let timer = next(); timer !== undefined && timer.dueAt <= until; timer = next()) {
        const due = timer;
        timers = timers.filter((other) => other !== due);
        nowMs = Math.max(nowMs, due.dueAt);
        due.act();
      }
      nowMs = until;
    },
    jump: (ms) => {
      nowMs += ms;
      if (ms < 0) for (const timer of timers) timer.dueAt += ms;
    },
    pending: () => timers.length,
    nextDueAt: () => next()?.dueAt ?? null,
  };
}
