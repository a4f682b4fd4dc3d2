export const overview = {
  title: 'Overview',
  next: {
    nothing: 'Nothing is due to happen by itself.',
    event: 'Next automatic event: <event/> (<when/>)',
    at: '{{time}}, {{what}}',
  },
  first: {
    title: 'Nothing has been paid yet',
    connect: 'Set up a connection to a provider first. Then give a marketplace an API key: each '
      + 'job that it posts to the listener makes a payment, and this page shows where the money '
      + 'is.',
    key: 'Give a marketplace an API key: each job that it posts to the listener makes a payment, '
      + 'and this page shows where the money is.',
    settings: 'Open the settings',
  },
  period: { label: 'Period', days_one: '{{count}} day', days_other: '{{count}} days' },
  needs: {
    title: 'Needs you', nothing: 'Nothing needs you.',
    byDeadline: 'Due first', byAge: 'Waiting longest',
    others: 'Others, longest waiting first', item: '{{reason}}: {{payee}}',
  },
  providers: { title: 'Providers', none: 'No connection is set up; payments need one.' },
  money: {
    title: 'Money by rail', none: 'No money is held or on its way.', payments: 'Payments',
    state: '{{count}} {{state}}',
    held: 'Held', releasing: 'Releasing', refunding: 'Refunding', unclear: 'Unclear',
  },
  expiring: {
    title: 'Escrows that run out next', none: 'No escrow is open.', in: 'In', then: 'Then',
  },
  volume: {
    title: 'Volume per day', none: 'Days appear here once payments are made.',
    measured: 'What is measured', chart: 'Show chart', table: 'Show table', day: 'Day',
    created: 'Created', released: 'Released', refunded: 'Refunded',
    caption: '{{rail}}, {{measure}}: {{total}}, before {{before}}; tallest day {{amount}}',
    spoken: '{{rail}}, {{measure}} per day. {{days}}',
    spokenDay: '{{day}}: {{amount}}', nothing: 'Nothing yet.',
    tip_one: '{{amount}}, {{count}} payment', tip_other: '{{amount}}, {{count}} payments',
  },
  ends: {
    title: 'How payments ended, and time from request to paid',
    none: 'Days appear here once payments have ended.',
    days: 'Show days', charts: 'Show charts', daysTable: 'How payments ended, by day',
    period: 'Period', span: '{{from}} to {{to}}', share: 'Paid of ended',
    p50: 'Half paid', p95: '95 % paid',
    ended: {
      released: 'Released', refunded: 'Refunded', cancelled: 'Cancelled', failed: 'Failed',
    },
    percent: '{{percent}} %', within: 'within {{time}}', over: 'over {{time}}',
    paidTip: '{{share}}: {{paid}} of {{ended}}',
    timeTip_one: '{{time}}, {{count}} payment', timeTip_other: '{{time}}, {{count}} payments',
    paidCaption: '{{rail}}, paid of what ended: {{share}}, before {{before}}; full height 100 %',
    p50Caption: '{{rail}}, half were paid {{time}}, before {{before}}; slowest day {{slowest}}',
    p95Caption: '{{rail}}, 95 % were paid {{time}}, before {{before}}; slowest day {{slowest}}',
  },
} as const;
