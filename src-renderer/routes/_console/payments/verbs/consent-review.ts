import type { CallOutput } from '../../../../../src-main/contract/contract.ts';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import type { MoneyWire } from '../../../../../src-main/contract/values.ts';
import { moneyWords } from '../../../../format/money.ts';
import { t } from '../../../../words/t.ts';
import {
  end, lineOf, movedBy, movedWords, textLine, viaLine, type Review, type ReviewLine,
} from './review-lines.ts';
import { isTreasury, takeBackReview } from './treasury-review.ts';

/** What of a payment can still be paid back, and by whom; null while that is being read. */
export type Refundable = CallOutput<'consents.refundable'> | null;

/** The review of a fresh link: who is asked again, and for what. */
export function askPayerReview(page: PaymentPage): Review {
  const { payment } = page;
  const rest = restOf(payment);
  return {
    act: t('verbs.review.askPayer'),
    title: t('verbs.review.askPayerTitle', { payer: payment.payer, amount: moneyWords(rest) }),
    lines: [
      side(t('verbs.review.from'), { owner: payment.payer, account: payment.payerAccount }),
      side(t('verbs.review.to'), { owner: payment.payee, account: payment.payeeAccount }),
      viaLine(payment),
      { label: t('verbs.review.amount'), kind: 'money', amount: rest },
      textLine(t('verbs.review.fee'), t('verbs.review.feesOfWallet')),
      textLine(t('verbs.review.consent'), t('verbs.review.byPayer', { payer: payment.payer })),
    ],
    finality: t('verbs.finality.askPayer'),
  };
}

/** The review of a repayment: it goes the other way, at the cost of the one who was paid. */
export function payBackReview(
  page: PaymentPage,
  { typed, refundable }: { readonly typed: string; readonly refundable: Refundable },
): Review {
  const { payment } = page;
  if (isTreasury(payment)) return takeBackReview(page, { typed, most: refundable?.amount ?? null });
  const most = refundable?.amount ?? payment.released;
  const [from, to] = [refundable?.from ?? payment.payee, refundable?.to ?? payment.payer];
  const moved = movedBy(typed, most);
  const words = movedWords(moved, most);
  return {
    act: t('verbs.review.payBack', { amount: words }),
    title: t('verbs.review.payBackTo', { amount: words, payer: to }),
    lines: [
      side(t('verbs.review.from'), { owner: from, account: payment.payeeAccount }),
      side(t('verbs.review.to'), { owner: to, account: payment.payerAccount }),
      viaLine(payment),
      lineOf(t('verbs.review.amount'), { moved, words }),
      ...refundable === null ? [] : [
        { label: t('verbs.review.atMost'), kind: 'money', amount: most } as const,
      ],
      textLine(t('verbs.review.fee'), t('verbs.review.feesOnTop', { payee: from })),
      textLine(t('verbs.review.consent'), t('verbs.review.byPayee', { payee: from })),
    ],
    finality: t('verbs.finality.payBack'),
  };
}

/** What a payment has not brought yet. */
function restOf({ amount, released }: PaymentPage['payment']): MoneyWire {
  const minor = BigInt(amount.minor) - BigInt(released.minor);
  return { asset: amount.asset, minor: (minor > 0n ? minor : 0n).toString() };
}

function side(
  label: string, { owner, account }: { readonly owner: string; readonly account: string | null },
): ReviewLine {
  return end(label, owner, account, t('verbs.review.noAddress'));
}
