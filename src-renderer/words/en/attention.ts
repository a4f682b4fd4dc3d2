export const attention = {
  title: 'Attention',
  tabs: 'Queues',
  asked: 'What is asked',
  queue: {
    now: 'Needs you', waiting: 'Waiting', others: 'With others', unknown: 'Unknown outcomes',
  },
  empty: {
    now: 'Nothing needs you.', waiting: 'Nothing waits by itself.',
    others: 'Nobody else is handling anything.', unknown: 'Every outcome is known.',
  },
  nothingHere: 'Nothing here needs you.',
  group: { check: 'Check', decide: 'Decide', approve: 'Approve', fix: 'Fix a setting' },
  /** Why something waits for a person. */
  reason: {
    'outcome-unclear': 'Outcome unclear',
    'dead-letter': 'Tries used up',
    'hold-rejected': 'Hold rejected',
    'release-rejected': 'Release or payout rejected',
    'refund-rejected': 'Refund rejected',
    'refund-address-missing': 'Refund address missing',
    'expiry-decision': 'Expiry asks for a decision',
    'expiring-soon': 'Expiring soon',
    'purchase-rejected': 'Purchase rejected',
    'consent-needed': 'Consent needed again',
    'paid-in-part': 'Paid in part',
    'review-needed': 'Waits for a look',
    'payout-stuck': 'Stuck at the provider',
    'batch-paused': 'Batch paused',
    'webhook-undelivered': 'Webhook undelivered',
    'work-broken': 'Work broken',
    contradiction: 'Evidence contradicts',
  },
  /** One item of `release-rejected`, by what was refused. */
  refused: { release: 'Release rejected', payout: 'Payout rejected' },
  to: 'to {{payee}}',
  came: 'came <when/>',
  deadline: 'deadline <when/>',
  /** What the provider was asked, and is asked since. */
  question: {
    sent: {
      hold: 'Hold sent to <provider/> <when/>', release: 'Release sent to <provider/> <when/>',
      refund: 'Refund sent to <provider/> <when/>', payout: 'Payout sent to <provider/> <when/>',
      purchase: 'Purchase sent to <provider/> <when/>',
    },
    notAsked: 'Not asked about it yet',
    asked_one: 'Asked once, <when/>: {{answer}}',
    asked_other: 'Asked {{count}} times, last <when/>: {{answer}}',
    next: 'Next question <when/>', never: 'Not asked again by itself',
    key: 'Idempotency key <key/>',
  },
  /** What the provider said when it was asked. */
  answer: {
    settled: 'done', rejected: 'refused', submitted: 'still at work on it',
    missing: 'it does not know of it', 'cannot-tell': 'it cannot say',
    undecided: 'no clear answer', unavailable: 'no answer',
  },
  openPayment: 'Open the payment',
  sentAgain: 'It is sent again.',
  batchGoesOn: 'The batch goes on.',
  replay: 'Send again',
  resume: 'Resume',
  claim: {
    mine: 'you are handling it', other: '{{name}} is handling it', giveBack: 'Give back',
    take: 'Take it', takeOver: 'Take it over',
  },
} as const;
