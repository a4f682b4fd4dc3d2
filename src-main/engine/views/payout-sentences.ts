/** The sentences of a payment whose rail holds nothing: its payer consents, then it is paid. */
import {
  latestOperation, openOperation, payoutFrom, type PaymentAggregate,
} from '../domain/payment.ts';
import type { Operation } from '../domain/operation.ts';
import { asksPayer } from '../domain/rails.ts';
import type { Told, ToldValue } from '../../contract/sentences.ts';
import { amountValue, inEnglish, tell, timeValue, wordValue } from './told.ts';

/** Where the money is: with the payer, on its way, or with the payee. */
export function wherePayout({ payment, operations, consent }: PaymentAggregate): Told {
  const { payer, payee } = payment;
  const promise = { payer, payee, amount: amountValue(payment.amount) };
  const arrived = { payee, amount: amountValue(payment.released) };
  if (payment.released.minor > 0n) {
    return payment.released.minor >= payment.amount.minor ? tell('where.paid', arrived)
      : tell('where.paidPart', { ...arrived, whole: amountValue(payment.amount) });
  }
  const open = openOperation(operations);
  if (!asksPayer(payment.rail)) {
    return whereTreasury(promise, {
      open, latest: latestOperation(operations), isBack: payoutFrom(payment) === 'payee',
    });
  }
  if (open !== null && payment.payerAccount === null) return tell('where.open', promise);
  if (open !== null) {
    return tell(open.state === 'scheduled' ? 'where.agreed' : 'where.paying', promise);
  }
  const latest = latestOperation(operations);
  if (latest?.state === 'rejected' || latest?.state === 'cancelled') {
    return tell('where.notPaid', { payee, why: { says: latest.failureText ?? 'withdrawn' } });
  }
  switch (consent?.state) {
    case 'asked': return tell('where.asked', promise);
    case 'returned': case 'granted': return tell('where.agreed', promise);
    case 'declined': case 'ended': return tell('where.unasked', promise);
    case 'preparing': case undefined: return tell('where.asking', promise);
  }
}

/** Where the money of a treasury is until it has arrived. */
function whereTreasury(
  promise: { readonly payer: string; readonly payee: string; readonly amount: ToldValue },
  { open, latest, isBack }: {
    readonly open: Operation | null; readonly latest: Operation | null;
    /** Out of a payee's wallet, back into the treasury. */
    readonly isBack: boolean;
  },
): Told {
  if (open === null) {
    return latest?.state === 'planned' ? tell('where.ready', promise) : tell('where.notPaid', {
      payee: promise.payee, why: { says: latest?.failureText ?? 'withdrawn' },
    });
  }
  if (open.stuckAt !== null) return tell('where.stuck', promise);
  const isHere = open.state === 'scheduled';
  if (isBack) return tell(isHere ? 'where.leavingBack' : 'where.goingBack', promise);
  return tell(isHere ? 'where.leaving' : 'where.onChain', promise);
}

/** What happens by itself while the payer is asked; null where somebody has to act. */
export function ifNobodyConsents({ payment, consent }: PaymentAggregate): Told | null {
  if (consent === null || consent.state === 'ended') return tell('then.decide');
  return consent.state === 'asked' && consent.linkExpiresAt !== null
    ? tell('then.link', { payer: payment.payer, at: timeValue(consent.linkExpiresAt) }) : null;
}

/** Where a consent stands, read back from its line (`payments/texts.ts`). */
export function consentTold(text: string): Told | null {
  for (const word of consentWords) {
    const state = wordValue(word);
    const line = inEnglish(tell('event.consent', { state }));
    if (text === line) return tell('event.consent', { state });
    const why = text.startsWith(`${line} (`) ? text.slice(line.length + 2, -1) : null;
    if (why !== null) return tell('event.consentWhy', { state, why: { says: why } });
    const cost = /^, for (.+) in all$/.exec(text.slice(line.length))?.[1];
    if (text.startsWith(line) && cost !== undefined) {
      return tell('event.consentCost', { state, cost });
    }
  }
  return null;
}

const consentWords = [
  'consentPreparing', 'consentAsked', 'consentDeclined', 'consentReturned', 'consentGranted',
  'endDeclined', 'endLapsed', 'endReplaced', 'endWithdrawn', 'endRefused', 'endUsed',
] as const;
