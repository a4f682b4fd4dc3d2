import type { Notice } from '../domain/notice.ts';
import type { PaymentAggregate } from '../domain/payment.ts';
import type { Ids, Write } from '../ports.ts';
import { amountWords } from '../payments/texts.ts';

/** Tells people something that asks nothing of them, in the commit in which it happened. */
export function noticeWrite(ids: Ids, notice: Omit<Notice, 'id'>): Write {
  return { write: 'notice', row: { id: ids.next('ntc'), ...notice } };
}

/**
 * An escrow that ran out and whose payment then ended by itself: nobody acted, so nobody would
 * otherwise hear of it.
 */
export function expiryNotices(
  ids: Ids,
  before: PaymentAggregate | null,
  after: PaymentAggregate,
  nowMs: number,
): readonly Write[] {
  const { payment, escrow } = after;
  const expired = escrow !== null && escrow.expiredAt !== null;
  if (!expired || before?.payment.status === payment.status) return [];
  const base = { subject: 'payment', subjectId: payment.id, at: nowMs } as const;
  if (payment.status === 'refunded') {
    return [noticeWrite(ids, {
      ...base, kind: 'expired-refunded',
      text: `The escrow for ${payment.payee} ran out and ${amountWords(payment.refunded)} went `
        + 'back.',
    })];
  }
  if (payment.status !== 'released') return [];
  return [noticeWrite(ids, {
    ...base, kind: 'expired-released',
    text: `The escrow for ${payment.payee} ran out and ${amountWords(payment.released)} was `
      + 'released.',
  })];
}
