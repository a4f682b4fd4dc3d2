import type { Operator } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';

/** Failures in a row that lock a name, and for how long (PCI DSS 8.3.4; security guide 7.3). */
export const FAILURES_MAX = 10;
export const LOCK_MS = 1_800_000;
/** From this failure on the next try has to wait: 1 s, 2 s, 4 s, … until the lock. */
const FAILURES_FREE = 3;
const BACKOFF_MS = 1_000;
/** Unknown names that are counted at once; beyond it the oldest is forgotten. */
const UNKNOWN_NAMES_MAX = 512;

export type Standing = Pick<Operator, 'failedAttempts' | 'lockedUntil'>;

export function isLockedOut({ lockedUntil }: Standing, nowMs: number): boolean {
  return lockedUntil !== null && lockedUntil > nowMs;
}

/** The refusal of a try that was not looked at. */
export function lockedOut({ lockedUntil }: Standing, nowMs: number) {
  const seconds = Math.max(1, Math.ceil(((lockedUntil ?? nowMs) - nowMs) / 1_000));
  const wait = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return refuse('locked_out', { retryAfterSeconds: `${seconds}` },
    `Too many failed attempts; try again in ${wait}. This attempt was not looked at.`);
}

/** What one more failure makes of it. A lock that ran out begins a new count. */
export function withFailure(standing: Standing, nowMs: number): Standing {
  const earlier = standing.failedAttempts >= FAILURES_MAX ? 0 : standing.failedAttempts;
  const failedAttempts = earlier + 1;
  if (failedAttempts >= FAILURES_MAX) return { failedAttempts, lockedUntil: nowMs + LOCK_MS };
  const doublings = failedAttempts - FAILURES_FREE;
  return {
    failedAttempts,
    lockedUntil: doublings < 0 ? null : nowMs + BACKOFF_MS * 2 ** doublings,
  };
}

/**
 * Counts failures of names that do not exist, so that a lockout tells nobody which names do. Kept
 * in memory only: nothing is at stake behind such a name.
 */
export function createLockout() {
  const standings = new Map<string, Standing>();
  const standing = (key: string): Standing =>
    standings.get(key) ?? { failedAttempts: 0, lockedUntil: null };
  return {
    standing,
    fail: (key: string, nowMs: number): void => {
      const next = withFailure(standing(key), nowMs);
      standings.delete(key);
      standings.set(key, next);
      if (standings.size <= UNKNOWN_NAMES_MAX) return;
      const [oldest] = standings.keys();
      if (oldest !== undefined) standings.delete(oldest);
    },
  };
}
