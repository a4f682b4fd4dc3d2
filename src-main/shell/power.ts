import { powerMonitor } from 'electron';

/** What the engine and the session want to hear of the machine. */
export type PowerListeners = {
  /** The machine is about to sleep: nothing new is sent. */
  readonly suspend: () => void;
  /** Time has jumped; what was in flight is inquired before anything new is sent (R11). */
  readonly resume: () => void;
  /** The person left: lock the session. */
  readonly leave: () => void;
};

const idleCheckEveryMs = 30_000;

/**
 * Listens to waking and to the screen lock. Linux tells nobody about its screen lock, so there the
 * system's idle time stands for it. The answer stops listening.
 */
export function watchPower(listeners: PowerListeners, idleLockMs: number): () => void {
  powerMonitor.on('suspend', listeners.suspend);
  powerMonitor.on('resume', listeners.resume);
  powerMonitor.on('lock-screen', listeners.leave);
  let away = false;
  const timer = setInterval(() => {
    const idle = powerMonitor.getSystemIdleTime() * 1000 >= idleLockMs;
    if (idle && !away) listeners.leave();
    away = idle;
  }, idleCheckEveryMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    powerMonitor.off('suspend', listeners.suspend);
    powerMonitor.off('resume', listeners.resume);
    powerMonitor.off('lock-screen', listeners.leave);
  };
}
