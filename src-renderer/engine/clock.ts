/** The window's one clock: this machine's, moved to the engine's time (session.get nowMs). */
let offsetMs = 0;
let timer: ReturnType<typeof setInterval> | null = null;
const listeners = new Set<() => void>();

/** The engine's time now, UTC milliseconds. */
export function engineNow(): number {
  return Date.now() + offsetMs;
}

/** Sets the clock by what the engine just said. */
export function setEngineNow(nowMs: number): void {
  offsetMs = nowMs - Date.now();
  for (const listener of listeners) listener();
}

/** Hears each second while anyone listens. Answers how to stop. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => { for (const each of listeners) each(); }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}
