/** What the runner does by itself, each as a row with a due time. */
export const workKinds = [
  'dispatch', 'inquire', 'escrow-warning', 'escrow-expiry', 'job-expiry', 'deliver', 'batch',
  'inbox', 'consent',
] as const;
export type WorkKind = (typeof workKinds)[number];

/**
 * One piece of due work. `id` is `kind:subjectId`, so that the same work is never queued twice.
 * A lease keeps a second runner off it; `deadAt` is set when its tries are used up (dead letter).
 */
export type Work = {
  readonly id: string;
  readonly kind: WorkKind;
  readonly subjectId: string;
  /** The payment that it belongs to, where it has one. */
  readonly paymentId: string | null;
  /** The connection whose limits it counts against; null until a connection is pinned. */
  readonly connectionId: string | null;
  readonly dueAt: number;
  readonly leaseUntil: number | null;
  readonly tries: number;
  readonly lastError: string | null;
  readonly deadAt: number | null;
};

/** Retries after the first try: 2, 4, 6 s (S4-023, called linear: X-18). */
export const RETRY_DELAYS_MS: readonly number[] = [2_000, 4_000, 6_000];

export function workId(kind: WorkKind, subjectId: string): string {
  return `${kind}:${subjectId}`;
}

/**
 * When a failed try is repeated: the delay in ms, or null when the tries are used up and the work
 * becomes a dead letter. `failures` counts the tries that failed, this one included. A provider's
 * `Retry-After` wins over our own delay.
 */
export function retryDelayMs(
  failures: number,
  retryAfterMs: number | null,
  delaysMs: readonly number[] = RETRY_DELAYS_MS,
): number | null {
  const delay = delaysMs[failures - 1];
  if (delay === undefined) return null;
  return retryAfterMs ?? delay;
}
