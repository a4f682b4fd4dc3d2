import type { OperationView, PaymentPage } from '../../../../../src-main/contract/payments.ts';
import type { MoneyWire } from '../../../../../src-main/contract/values.ts';
import { moneyWords } from '../../../../format/money.ts';
import { railWords } from '../rail-words.ts';
import { specOf, type VerbName } from './verb-specs.ts';

/** One line of a review sheet; an account is shown whole, grouped in fours, with copy. */
export type ReviewLine =
  | { readonly label: string; readonly kind: 'text'; readonly text: string }
  | { readonly label: string; readonly kind: 'account'; readonly account: string;
      readonly owner: string }
  | { readonly label: string; readonly kind: 'money'; readonly amount: MoneyWire };

export type Review = {
  /** The act with its amount, on the button; the title says for whom as well. */
  readonly act: string;
  readonly title: string;
  readonly lines: readonly ReviewLine[];
  /** What cannot be undone, or what happens next. */
  readonly finality: string;
};


/** Where the receiving end of a release or refund stands, or why none is named. */
function end(label: string, owner: string, account: string | null, without: string): ReviewLine {
  return account === null
    ? { label, kind: 'text', text: `${owner}; ${without}` }
    : { label, kind: 'account', account, owner };
}

/**
 * What the sheet of a verb shows, composed from the payment as it stands now. `typed` is a part of
 * what is held, as the operator writes it; empty means all of it.
 */
export function reviewOf(page: PaymentPage, verb: VerbName, typed: string): Review {
  const { payment } = page;
  const via: ReviewLine = {
    label: 'Rail', kind: 'text',
    text: `${railWords[payment.rail]}, over ${payment.connectionName ?? 'no connection yet'}`,
  };
  const escrow = end(
    'From', 'Escrow', payment.escrowReference, `held by ${payment.connectionName ?? 'nobody yet'}`,
  );
  const part = typed.trim();
  const words = part === '' ? moneyWords(payment.available) : `${part} ${codeOf(payment.amount)}`;
  const amountLine = (label: string): ReviewLine => part === ''
    ? { label, kind: 'money', amount: payment.available } : { label, kind: 'text', text: words };
  const moving = (to: ReviewLine): readonly ReviewLine[] => [
    escrow, to, via, amountLine('Amount'), { label: 'Fee', kind: 'text', text: 'none' },
    amountLine('Net'),
  ];
  switch (verb) {
    case 'release': return {
      act: `Release ${words}`, title: `Release ${words} to ${payment.payee}`,
      finality: payment.finality,
      lines: moving(end('To', payment.payee, payment.payeeAccount, 'the provider knows it')),
    };
    case 'refund': return {
      act: `Refund ${words}`, title: `Refund ${words} to ${payment.payer}`,
      finality: payment.finality,
      lines: moving(end('To', payment.payer, refundAccount(page), 'no refund address is known')),
    };
    case 'retry': return retryReview(page, via);
    case 'migrate': return {
      act: `Refund ${words} and migrate`, title: `Migrate ${words} to AITBC`,
      lines: [escrow, end('Refund to', payment.payer, refundAccount(page), 'no address is known'),
        via],
      finality: `The Bitcoin payment is refunded whole and a new AITBC payment to ${payment.payee} `
        + 'is linked to it. The refund cannot be taken back once sent.',
    };
    default: return decision(page, verb, via);
  }
}

function codeOf({ asset }: MoneyWire): string {
  return asset.slice(0, asset.lastIndexOf('/'));
}

/** Tokens return to the payer's account; bitcoin needs a recorded refund address (R8). */
function refundAccount({ payment }: PaymentPage): string | null {
  return payment.refundAddress ?? payment.payerAccount;
}

function retryReview(page: PaymentPage, via: ReviewLine): Review {
  const last = page.operations.at(-1);
  const amount = last?.amount ?? page.payment.amount;
  const act = `Retry the ${last?.kind ?? 'operation'} of ${moneyWords(amount)}`;
  return {
    act, title: act,
    lines: [
      ...(last === undefined ? [] : lastTry(page, last)), via,
      { label: 'Amount', kind: 'money', amount },
      { label: 'Fee', kind: 'text', text: 'none' },
    ],
    finality: last?.dead === true
      ? 'It was proven not received. It is sent again under its own key.'
      : 'The provider refused it, proven. A new operation with a new key is made.',
  };
}

function lastTry({ payment }: PaymentPage, last: OperationView): readonly ReviewLine[] {
  const owner = last.kind === 'refund' ? payment.payer : payment.payee;
  const to: readonly ReviewLine[] = last.account === null
    ? [] : [{ label: 'To', kind: 'account', account: last.account, owner }];
  return [...to, { label: 'Last answer', kind: 'text', text: last.failure ?? 'none' }];
}

const consequence: Partial<Record<VerbName, string>> = {
  cancel: 'No money has moved. The payment ends and never changes again.',
  giveUp: 'The payment ends as failed and never changes again. It is proven that no money is out.',
  attachEvidence: 'The unclear operation is settled on this evidence. Two operators stand for it, '
    + 'and it cannot be taken back.',
  declareNotDone: 'The unclear operation counts as not done on the word of two operators. If the '
    + 'money moved after all, it may be paid twice.',
  recordReturn: 'Nothing is sent: the payment ends as refunded, because the provider returned the '
    + 'money itself. Two operators stand for the transaction, and it cannot be taken back.',
  recordRelease: 'Nothing is sent: the payment ends as released, because the provider paid it out '
    + 'itself. Two operators stand for the transaction, and it cannot be taken back.',
  setRefundAddress: 'Refunds of this payment go to the new address. Two operators stand for it.',
};

function decision(page: PaymentPage, verb: VerbName, via: ReviewLine): Review {
  const { payment } = page;
  const unclear = page.operations.find(({ state }) => state === 'unclear');
  const concerns = verb === 'attachEvidence' || verb === 'declareNotDone' ? unclear : undefined;
  const amount = concerns?.amount ?? payment.amount;
  const { word } = specOf(verb);
  return {
    act: word,
    title: concerns === undefined ? `${word}: payment of ${moneyWords(amount)} to ${payment.payee}`
      : `${word}: ${concerns.kind} of ${moneyWords(amount)}`,
    lines: [
      { label: 'Payee', kind: 'text', text: payment.payee },
      ...(concerns === undefined ? [] : lastTry(page, concerns)),
      ...(verb === 'setRefundAddress'
        ? [end('Present address', payment.payer, payment.refundAddress, 'none is recorded')] : []),
      via,
      { label: 'Amount', kind: 'money', amount },
    ],
    finality: consequence[verb] ?? '',
  };
}
