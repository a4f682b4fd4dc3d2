/** How late the event loop comes: a timer of 2 ms that notes by how much it was missed. */
export type LagProbe = {
  /** Milliseconds beyond the timer's own, one per firing; the probe is over. */
  readonly stop: () => readonly number[];
};

const EVERY_MS = 2;

export function startLagProbe(): LagProbe {
  const lags: number[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    lags.push(Math.max(0, now - last - EVERY_MS));
    last = now;
  }, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return lags;
    },
  };
}
