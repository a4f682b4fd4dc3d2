/**
 * Where the money is, and what happens if nobody acts: the two sentences on top of a payment,
 * composed from ledger and evidence by one function each, the same everywhere they are shown.
 */
import {
  expiryActsAt, expiryPolicy, latestOperation, openOperation, stillHeld, type PaymentAggregate,
} from '../domain/payment.ts';
import type { Job } from '../domain/job.ts';
import type { Operation } from '../domain/operation.ts';
import type { Posting } from '../domain/ledger.ts';
import type { Connection } from '../domain/records.ts';
import { utcDay } from '../domain/counters.ts';
import { amountWords, kindWord } from '../payments/texts.ts';

/** `2026-11-21 14:32:04 UTC`. */
export function timeText(atMs: number): string {
  const second = Math.floor(atMs / 1_000) % 86_400;
  const part = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${utcDay(atMs)} ${part(second / 3_600)}:${part((second / 60) % 60)}`
    + `:${part(second % 60)} UTC`;
}

/** One sentence that says where the money is now, and on whose word. */
export function whereSentence(aggregate: PaymentAggregate, connection: Connection | null): string {
  const { payment, operations, escrow } = aggregate;
  const by = connection?.name ?? 'the provider';
  const open = openOperation(operations);
  if (open?.state === 'unclear') {
    return `It is not known whether the ${kindWord[open.kind]} of ${amountWords(open.amount)} `
      + `happened at ${by}.`;
  }
  switch (payment.status) {
    case 'released': return endSentence(aggregate);
    case 'refunded':
      return `${amountWords(payment.refunded)} went back to ${backTo(aggregate)}.`;
    case 'cancelled': return 'The payment was cancelled before any money moved.';
    case 'failed': return 'The payment was given up; no money is out.';
    case 'requested': return `${amountWords(payment.amount)} is to be held; nothing was sent yet.`;
    case 'holding': return `${amountWords(payment.amount)} is being held by ${by}.`;
    case 'unclear': case 'stalled': case 'escrowed': case 'releasing': case 'refunding': break;
  }
  if (payment.held.minor === 0n) {
    return `Nothing is held: ${latestOperation(operations)?.failureText ?? 'the hold failed'}.`;
  }
  const held = amountWords({ minor: stillHeld(payment), asset: payment.amount.asset });
  return `${held} is held in ${escrow?.reference ?? 'escrow'} by ${by}${movingClause(open)}.`;
}

function movingClause(open: Operation | null): string {
  if (open === null || open.deadAt !== null) return '';
  return `; a ${kindWord[open.kind]} of ${amountWords(open.amount)} is on its way`;
}

function endSentence(aggregate: PaymentAggregate): string {
  const { payment } = aggregate;
  const out = `${amountWords(payment.released)} was released to ${payment.payee}`;
  return payment.refunded.minor === 0n ? `${out}.`
    : `${out}, and ${amountWords(payment.refunded)} went back to ${backTo(aggregate)}.`;
}

function backTo({ payment }: PaymentAggregate): string {
  return payment.refundAddress ?? payment.payerAccount ?? payment.payer;
}

/** What happens by itself, and when, if nobody acts. */
export function ifNobodyActs(aggregate: PaymentAggregate, job: Job | null): string {
  const { payment, operations, escrow } = aggregate;
  const open = openOperation(operations);
  const isDead = open !== null && open.state === 'scheduled' && open.deadAt !== null;
  if (open !== null && !isDead) return openNext(open);
  const planned = operations.find(({ state }) => state === 'planned');
  if (planned !== undefined) {
    return 'Nothing happens until two operators supply a refund address.';
  }
  if (escrow !== null && escrow.state === 'active' && escrow.decisionNeeded === null
    && escrow.expiredAt === null) {
    // Two clocks: the job's own may end first, and its end sends the money back.
    const actsAt = expiryActsAt(aggregate, escrow);
    return jobEndsFirst(job, actsAt, payment.id)
      ? `If nobody acts, the job ends and it goes back to ${backTo(aggregate)} at `
        + `${timeText(job?.expiresAt ?? actsAt)}.`
      : atItsEnd(aggregate, timeText(actsAt));
  }
  if (open !== null) return openNext(open);
  const resting = payment.status === 'escrowed' || payment.status === 'stalled';
  return resting ? 'Nothing happens by itself: a person has to decide.' : '';
}

function jobEndsFirst(job: Job | null, escrowEndsAt: number, paymentId: string): boolean {
  return job !== null && job.endedAt === null && job.paymentId === paymentId
    && job.expiresAt < escrowEndsAt;
}

function atItsEnd(aggregate: PaymentAggregate, at: string): string {
  switch (expiryPolicy(aggregate)) {
    case 'refund': return `If nobody acts, it goes back to ${backTo(aggregate)} at ${at}.`;
    case 'release': return `If nobody acts, it is released to ${aggregate.payment.payee} at ${at}.`;
    case 'ask': return `If nobody acts, a person is asked at ${at}.`;
  }
}

function openNext(open: Operation): string {
  const act = kindWord[open.kind];
  switch (open.state) {
    case 'scheduled': return open.deadAt === null
      ? `The ${act} is sent at ${timeText(open.dueAt)}.`
      : `Nothing happens by itself: the ${act} could not be sent and waits for a person.`;
    case 'dispatching': return `The ${act} is being sent.`;
    case 'submitted': return `The provider is asked again at ${timeText(open.dueAt)}.`;
    case 'unclear': return open.deadAt === null
      ? `The provider is asked again at ${timeText(open.dueAt)}.`
      : 'Nothing happens by itself: the provider cannot say, so a person has to decide.';
    case 'planned': case 'settled': case 'rejected': case 'cancelled': return '';
  }
}

/** Where the postings and the payment's own amounts do not agree; null where they do. */
export function disagreement(
  { payment }: PaymentAggregate,
  postings: readonly Posting[],
): string | null {
  let escrow = 0n;
  for (const { account, delta } of postings) {
    if (account === 'escrow' || account === 'suspense') escrow += delta.minor;
  }
  const held = stillHeld(payment);
  // A hold of unknown outcome stands in suspense without being held.
  if (escrow === held || payment.status === 'unclear') return null;
  return `The ledger holds ${amountWords({ minor: escrow, asset: payment.amount.asset })} for it, `
    + `the payment ${amountWords({ minor: held, asset: payment.amount.asset })}.`;
}
