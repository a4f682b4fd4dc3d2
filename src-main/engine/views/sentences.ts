/**
 * Where the money is, and what happens if nobody acts: the two sentences on top of a payment,
 * composed from ledger and evidence by one function each, the same everywhere they are shown.
 */
import {
  expiryActsAt, expiryPolicy, heldOf, latestOperation, openOperation, stillHeld,
  type PaymentAggregate,
} from '../domain/payment.ts';
import type { AttentionReason } from '../domain/attention.ts';
import type { Job } from '../domain/job.ts';
import { operationStates, WAITS_FOR_PROVIDER, type Operation } from '../domain/operation.ts';
import type { Posting } from '../domain/ledger.ts';
import { railAssets } from '../domain/rails.ts';
import type { Connection, StoredEvent } from '../domain/records.ts';
import type { Told, ToldValue } from '../../contract/sentences.ts';
import { kindWord } from '../payments/texts.ts';
import { consentTold, ifNobodyConsents, wherePayout } from './payout-sentences.ts';
import {
  amountValue, ifItSays, inEnglish, tell, timeValue, toldFrom, wordValue,
} from './told.ts';

/** One sentence that says where the money is now, and on whose word. */
export function whereSentence(aggregate: PaymentAggregate, connection: Connection | null): Told {
  const { payment, operations } = aggregate;
  const by = connection?.name ?? wordValue('provider');
  const open = openOperation(operations);
  if (open?.state === 'unclear') {
    return tell('where.unclear', { ...actOf(open), by });
  }
  if (!railAssets[payment.rail].holds && payment.status !== 'cancelled') {
    return wherePayout(aggregate);
  }
  const to = backTo(aggregate);
  switch (payment.status) {
    case 'released': return endSentence(aggregate);
    case 'refunded': return tell('where.refunded', { amount: amountValue(payment.refunded), to });
    case 'cancelled': return tell('where.cancelled');
    case 'failed': return tell('where.failed');
    case 'requested': return tell('where.requested', { amount: amountValue(payment.amount) });
    case 'holding': return tell('where.holding', { amount: amountValue(payment.amount), by });
    case 'unclear': case 'stalled': case 'escrowed': case 'releasing': case 'refunding': break;
  }
  if (payment.held.minor === 0n) {
    const why = latestOperation(operations)?.failureText ?? null;
    return why === null ? tell('where.holdFailed') : tell('where.nothing', { why: { says: why } });
  }
  return heldSentence(aggregate, open, by);
}

function heldSentence(
  { payment, escrow }: PaymentAggregate, open: Operation | null, by: ToldValue,
): Told {
  const held = {
    amount: amountValue(heldOf(payment)),
    place: escrow?.reference ?? wordValue('escrow'), by,
  };
  if (open === null || open.deadAt !== null) return tell('where.held', held);
  // Until it is sent it can be stopped, and is not on its way.
  const isLeaving = open.state === 'scheduled' && open.failureCode !== WAITS_FOR_PROVIDER;
  return tell(isLeaving ? 'where.heldLeaving' : 'where.heldMoving', {
    ...held, act: wordValue(kindWord[open.kind]), moving: amountValue(open.amount),
  });
}

function endSentence(aggregate: PaymentAggregate): Told {
  const { payment } = aggregate;
  const out = { amount: amountValue(payment.released), payee: payment.payee };
  return payment.refunded.minor === 0n ? tell('where.released', out)
    : tell('where.split', {
      ...out, back: amountValue(payment.refunded), to: backTo(aggregate),
    });
}

/** Who gets it back, and where: an address alone says nothing to whoever sees it first. */
function backTo({ payment: { payer, payerAccount, refundAddress } }: PaymentAggregate): string {
  const address = refundAddress ?? payerAccount;
  return address === null || address === payer ? payer : `${payer} (${address})`;
}

function actOf({ kind, amount }: Pick<Operation, 'kind' | 'amount'>): Told['values'] {
  return { act: wordValue(kindWord[kind]), amount: amountValue(amount) };
}

/** What happens by itself, and when, if nobody acts; null where there is nothing to say. */
export function ifNobodyActs(aggregate: PaymentAggregate, job: Job | null): Told | null {
  const { payment, operations, escrow } = aggregate;
  const open = openOperation(operations);
  const isDead = open !== null && open.state === 'scheduled' && open.deadAt !== null;
  if (open !== null && !isDead) return openNext(open);
  const planned = operations.find(({ state }) => state === 'planned');
  if (planned?.kind === 'payout') return ifNobodyConsents(aggregate);
  if (planned !== undefined) return tell('then.address');
  if (escrow !== null && escrow.state === 'active' && escrow.decisionNeeded === null
    && escrow.expiredAt === null) {
    // Two clocks: the job's own may end first, and its end sends the money back.
    const actsAt = expiryActsAt(aggregate, escrow);
    return jobEndsFirst(job, actsAt, payment.id)
      ? tell('then.jobEnds', { to: backTo(aggregate), at: timeValue(job?.expiresAt ?? actsAt) })
      : atItsEnd(aggregate, timeValue(actsAt));
  }
  if (open !== null) return openNext(open);
  const resting = payment.status === 'escrowed' || payment.status === 'stalled';
  return resting ? tell('then.decide') : null;
}

