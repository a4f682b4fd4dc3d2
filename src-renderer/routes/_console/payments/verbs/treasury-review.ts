import { railAssets } from '../../../../../src-main/contract/domain.ts';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import type { MoneyWire } from '../../../../../src-main/contract/values.ts';
import { moneyWords } from '../../../../format/money.ts';
import { engineText } from '../../../../words/engine-text.ts';
import { t } from '../../../../words/t.ts';
import { reviewText } from '../../payouts/reason-words.ts';
import {
  end, lineOf, movedBy, movedWords, textLine, viaLine, type Review, type ReviewLine,
} from './review-lines.ts';

/** Whether a payment is paid out of a treasury of ours. */
export function isTreasury({ rail }: Pick<PaymentPage['payment'], 'rail'>): boolean {
  return railAssets[rail].paysFrom === 'treasury';
}

/** The review of letting a planned payout go. */
export function payOutReview(page: PaymentPage, via: ReviewLine): Review {
  const { payment, payout } = page;
  const waiting = page.operations.find(({ kind, state }) =>
    kind === 'payout' && state === 'planned');
  const amount = waiting?.amount ?? payment.amount;
  const words = moneyWords(amount);
  return {
    act: t('payouts.verb.payOutAmount', { amount: words }),
    title: t('payouts.verb.payOutTo', { amount: words, payee: payment.payee }),
    finality: engineText(payment.finality),
    lines: [
      textLine(t('verbs.review.from'), t('payouts.verb.from')),
      end(t('verbs.review.to'), payment.payee, payment.payeeAccount,
        t('verbs.review.noAddress')),
      via,
      ...payout === null || payout === undefined ? [] : [
        { label: t('payouts.verb.charged', { marketplace: payment.marketplaceName }),
          kind: 'money', amount: payout.gross } as const,
        payout.fee === null ? textLine(t('verbs.review.fee'), t('verbs.review.noFee'))
          : { label: t('verbs.review.fee'), kind: 'money', amount: payout.fee } as const,
      ],
      { label: t('verbs.review.net'), kind: 'money', amount },
      textLine(t('payouts.verb.networkFee'), t('payouts.verb.networkFeeFrom')),
      ...(payout?.review ?? null) === null ? []
        : [textLine(t('payouts.look.title'), reviewText(payout?.review ?? ''))],
      ...payout?.isNewPayee === true
        ? [textLine(t('payouts.review.newPayees'), payment.payee)] : [],
      textLine(t('verbs.review.leaves'), t('verbs.review.leavesAfter')),
    ],
  };
}

/** The review of taking a payout back out of a wallet that is kept for us. */
export function takeBackReview(
  { payment }: PaymentPage,
  { typed, most }: { readonly typed: string; readonly most: MoneyWire | null },
): Review {
  const atMost = most ?? payment.released;
  const moved = movedBy(typed, atMost);
  const words = movedWords(moved, atMost);
  return {
    act: t('verbs.review.payBack', { amount: words }),
    title: t('payouts.verb.backTitle', { amount: words, payee: payment.payee }),
    finality: t('payouts.verb.backFinality'),
    lines: [
      end(t('verbs.review.from'), payment.payee, payment.payeeAccount,
        t('verbs.review.noAddress')),
      textLine(t('payouts.facts.wallet'), t('payouts.verb.backWallet', {
        connection: payment.connectionName ?? t('verbs.review.nobody'),
      })),
      textLine(t('verbs.review.to'), t('payouts.verb.from')),
      viaLine(payment),
      lineOf(t('verbs.review.amount'), { moved, words }),
      ...most === null ? []
        : [{ label: t('verbs.review.atMost'), kind: 'money', amount: most } as const],
      textLine(t('payouts.verb.networkFee'), t('payouts.verb.networkFeePayee')),
      textLine(t('verbs.review.leaves'), t('verbs.review.leavesAfter')),
    ],
  };
}
