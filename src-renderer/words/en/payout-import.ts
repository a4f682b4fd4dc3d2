/** Payouts out of a CSV file. */
export const payoutImport = {
  title: 'Import payouts', choose: 'Choose a CSV file…', other: 'Another file…',
  marketplace: 'Marketplace',
  text: 'A file with a line of headers and one payout a line. Nothing is sent from here: the '
    + 'payouts that it makes wait under Ready to send.',
  none: 'No file is chosen', noneText: 'It needs at least a column for the payee\'s reference and '
    + 'one for the amount. The same file can be imported again: nothing is paid twice.',
  marketplaceFirst: 'Add a marketplace in the settings first: the payouts belong to one.',
  problem: {
    large: 'The file is larger than {{size}}.', rows: 'The file has more than {{count}} rows.',
    empty: 'The file has no rows.', headers: 'Two columns have the same header: {{name}}.',
    unread: 'The file cannot be read as CSV: {{why}}',
    text: 'The file is no UTF-8 text.',
  },
  rows_one: '{{count}} row', rows_other: '{{count}} rows',
  mapping: {
    remembered: 'As for the last file with these headers.',
    notMapped: 'none', example: 'first row: {{value}}',
    field: {
      payee: 'Payee\'s reference', amount: 'Amount', asset: 'Currency', task: 'Task',
      title: 'What for', completed: 'Completed', key: 'Own key',
    },
    hint: {
      asset: 'Without: USDC.',
      task: 'Names the payment for ever: a task is paid once, whatever file it stands in.',
      key: 'Names the payment for ever instead of task or row.',
      completed: 'Without: now.',
    },
    needed: 'Choose the columns of payee and amount.',
    identityFile: 'Each row is known by this file and its place, payee and amount in it.',
  },
  columns: {
    row: 'Row', payee: 'Payee', amount: 'Amount', asset: 'Currency', task: 'Task',
    title: 'What for', completed: 'Completed', key: 'Key', fee: 'Fee', net: 'Net',
    what: 'What would happen',
  },
  cell: {
    needed: 'is needed', amount: 'is no amount such as 12.50', precise: 'at most {{places}} places',
    asset: 'is neither USDC nor EURC', long: 'at most {{count}} characters',
    date: 'is no date such as 2026-11-21', same: 'the same as row {{row}}',
    at: '{{column}}: {{problem}}', atRow: '{{column}}, row {{row}}: {{problem}}',
  },
  show: { label: 'Show', all: 'All', wrong: 'To fix', refused: 'Refused', looks: 'With a note' },
  dryRun: 'Try it', dryRunAgain: 'Try again', trying: 'Trying {{done}} of {{of}}',
  toFix_one: '{{count}} row has to be fixed first.',
  toFix_other: '{{count}} rows have to be fixed first.',
  leaveOut: 'Leave rows with errors out',
  state: {
    wrong: 'Fix the marked cells', untried: 'Not tried yet', payable: 'Would be planned',
    look: 'Would be planned. Note: {{why}}', present: 'Has a payment already',
    refused: 'Refused: {{why}}', planned: 'Planned', repeated: 'Was planned before',
  },
  newPayee: 'new payee', open: 'open',
  plan: 'Plan payouts…',
  review: {
    title_one: 'Plan {{count}} payout', title_other: 'Plan {{count}} payouts',
    payouts: 'Payouts', gross: 'Charged', fees: 'Fees', net: 'Paid to payees',
    largest: 'Largest', largestOf: '<amount/> to <payee/>', payees: 'Payees',
    newPayees: 'Never paid before',
    looks: 'With a note', present: 'Planned before', refused: 'Left out',
    finality: 'Nothing is sent yet: the payouts wait under Ready to send until somebody lets '
      + 'them go.',
    confirm: 'Plan them',
  },
  progress: {
    label: 'Planning', done: '{{done}} of {{of}} rows', stopped: 'Stopped: {{why}}',
    goOn: 'Go on', safe: 'What was planned stays planned. Going on, or importing the same file '
      + 'again, does not plan it twice.',
    ended: 'All rows are through', planned_one: '{{count}} payout is planned',
    planned_other: '{{count}} payouts are planned', repeated: '{{count}} were planned before',
    refused: '{{count}} were refused', payOut: 'Pay out…', ready: 'See what is ready',
  },
} as const;
