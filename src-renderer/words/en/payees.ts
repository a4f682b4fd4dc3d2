/** Everyone who is paid: list, dossier, statement. */
export const payees = {
  title: 'Payees', search: 'Search payees', prompt: 'Name, or the beginning of a word of it',
  columns: {
    payee: 'Payee', payments: 'Payments', open: 'Open', paid: 'Paid', held: 'Held',
    success: 'Success', lastPaid: 'Last paid', firstSeen: 'First seen', account: 'Account',
    rail: 'Rail', lastSeen: 'Last used', reference: 'Evidence',
  },
  file: {
    payments: 'Payments in this asset', open: 'Open, all assets',
    success: 'Success, all assets, %',
  },
  moreAssets: '+{{count}}',
  none: {
    title: 'No payees yet', text: 'The payee of each payment appears here with what it was paid.',
    filtered: 'No payee is called so', takeAway: 'Search by another word of the name.',
  },
  one: {
    back: 'Payees', new: 'First payment {{when}}', facts: 'In short', totals: 'Totals',
    totalsNone: 'Nothing was paid yet.', asset: 'Asset', released: 'Paid', refunded: 'Refunded',
    held: 'Held', success: '{{percent}} % of {{count}} ended payments were paid',
    successNone: 'no payment has ended yet', lastPaid: 'Last paid', firstSeen: 'First seen',
    never: 'never', openPayments: 'Open payments', openNone: 'No payment is open.',
    history: 'All payments of this payee', accounts: 'Accounts used',
    accountsNone: 'No payment named an account: the provider knows it.',
    used_one: '{{count}} payment', used_other: '{{count}} payments',
    alikeTitle: 'Two accounts look alike',
    alike: 'differs only little from {{other}}. Compare them character by character.',
    explain: 'Explain this number',
  },
  statement: {
    title: 'Statement', from: 'From, UTC', to: 'To, UTC', show: 'Show', csv: 'Save as CSV',
    thisMonth: 'This month', lastMonth: 'Last month', everything: 'All',
    pdf: 'Save as PDF', none: 'The ledger has no line for this payee in this period.',
    total: 'Paid in this period', lines_one: '{{count}} line', lines_other: '{{count}} lines',
    agrees: 'The lines add up to what the ledger paid this payee.',
    differs: 'The ledger says {{ledger}}; the lines add up to {{lines}}. Verify the audit log.',
    wrong: 'The first day comes after the last.',
  },
} as const;
