import { available, isTerminal, openOperation, latestOperation, type PaymentAggregate }
  from './payment.ts';

/**
 * Who is to act. `now`: a person. `waiting`: nobody yet, something is still tried by itself.
 */
export const attentionStages = ['now', 'waiting'] as const;
export type AttentionStage = (typeof attentionStages)[number];

/**
 * `now`: a person has to act, and nobody else holds it. `waiting`: something is still tried by
 * itself. `others`: another operator holds it. `unknown`: every outcome that is not known.
 */
export const attentionQueues = ['now', 'waiting', 'others', 'unknown'] as const;
export type AttentionQueue = (typeof attentionQueues)[number];

/** What is asked of a person. */
export const attentionGroups = ['check', 'decide', 'approve', 'fix'] as const;
export type AttentionGroup = (typeof attentionGroups)[number];

/** Everything that can wait for a person, and what is asked of that person. */
export const attentionReasons = {
  'outcome-unclear': 'check',
  'dead-letter': 'decide',
  'hold-rejected': 'decide',
  'release-rejected': 'decide',
  'refund-rejected': 'decide',
  'refund-address-missing': 'fix',
  'expiry-decision': 'decide',
  'expiring-soon': 'decide',
  'purchase-rejected': 'decide',
  // A payout waits for its payer, and no link can be had without a person deciding something.
  'consent-needed': 'decide',
  'paid-in-part': 'decide',
  // What was announced looks odd: somebody has to say that it is paid.
  'review-needed': 'approve',
  // The provider has it, and it does not move on by itself.
  'payout-stuck': 'decide',
  'batch-paused': 'decide',
  'webhook-undelivered': 'fix',
  'work-broken': 'fix',
  // A provider answered after the operation had been ended otherwise: the two do not agree.
  contradiction: 'check',
} as const satisfies Record<string, AttentionGroup>;
export type AttentionReason = keyof typeof attentionReasons;

export const attentionReasonNames = Object.keys(attentionReasons) as AttentionReason[];

/**
 * Something that waits for a person. There is at most one open item per subject and reason; its
 * `id` is derived from both, so that reopening meets the same row.
 */
export type AttentionItem = {
  readonly id: string;
  readonly subject: 'payment' | 'batch' | 'delivery' | 'work';
  readonly subjectId: string;
  readonly reason: AttentionReason;
  readonly stage: AttentionStage;
  readonly text: string;
  /** When something happens by itself, if nobody acts; null where nothing will. */
  readonly deadlineAt: number | null;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly claimedBy: string | null;
};

/** The reasons for which a payment waits for a person right now, computed from its facts (R14). */
export function paymentAttention(
  { payment, operations, escrow }: PaymentAggregate,
): readonly AttentionReason[] {
  if (isTerminal(payment.status)) return [];
  const reasons: AttentionReason[] = [];
  const open = openOperation(operations);
  if (open?.state === 'unclear') reasons.push('outcome-unclear');
  if (open !== null && open.state === 'scheduled' && open.deadAt !== null) {
    reasons.push('dead-letter');
  }
  if (open?.stuckAt !== null && open?.state === 'submitted') reasons.push('payout-stuck');
  if (open !== null) return reasons;
  const latest = latestOperation(operations);
  if (latest?.state === 'rejected') {
    reasons.push(rejectedReason[latest.kind]);
  }
  const planned = operations.find((operation) => operation.state === 'planned');
  if (planned?.kind === 'payout' && planned.failureCode !== null) reasons.push('consent-needed');
  if (planned?.kind === 'payout' && payment.review !== null) reasons.push('review-needed');
  if (planned === undefined && latest?.kind === 'payout' && latest.state === 'settled') {
    reasons.push('paid-in-part');
  }
  if (planned !== undefined && planned.kind === 'refund' && payment.refundAddress === null) {
    reasons.push('refund-address-missing');
  }
  if (escrow !== null && available(payment) > 0n) {
    // Expiry has been and the money still rests: nothing happens by itself any more.
    const over = escrow.decisionNeeded !== null
      || (escrow.expiredAt !== null && latest?.state !== 'rejected');
    if (over) reasons.push('expiry-decision');
    else if (escrow.warnedAt !== null) reasons.push('expiring-soon');
  }
  return reasons;
}

/** How long Paydesk asks about an unknown outcome by itself before a person is called. */
export const UNCLEAR_PATIENCE_MS = 600_000;

/**
 * Whether a person has to act on it now. An unknown outcome waits while the provider is asked by
 * itself; it becomes a person's when the provider cannot tell, or when the next question would come
 * later than ten minutes after the operation left. Follows from the rows alone, so that a recount
 * meets the same stage.
 */
export function attentionStage(
  reason: AttentionReason, { operations }: PaymentAggregate,
): AttentionStage {
  if (reason !== 'outcome-unclear') return 'now';
  const open = openOperation(operations);
  const isAsked = open !== null && open.deadAt === null
    && open.dueAt - (open.dispatchedAt ?? open.createdAt) < UNCLEAR_PATIENCE_MS;
  return isAsked ? 'waiting' : 'now';
}

/** The counter of the open items of a reason: what a person has to do, apart from what waits. */
export function attentionCounter(reason: AttentionReason, stage: AttentionStage): string {
  return `${stage === 'now' ? 'attention' : 'awaiting'}:${reason}`;
}

const rejectedReason = {
  hold: 'hold-rejected', release: 'release-rejected', refund: 'refund-rejected',
  payout: 'release-rejected', purchase: 'purchase-rejected',
} as const satisfies Record<string, AttentionReason>;
