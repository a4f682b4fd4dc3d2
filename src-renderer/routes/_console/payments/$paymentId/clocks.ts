import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';

/** One clock of a payment as a bar on the axis that all of them share; places are 0 to 100. */
export type ClockBar = {
  readonly name: 'job' | 'escrow';
  readonly startAt: number;
  readonly endAt: number;
  readonly left: number;
  readonly width: number;
  readonly over: boolean;
  /** How much of its own time has passed, 0 to 100. */
  readonly passed: number;
};

export type ClockedThings = {
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
 * The job's and the escrow's clock on one axis (two clocks, DESIGN 4). The axis runs from the
 * first start to the last end, or to now where now is later.
 */
export function clockFace({ job, payment }: ClockedThings, nowMs: number): ClockFace {
  const clocks = [
    ...(job === null ? []
      : [{ name: 'job' as const, startAt: job.createdAt, endAt: job.expiresAt }]),
    ...(payment === null || payment.escrowedAt === null || payment.expiresAt === null ? []
      : [{
        name: 'escrow' as const, startAt: payment.escrowedAt,
        // An escrow that was paid out or back has no clock any more.
        endAt: closedAt(payment) ?? payment.expiresAt,
      }]),
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
