export const webhooks = {
  title: 'Webhooks',
  subtitle: 'Events as they were told to marketplaces. Sending again makes a new delivery.',
  deliveries: 'Deliveries',
  notYet: 'not yet',
  count_one: '{{count}} delivery',
  count_other: '{{count}} deliveries',
  sending_one: 'Sending {{count}} delivery again.',
  sending_other: 'Sending {{count}} deliveries again.',
  sendAgain: 'Send again',
  endSelection: 'End selection',
  none: 'Nothing has been told to a marketplace yet.',
  noneHint: 'Each move of a payment is told to the endpoints of its marketplace, which are set '
    + 'under Settings, Marketplaces.',
  noneIn: 'No delivery is in this state.',
  filter: {
    by: 'Narrow by', all: 'Nothing more', endpoint: 'Endpoint', type: 'Event',
    response: 'HTTP status', value: 'Value', show: 'Show',
    noneMatches: 'No delivery matches this filter.',
  },
  test: {
    act: 'Send a test', actOf: 'Send a test event to {{url}}',
    sent: 'The test event is on its way; it stands under Webhooks.',
  },
  one: {
    delivered: 'Delivered',
    title: 'Delivery of {{event}}', delivery: 'Delivery', againFor: 'Again for', body: 'Body',
    answer: 'Answer',
  },
} as const;
