import type { Operation } from '../domain/operation.ts';

/** The pause before the first inquiry, and the least between later ones. */
export const FIRST_INQUIRY_MS = 2_000;
/** Payouts are usually delivered within a second, and a payer waits before the page. */
const FIRST_PAYOUT_INQUIRY_MS = 500;
/** The pause that a provider is given which asks for one without saying how long. */
export const PACE_MS = 1_000;
const INQUIRY_PAUSE_MS_MAX = 60_000;

export function firstInquiryMs({ kind }: Pick<Operation, 'kind'>): number {
  return kind === 'payout' ? FIRST_PAYOUT_INQUIRY_MS : FIRST_INQUIRY_MS;
}

/**
 * The longer it has been open, the longer the pause: up to a minute. A clock that was set
 * back counts like one set forward, or it would be asked every two seconds until that time is back.
 */
export function inquiryPause(nowMs: number, operation: Operation): number {
  const waited = Math.floor(Math.abs(nowMs - (operation.dispatchedAt ?? nowMs)) / 4);
  return Math.min(INQUIRY_PAUSE_MS_MAX, Math.max(firstInquiryMs(operation), waited));
}
