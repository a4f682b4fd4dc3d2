const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Waits before the tries after the first; about two days in all (Standard Webhooks, retries). */
export const DELIVERY_DELAYS_MS: readonly number[] = [
  5 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS,
  2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS, 14 * HOUR_MS, 20 * HOUR_MS,
];
/** An endpoint may ask for patience, up to this long. */
const RETRY_AFTER_MAX_MS = 24 * HOUR_MS;

/**
 * When a delivery is tried again, in ms from now; null when its tries are used up. `tries` counts
 * this failure. `retryAfter` is the endpoint's own header in seconds; it only lengthens the wait.
 */
export function deliveryDelayMs(tries: number, retryAfter: string | undefined): number | null {
  const delay = DELIVERY_DELAYS_MS[tries - 1];
  if (delay === undefined) return null;
  const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Number.parseInt(retryAfter ?? '', 10) : 0;
  return Math.max(delay, Math.min(seconds * SECOND_MS, RETRY_AFTER_MAX_MS));
}
