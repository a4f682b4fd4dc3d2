import { ENGINE } from '../domain/actor.ts';
import { isJobEnded, jobOutcome, type Job } from '../domain/job.ts';
import { available, latestOperation, openOperation, type PaymentAggregate }
  from '../domain/payment.ts';
import { releasesOnCompletion, type MarketplacePolicy } from '../domain/policy.ts';
import type { Purchase } from '../domain/purchase.ts';
import { invariant, type Result } from '../domain/result.ts';
import type { Ids } from '../ports.ts';
import {
  allAvailable, moveRequest, ofKind, schedulePurchase, scheduleRefund, scheduleRelease,
} from './moves.ts';

/** The failure code of a release that found its escrow already returned by the provider. */
export const ESCROW_RETURNED = 'escrow_returned';

export type FollowUpContext = {
  readonly ids: Ids;
  readonly nowMs: number;
  readonly policy: MarketplacePolicy;
  readonly job: Job | null;
  readonly purchase: Purchase | null;
};

/**
 * What follows by itself once a payment rests with money held: the next leg of a purchase, the
 * refund of what a provider returned, the release or refund that the end of the job asks for.
 * Runs in the commit of every change, so that no order of events can lose a consequence.
 */
export function followUp(
  context: FollowUpContext,
  aggregate: PaymentAggregate,
): PaymentAggregate {
  const { payment, operations } = aggregate;
  if (openOperation(operations) !== null || available(payment) <= 0n) return aggregate;
  if (operations.some((operation) => operation.state === 'planned')) return aggregate;
  // A person was asked whether the provider has returned the money; nothing moves it meanwhile.
  if (aggregate.escrow !== null && aggregate.escrow.decisionNeeded !== null) return aggregate;
  if (payment.purchaseId !== null) return followPurchase(context, aggregate);
  const latest = latestOperation(operations);
  if (latest?.state === 'rejected' && latest.failureCode === ESCROW_RETURNED) {
    return refund(context, aggregate, 'The provider returned the escrow.');
  }
  return followJob(context, aggregate);
}

function followPurchase(context: FollowUpContext, aggregate: PaymentAggregate): PaymentAggregate {
  const purchase = ofKind(aggregate.operations, 'purchase').at(-1);
  const withdrawn = aggregate.operations.some((operation) =>
    operation.kind !== 'hold' && operation.state === 'cancelled');
  // A person withdrew a leg: what follows is that person's decision, with the verbs at hand.
  if (withdrawn) return aggregate;
  if (purchase === undefined) {
    return schedulePurchase(aggregate, request(context, 'The bitcoin is held.'));
  }
  const latest = latestOperation(aggregate.operations);
  if (latest?.kind !== 'purchase') return aggregate;
  if (purchase.state === 'settled') {
    return release(context, aggregate, 'The tokens were credited.');
  }
  return refund(context, aggregate, 'The exchange refused the purchase.');
}

function followJob(context: FollowUpContext, aggregate: PaymentAggregate): PaymentAggregate {
  const { job, policy } = context;
  const { payment } = aggregate;
  // An earlier payment of the job (migrated away from) must not act on the job's end as well.
  if (job === null || job.paymentId !== payment.id || !isJobEnded(job.state)) return aggregate;
  const reason = job.state === 'completed' ? 'The job completed.' : `The job ${job.state}.`;
  if (hasTried(aggregate, job, reason)) return aggregate;
  switch (jobOutcome(job.state)) {
    case 'nothing': return aggregate;
    case 'refund': return refund(context, aggregate, reason);
    case 'release': return releasesOnCompletion(policy, payment.rail, job.state)
      ? release(context, aggregate, reason) : aggregate;
  }
}

/**
 * Whether money was moved, or tried to be, since the job ended. What the end itself asked for is
 * known by its reason: after a clock was set back its time lies before the end, and a refusal would
 * be followed by the same request at once, for ever (R11).
 */
function hasTried({ operations }: PaymentAggregate, job: Job, reason: string): boolean {
  const endedAt = job.endedAt ?? job.updatedAt;
  return operations.some((operation) =>
    (operation.kind === 'release' || operation.kind === 'refund')
    && (operation.createdAt >= endedAt
      || (operation.requestedBy === ENGINE.name && operation.reason === reason)));
}

function release(context: FollowUpContext, aggregate: PaymentAggregate, reason: string) {
  return must(scheduleRelease(aggregate, allAvailable(aggregate), request(context, reason)));
}

function refund(context: FollowUpContext, aggregate: PaymentAggregate, reason: string) {
  return must(scheduleRefund(aggregate, allAvailable(aggregate), request(context, reason)));
}

function request({ ids, nowMs }: FollowUpContext, reason: string) {
  return moveRequest({ ids, nowMs, requestedBy: ENGINE.name, reason });
}

function must(result: Result<PaymentAggregate>): PaymentAggregate {
  invariant(result.ok, 'A follow-up acts only on a payment at rest with money held.');
  return result.value;
}
