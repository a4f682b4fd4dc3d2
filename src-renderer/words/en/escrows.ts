/** Money that is held, with its clocks. */
export const escrows = {
  title: 'Escrows', totals: 'Held now', count: 'Payments', held: 'Held',
  releasing: 'Being released', refunding: 'Being refunded', unclear: 'Unclear',
  explain: 'Explain this number', within: 'Runs out within', rail: 'Rail',
  connection: 'Connection', allConnections: 'All connections',
  columns: {
    left: 'Time left', amount: 'Held', payee: 'Payee', then: 'If nobody acts', rail: 'Rail',
    connection: 'Connection', state: 'State', reference: 'Escrow', ends: 'Ends', verbs: 'Act now',
  },
  policy: {
    refund: 'Refund the payer', release: 'Release to the payee', ask: 'Ask a person',
  },
  asked: 'Asks for a decision: {{why}}',
  extend: 'Extend',
  selected: {
    open: 'Open the payment', title: '{{amount}} for {{payee}}',
    release: 'Release…', refund: 'Refund…',
  },
  none: {
    title: 'Nothing is held',
    text: 'Each hold that settles appears here with its clock, the next to run out first.',
    filtered: 'No escrow matches these filters', takeAway: 'Take a filter away to see the others.',
  },
  over: 'over',
} as const;
