/** The filters of the payments list beyond state, rail and words. */
export const filters = {
  more: 'More filters', moreOn: 'More filters ({{count}})', label: 'More filters',
  sort: {
    label: 'Order', created: 'Newest first', updated: 'Last changed first',
    expires: 'Next to run out first', amount: 'Largest first',
  },
  within: { label: 'Runs out within', '1h': '1 hour', '24h': '24 hours', '7d': '7 days' },
  amount: { asset: 'Asset', any: 'any', least: 'Amount from', most: 'Amount to',
    wrong: 'This is no amount of {{asset}}.' },
  payee: 'Payee, the whole name', marketplace: 'Marketplace', connection: 'Connection',
  updatedFrom: 'Changed from, UTC', updatedTo: 'Changed to, UTC',
  chip: {
    within: 'Runs out within {{span}}', amountBoth: '{{least}} to {{most}} {{asset}}',
    amountLeast: 'from {{least}} {{asset}}', amountMost: 'up to {{most}} {{asset}}',
    asset: 'in {{asset}}', payee: 'Payee {{payee}}', marketplace: 'Marketplace {{name}}',
    connection: 'Connection {{name}}', updatedFrom: 'Changed from {{day}}',
    updatedTo: 'Changed to {{day}}', sort: '{{order}}', remove: 'Take away: {{what}}',
  },
  conflict: {
    title: 'These filters do not go together', takeAway: 'Take those away',
    'newest-first': 'Search, attention and one payee are listed newest first. Take the order away.',
    'amount-order': 'A range of amounts is listed by amount. Choose that order.',
    'updated-order': 'A time of the last change is listed by it. Choose that order.',
    'expiry-order': 'What runs out soon is listed by its end. Choose that order.',
    'amount-asset': 'Amounts compare within one asset. Choose the asset.',
    'few-filters': 'By amount or by last change, only state and rail can be chosen as well. '
      + 'Take marketplace, connection and creation day away.',
  },
  allMatching_one: 'Select all {{count}} that match',
  allMatching_other: 'Select all {{count}} that match',
  allMatchingMore: 'Select all that match (more than {{number}})',
  everything_one: 'All {{count}} that match the filter',
  everything_other: 'All {{count}} that match the filter',
  held: 'Held', released: 'Released', refunded: 'Refunded', account: 'Account',
  expires: 'Runs out',
} as const;
