import { available, isTerminal, openOperation, latestOperation, type PaymentAggregate }
  from './payment.ts';

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
  if (open !== null) return reasons;
  const latest = latestOperation(operations);
  if (latest?.state === 'rejected') {
    reasons.push(rejectedReason[latest.kind]);
  }
  const planned = operations.find((operation) => operation.state === 'planned');
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

const rejectedReason = {
  hold: 'hold-rejected', release: 'release-rejected', refund: 'refund-rejected',
  payout: 'release-rejected', purchase: 'purchase-rejected',
} as const satisfies Record<string, AttentionReason>;
