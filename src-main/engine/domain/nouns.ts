/** What a commit can change; windows and event streams are told which of them it did. */
export const nouns = [
  'payments', 'operations', 'escrows', 'jobs', 'batches', 'purchases', 'marketplaces',
  'connections', 'apiKeys', 'operators', 'deliveries', 'inbox', 'limits',
  'consents', 'sellers', 'payeeWallets',
  // Rows without a version of their own.
  'postings', 'events', 'attempts', 'work', 'attention', 'counters', 'batchItems', 'idempotency',
  'settings', 'notices', 'hints',
] as const;
export type Noun = (typeof nouns)[number];
