/** The list of payments, its filters, and what is done to many of them. */
export const payments = {
  title: 'Payments',
  next: 'Next',
  needsPerson: 'needs a person',
  nextEvent: '<when/>, <what/>',
  filter: {
    search: 'Search payments', prompt: 'Id, address, hash, payee or job',
    from: 'Created from, UTC', to: 'Created to, UTC', between: 'to', rail: 'Rail',
    attention: 'Attention', person: 'Needs a person', status: 'Status', clear: 'Clear filters',
  },
  exportCsv: 'Export CSV',
  fresh_one: '{{count}} new, show',
  fresh_other: '{{count}} new, show',
  freshMore: '{{number}} or more new, show',
  none: {
    title: 'No payments yet',
    text: 'A marketplace makes them: each job that it posts to the listener gets a payment here.',
    key: 'Set up a key', filtered: 'No payment matches these filters',
    takeAway: 'Take a filter away, or look at all of them.', all: 'Show all payments',
  },
  selection: {
    everything: 'All that match the filter', some_one: '{{count}} selected',
    some_other: '{{count}} selected', held: 'held <amount/>',
    counted: 'counted and summed before you confirm', all: 'Select all that match the filter',
    release: 'Release…', refund: 'Refund…', clear: 'Clear',
  },
  batch: {
    release_one: 'Release {{count}} payment', release_other: 'Release {{count}} payments',
    refund_one: 'Refund {{count}} payment', refund_other: 'Refund {{count}} payments',
    releaseFinality: 'Each release leaves on its own and cannot be taken back once sent. '
      + 'A pause holds back what has not been started.',
    refundFinality: 'Each refund leaves on its own and cannot be taken back once sent. '
      + 'A pause holds back what has not been started.',
    noneReleasable: 'None of these can be released.',
    noneRefundable: 'None of these can be refunded.',
    payments: 'Payments', totals: 'Totals', largest: 'Largest', fee: 'Fee', leftOut: 'Left out',
    refused: '{{number}}: {{why}}',
    share: 'Share of what is held', shareOf: '{{percent}} of all {{asset}} held',
    payees: 'Payees', newPayees: 'Never paid before', allKnown: 'all were paid before',
    andMore: '{{names}} and {{count}} more',
    each: 'Each payment', what: 'What would happen', willMove: 'is sent', isNew: 'new payee',
  },
} as const;
