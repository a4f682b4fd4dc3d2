/** How a marketplace's payouts from the treasury are treated, in its settings. */
export const payoutPolicy = {
  title: 'Payouts from the treasury',
  pays: 'A completed task',
  paysBy: {
    'at-once': 'is paid at once, unless it looks odd',
    'by-a-person': 'waits until somebody lets it go',
  },
  fee: 'Fee, %', feeHint: 'Charged to the marketplace out of the amount. At most two decimals.',
  feeWrong: 'A percentage from 0 to 99.99 with at most two decimals.',
  tiers: 'Fee by volume',
  tiersHint: 'What a payee was paid in the last 30 days decides, each bound above the one before.',
  from: 'From', percent: 'Fee, %', addTier: 'Add a step',
  removeTier: 'Remove the step from {{from}}',
  tierOne: 'Step {{number}}: from', tierFee: 'Step {{number}}: fee, %',
  tiersWrong: 'Each step needs an amount above the one before.',
  min: 'Least', max: 'Most', amountWrong: 'An amount such as 10 or 0.50.',
  maxWrong: 'The most has to be at least the least.',
  rules: 'When somebody has to look',
  firstPayoutMax: 'First payout to an account, above this amount',
  firstPayoutMaxHint: 'An account that was changed is looked at for a day. Empty: neither is.',
  approveMax: 'Above this amount', approveMaxHint: 'Empty: never for the amount alone. A total '
    + 'above it has to be typed.',
  flagPoints: 'Points for a look', rejectPoints: 'Points for a refusal',
  pointsHint: 'What is odd about a task adds points: an unusual amount, a new payee, a look-alike '
    + 'account.',
  pointsWrong: 'A whole number from 1 to 1000.',
  pointsOrder: 'A refusal needs at least as many points as a look.',
  ageHours: 'Completed at most, hours ago', futureMinutes: 'Clock ahead at most, minutes',
  ageWrong: 'A number from 0.1 to 8760.', futureWrong: 'A number from 0 to 1440.',
} as const;