function jobEndsFirst(job: Job | null, escrowEndsAt: number, paymentId: string): boolean {
  return job !== null && job.endedAt === null && job.paymentId === paymentId
    && job.expiresAt < escrowEndsAt;
}

function atItsEnd(aggregate: PaymentAggregate, at: ToldValue): Told {
  switch (expiryPolicy(aggregate)) {
    case 'refund': return tell('then.refund', { to: backTo(aggregate), at });
    case 'release': return tell('then.release', { payee: aggregate.payment.payee, at });
    case 'ask': return tell('then.ask', { at });
  }
}

function openNext(open: Operation): Told | null {
  const act = wordValue(kindWord[open.kind]);
  const at = timeValue(open.dueAt);
  switch (open.state) {
    case 'scheduled':
      if (open.deadAt !== null) return tell('then.dead', { act });
      return open.failureCode === WAITS_FOR_PROVIDER
        ? tell('then.returns', { at }) : tell('then.sent', { act, at });
    case 'dispatching': return tell('then.sending', { act });
    case 'submitted': return tell('then.asked', { at });
    case 'unclear':
      return open.deadAt === null ? tell('then.asked', { at }) : tell('then.cannotSay');
    case 'planned': case 'settled': case 'rejected': case 'cancelled': return null;
  }
}

/** Where the postings and the payment's own amounts do not agree; null where they do. */
export function disagreement(
  { payment }: PaymentAggregate,
  postings: readonly Posting[],
): Told | null {
  let escrow = 0n;
  for (const { account, delta } of postings) {
    if (account === 'escrow' || account === 'suspense') escrow += delta.minor;
  }
  const held = stillHeld(payment);
  // A hold of unknown outcome stands in suspense without being held.
  if (escrow === held || payment.status === 'unclear') return null;
  const { asset } = payment.amount;
  return tell('ledger.disagrees', {
    ledger: amountValue({ minor: escrow, asset }), payment: amountValue({ minor: held, asset }),
  });
}

/** What the engine tells of the copies that it makes and examines by itself, read back. */
export function copiesTold(text: string): Told | null {
  return copiesSentences.map((key) => toldFrom(text, key)).find((one) => one !== null) ?? null;
}

const copiesSentences = [
  'notice.backupMade', 'notice.backupFailed', 'notice.drillFine', 'notice.drillBad',
  'notice.drillFailed', 'waits.backup', 'waits.drillBad', 'waits.drillFailed',
] as const;

/**
 * The text of an attention item by key. It was composed when the item was opened
 * (`payments/texts.ts`); null where the payment has moved on since, and the text stands as it is.
 */
export function attentionTold(
  reason: AttentionReason, text: string, { payment, operations }: PaymentAggregate,
): Told | null {
  const latest = openOperation(operations) ?? latestOperation(operations);
  const why = (latest?.failureText ?? 'no reason was given').replace(/\.$/, '');
  const act = latest === null ? null : { ...actOf(latest), why: { says: why } };
  switch (reason) {
    case 'outcome-unclear': return act === null ? null : ifItSays(text, tell('waits.unclear', act));
    case 'dead-letter': return act === null ? null : ifItSays(text, tell('waits.dead', act));
    case 'hold-rejected': case 'release-rejected': case 'refund-rejected':
    case 'purchase-rejected':
      return act === null ? null : ifItSays(text, tell('waits.refused', act));
    case 'review-needed':
      return act === null || payment.review === null ? null : ifItSays(text, tell('waits.review', {
        ...act, payee: payment.payee, review: { says: payment.review },
      }));
    case 'payout-stuck': return act === null ? null : ifItSays(text, tell('waits.stuck', act));
    case 'refund-address-missing':
      return ifItSays(text, tell('waits.address', { payer: payment.payer }));
    case 'consent-needed': return act === null ? null : ifItSays(text, tell('waits.consent', act));
    case 'paid-in-part':
      return ifItSays(text, tell('waits.part', {
        amount: amountValue(payment.released), whole: amountValue(payment.amount),
        payee: payment.payee,
      }));
    case 'expiring-soon':
      return ifItSays(text, tell('waits.soon', {
        amount: amountValue(heldOf(payment)), payee: payment.payee,
      }));
    case 'expiry-decision': case 'batch-paused': case 'webhook-undelivered': case 'work-broken':
    case 'contradiction': return null;
  }
}

/** A line of the timeline by key, as far as it tells of a step of an operation or a consent. */
export function eventTold(
  { kind, text, to }: Pick<StoredEvent, 'kind' | 'text' | 'to'>, operation: Operation | undefined,
): Told | null {
  if (kind.startsWith('consent.')) return consentTold(text);
  const state = operationStates.find((name) => name === to);
  if (operation === undefined || state === undefined) return null;
  const step = { ...actOf(operation), state: wordValue(state) };
  const bare = inEnglish(tell('event.step', { ...step, rest: '' }));
  if (!text.startsWith(bare)) return null;
  // What follows the state is a reason in brackets, or a reference.
  const rest = text.slice(bare.length);
  const why = /^ \((.*)\)$/s.exec(rest)?.[1];
  return why === undefined ? tell('event.step', { ...step, rest })
    : tell('event.stepWhy', { ...step, why: { says: why } });
}
