import type { ConsentView } from '../../../../../src-main/contract/consents.ts';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';

/** One clock of a payment as a bar on the axis that all of them share; places are 0 to 100. */
export type ClockBar = {
  readonly name: 'job' | 'escrow' | 'link' | 'quote';
  readonly startAt: number;
  readonly endAt: number;
  readonly left: number;
  readonly width: number;
  readonly over: boolean;
  /** How much of its own time has passed, 0 to 100. */
  readonly passed: number;
};

export type ClockedThings = {
  /** The payer's consent that is asked for: its link and its quote each run out. */
  readonly consent?: Pick<
    ConsentView, 'state' | 'createdAt' | 'linkExpiresAt' | 'quoteExpiresAt'
  > | undefined;
  readonly job: { readonly createdAt: number; readonly expiresAt: number } | null;
  readonly payment: (Pick<PaymentPage['payment'], 'escrowedAt' | 'expiresAt'>
    & Partial<Pick<PaymentPage['payment'], 'status' | 'releasedAt' | 'refundedAt'>>) | null;
};

export type ClockFace = {
  readonly bars: readonly ClockBar[];
  /** Where now stands on the axis; held inside it, so that the mark is never lost. */
  readonly now: number;
};

/**
 * The job's and the escrow's clock on one axis (two clocks, DESIGN 4), or those of a consent. The
 * axis runs from the first start to the last end, or to now where now is later.
 */
export function clockFace(
  { job, payment, consent }: ClockedThings, nowMs: number,
): ClockFace {
  const clocks = [
    ...(job === null ? []
      : [{ name: 'job' as const, startAt: job.createdAt, endAt: job.expiresAt }]),
    ...(payment === null || payment.escrowedAt === null || payment.expiresAt === null ? []
      : [{
        name: 'escrow' as const, startAt: payment.escrowedAt,
        // An escrow that was paid out or back has no clock any more.
        endAt: closedAt(payment) ?? payment.expiresAt,
      }]),
    ...consentClocks(consent),
  ];
  const first = Math.min(...clocks.map(({ startAt }) => startAt));
  const last = Math.max(...clocks.map(({ endAt }) => endAt));
  const span = Math.max(last - first, 1);
  const place = (at: number): number => share(at - first, span);
  return {
    bars: clocks.map((clock) => ({
      ...clock, left: place(clock.startAt), width: place(clock.endAt) - place(clock.startAt),
      over: clock.endAt <= nowMs,
      passed: share(nowMs - clock.startAt, clock.endAt - clock.startAt),
    })),
    now: place(nowMs),
  };
}

/** Two clocks of what the payer was given: neither runs once the payer has answered. */
function consentClocks(consent: ClockedThings['consent']) {
  if (consent?.state !== 'asked') return [];
  const { createdAt: startAt, linkExpiresAt, quoteExpiresAt } = consent;
  return [
    ...linkExpiresAt === null ? [] : [{ name: 'link' as const, startAt, endAt: linkExpiresAt }],
    ...quoteExpiresAt === null ? [] : [{ name: 'quote' as const, startAt, endAt: quoteExpiresAt }],
  ];
}

function closedAt(
  { status, releasedAt, refundedAt }: NonNullable<ClockedThings['payment']>,
): number | null {
  if (status === 'released') return releasedAt ?? null;
  return status === 'refunded' ? refundedAt ?? null : null;
}

/** A part of a whole in percent, held between none and all of it. */
function share(part: number, whole: number): number {
  return Math.min(100, Math.max(0, (part / Math.max(whole, 1)) * 100));
}
