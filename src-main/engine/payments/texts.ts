/** The sentences that timeline, attention and payment page show, composed in one place. */
import { attentionReasons, type AttentionReason } from '../domain/attention.ts';
import type { Consent, ConsentEnd } from '../domain/consent.ts';
import { formatAmount, type Money } from '../domain/money.ts';
import type { Operation, OperationKind } from '../domain/operation.ts';
import { heldOf, latestOperation, openOperation, type PaymentAggregate }
  from '../domain/payment.ts';

export const kindWord = {
  hold: 'hold', release: 'release', refund: 'refund', payout: 'payout', purchase: 'purchase',
} as const satisfies Record<OperationKind, string>;

/** `0.00100000 BTC`: the amount with all its places, then the asset. */
export function amountWords(amount: Money): string {
  return `${formatAmount(amount)} ${amount.asset.code}`;
}

const stateWords = {
  planned: 'planned', scheduled: 'scheduled', dispatching: 'being sent',
  submitted: 'taken by the provider', unclear: 'outcome not known', settled: 'settled',
  rejected: 'rejected', cancelled: 'withdrawn',
} as const satisfies Record<Operation['state'], string>;

/** One line of the timeline: what became of an operation, and why. */
export function eventText(operation: Operation): string {
  const act = `${kindWord[operation.kind]} of ${amountWords(operation.amount)}`;
  const line = `${act}: ${stateWords[operation.state]}`;
  if (operation.state === 'settled') {
    return operation.reference === null ? line : `${line}, ${operation.reference}`;
  }
  if (operation.state === 'planned' || operation.state === 'scheduled') {
    const why = operation.failureText ?? operation.reason;
    return why === '' ? line : `${line} (${why})`;
  }
  return operation.failureText === null ? line : `${line} (${operation.failureText})`;
}

const consentWords = {
  preparing: 'a quote and a link are asked for', asked: 'the payer has the link',
  declined: 'the payer is said to have refused', returned: 'the payer came back',
  granted: 'the payer agreed',
} as const;

const consentEndWords = {
  declined: 'the payer refused', lapsed: 'nobody used the link in time',
  replaced: 'a newer link took its place',
  withdrawn: 'withdrawn', refused: 'the provider refused', used: 'closed after its payout',
} as const satisfies Record<ConsentEnd, string>;

/** One line of the timeline: where the payer's consent stands. */
export function consentText({ state, endedAs, debit, failureText }: Consent): string {
  const words = state === 'ended' ? consentEndWords[endedAs ?? 'withdrawn'] : consentWords[state];
  const cost = state === 'asked' && debit !== null ? `, for ${amountWords(debit)} in all` : '';
  return `Consent: ${words}${cost}${failureText === null ? '' : ` (${failureText})`}`;
}

/** What an attention item says. */
export function attentionText(reason: AttentionReason, aggregate: PaymentAggregate): string {
  const { payment, operations, escrow } = aggregate;
  const open = openOperation(operations);
  const latest = open ?? latestOperation(operations);
  const act = latest === null ? 'operation'
    : `${kindWord[latest.kind]} of ${amountWords(latest.amount)}`;
  const why = (latest?.failureText ?? 'no reason was given').replace(/\.$/, '');
  switch (reason) {
    case 'outcome-unclear':
      return `It is not known whether the ${act} happened: ${why}.`;
    case 'dead-letter':
      return `The ${act} could not be sent and nothing left: ${why}.`;
    case 'hold-rejected': case 'release-rejected': case 'refund-rejected':
    case 'purchase-rejected':
      return `The provider refused the ${act}: ${why}.`;
    case 'review-needed':
      return `The ${act} to ${payment.payee} waits for a look: ${payment.review ?? why}.`;
    case 'payout-stuck':
      return `The provider has the ${act} and does not move it on: speed it up or take it back.`;
    case 'refund-address-missing':
      return `The refund to ${payment.payer} waits for a refund address.`;
    case 'expiry-decision':
      return escrow?.decisionNeeded ?? 'The escrow ran out and a person has to decide.';
    case 'expiring-soon':
      return `The escrow of ${amountWords(heldOf(payment))} for ${payment.payee} runs out soon.`;
    case 'consent-needed':
      return `The ${act} needs its payer's consent again: ${why}.`;
    case 'paid-in-part':
      return `${amountWords(payment.released)} of ${amountWords(payment.amount)} reached `
        + `${payment.payee}; the rest did not.`;
    case 'batch-paused': case 'webhook-undelivered': case 'work-broken': case 'contradiction':
      return attentionReasons[reason];
  }
}
