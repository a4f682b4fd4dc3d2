import { railAssets } from '../../../../../src-main/contract/domain.ts';
import type { OperationView, PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { moneyWords } from '../../../../format/money.ts';
import { askPayerReview, payBackReview } from './consent-review.ts';
import {
  end, lineOf, movedBy, movedWords, noFee, viaLine, type Review, type ReviewLine,
} from './review-lines.ts';
import { isTreasury, payOutReview } from './treasury-review.ts';
import type { VerbName } from './verb-specs.ts';
import { t } from '../../../../words/t.ts';
import { engineText } from '../../../../words/engine-text.ts';

/**
 * What the sheet of a verb shows, composed from the payment as it stands now. `typed` is a part of
 * what is held, as the operator writes it; empty means all of it.
 */
export function reviewOf(page: PaymentPage, verb: VerbName, typed: string): Review {
  const { payment } = page;
  const via = viaLine(payment);
  const escrow = end(
    t('verbs.review.from'), t('verbs.review.escrow'), payment.escrowReference,
    t('verbs.review.heldBy', { connection: payment.connectionName ?? t('verbs.review.nobody') }),
  );
  const moved = movedBy(typed, payment.available);
  const words = movedWords(moved, payment.amount);
  const amountLine = (label: string): ReviewLine => lineOf(label, { moved, words });
  const moving = (to: ReviewLine): readonly ReviewLine[] => [
    escrow, to, via, amountLine(t('verbs.review.amount')), noFee(),
    amountLine(t('verbs.review.net')),
    { label: t('verbs.review.leaves'), kind: 'text', text: t('verbs.review.leavesAfter') },
  ];
  if (verb === 'release' && isTreasury(payment)) return payOutReview(page, via);
  switch (verb) {
    case 'release': return {
      act: t('verbs.withAmount.release', { amount: words }),
      title: t('verbs.review.releaseTo', { amount: words, payee: payment.payee }),
      finality: engineText(payment.finality),
      lines: moving(end(t('verbs.review.to'), payment.payee, payment.payeeAccount,
        t('verbs.review.providerKnows'))),
    };
    case 'refund': return {
      act: t('verbs.withAmount.refund', { amount: words }),
      title: t('verbs.review.refundToPayer', { amount: words, payer: payment.payer }),
      finality: engineText(payment.finality),
      lines: moving(end(t('verbs.review.to'), payment.payer, refundAccount(page),
        t(railAssets[payment.rail].refundNeedsAddress
          ? 'verbs.review.noRefundAddress' : 'verbs.review.atProvider'))),
    };
    case 'askPayer': return askPayerReview(page);
    case 'payBack': return payBackReview(page, { typed, refundable: null });
    case 'retry': return retryReview(page, via);
    case 'migrate': return {
      act: t('verbs.review.migrate', { amount: words }),
      title: t('verbs.review.migrateTitle', { amount: words }),
      lines: [escrow, end(t('verbs.review.refundTo'), payment.payer, refundAccount(page),
        t('verbs.review.noAddress')), via],
      finality: t('verbs.finality.migrate', { payee: payment.payee }),
    };
    default: return decision(page, verb, via);
  }
}

/** Tokens return to the payer's account; bitcoin needs a recorded refund address (R8). */
function refundAccount({ payment }: PaymentPage): string | null {
  return payment.refundAddress ?? payment.payerAccount;
}

function retryReview(page: PaymentPage, via: ReviewLine): Review {
  const last = page.operations.at(-1);
  const amount = last?.amount ?? page.payment.amount;
  const act = t('verbs.review.retry', {
    kind: t(`status.kind.${last?.kind ?? 'operation'}`), amount: moneyWords(amount),
  });
  return {
    act, title: act,
    lines: [
      ...(last === undefined ? [] : lastTry(page, last)), via,
      { label: t('verbs.review.amount'), kind: 'money', amount }, noFee(),
    ],
    finality: t(last?.dead === true ? 'verbs.finality.retryDead' : 'verbs.finality.retryRefused'),
  };
}

function lastTry({ payment }: PaymentPage, last: OperationView): readonly ReviewLine[] {
  const owner = last.kind === 'refund' ? payment.payer : payment.payee;
  const to: readonly ReviewLine[] = last.account === null
    ? [] : [{
      label: t('verbs.review.to'), kind: 'account', account: last.account, owner,
    }];
  return [...to, {
    label: t('verbs.review.lastAnswer'), kind: 'text',
    text: last.failure === null ? t('verbs.review.noAnswer') : engineText(last.failure),
  }];
}

const decisive = [
  'cancel', 'giveUp', 'attachEvidence', 'declareNotDone', 'recordReturn', 'recordRelease',
  'setRefundAddress', 'accelerate', 'takeBack',
] as const satisfies readonly VerbName[];

function finalityOf(verb: VerbName): string {
  const known = decisive.find((name) => name === verb);
  return known === undefined ? '' : t(`verbs.finality.${known}`);
}

function decision(page: PaymentPage, verb: VerbName, via: ReviewLine): Review {
  const { payment } = page;
  const unclear = page.operations.find(({ state }) => state === 'unclear');
  const concerns = verb === 'attachEvidence' || verb === 'declareNotDone' ? unclear : undefined;
  const amount = concerns?.amount ?? payment.amount;
  const word = t(`verbs.word.${verb}`);
  return {
    act: word,
    title: concerns === undefined
      ? t('verbs.review.ofPayment', {
        verb: word, amount: moneyWords(amount), payee: payment.payee,
      })
      : t('verbs.review.ofOperation', {
        verb: word, kind: t(`status.kind.${concerns.kind}`), amount: moneyWords(amount),
      }),
    lines: [
      { label: t('verbs.review.payee'), kind: 'text', text: payment.payee },
      ...(concerns === undefined ? [] : lastTry(page, concerns)),
      ...(verb === 'setRefundAddress'
        ? [end(t('verbs.review.presentAddress'), payment.payer, payment.refundAddress,
          t('verbs.review.noneRecorded'))] : []),
      via,
      { label: t('verbs.review.amount'), kind: 'money', amount },
    ],
    finality: finalityOf(verb),
  };
}
