/** From a figure to the rows that make it up. */
export const explain = {
  title: 'Explain this number', back: 'Back',
  money: {
    held: 'Held on {{rail}}', releasing: 'Being released on {{rail}}',
    refunding: 'Being refunded on {{rail}}', unclear: 'Unclear on {{rail}}',
  },
  status: 'Payments on {{rail}}: {{status}}',
  day: {
    created: 'Created on {{day}} on {{rail}}', released: 'Released on {{day}} on {{rail}}',
    refunded: 'Refunded on {{day}} on {{rail}}',
  },
  balance: 'Ledger account {{account}} at {{connection}}',
  payee: {
    released: 'Paid to {{payee}}', refunded: 'Refunded, of payments to {{payee}}',
    held: 'Held for {{payee}}',
  },
  rows: 'Rows that make it up', shown: 'The number', summed_one: 'Sum of {{count}} row',
  summed_other: 'Sum of {{count}} rows',
  same: 'The rows add up to the number exactly.',
  moved: 'The rows add up to {{sum}} and the number says {{shown}}. Verify the audit log.',
  posting: 'Posting', ofPayment: 'Payment',
  columns: { when: 'When', payee: 'Payee', payment: 'Payment', row: 'Row', amount: 'Adds' },
  none: 'No row adds to this number: it is zero.',
  unknown: 'There is no such number', unknownText: 'The address names no figure of Paydesk.',
  csv: 'Export the proof as CSV',
} as const;
