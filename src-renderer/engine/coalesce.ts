/** Timers as the coalescer needs them, so that tests turn them by hand. */
export type Timers = {
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
};

export const windowTimers: Timers = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Runs at once when asked, then at most once per `everyMs`, never twice at the same time, and once
 * more after the last request: nothing that was told is lost, however much is told.
 */
export function coalesce(
  run: () => Promise<void>, everyMs: number, timers: Timers = windowTimers,
): { readonly request: () => void; readonly stop: () => void } {
  let busy = false;
  let wanted = false;
  let stopped = false;
  let lastAt = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;

  const start = (): void => {
    if (stopped || busy || cancel !== null || !wanted) return;
    const wait = lastAt + everyMs - timers.now();
    if (wait > 0) {
      cancel = timers.after(wait, () => { cancel = null; start(); });
      return;
    }
    wanted = false;
    busy = true;
    lastAt = timers.now();
    // A failed run has its own place to be shown (the route's error panel); the next goes on.
    void run().catch(() => undefined).finally(() => { busy = false; start(); });
  };
  return {
    request: () => { wanted = true; start(); },
    stop: () => { stopped = true; cancel?.(); },
  };
}
