export const jobs = {
  title: 'Jobs',
  state: 'State',
  payload: 'Payload',
  ttlEnds: 'Runs out',
  ended: 'ended',
  none: 'No jobs yet',
  noneHint: 'A marketplace posts a job to the listener; it appears here with its payment.',
  noneIn: 'No job is {{state}}',
  takeAway: 'Take the filter away to see all.',
  one: {
    title: 'Job of {{marketplace}}', clocks: 'State and clocks', created: 'created <when/>',
    ends: 'runs out <when/>', ended: 'ended <when/>', payments: 'Payments',
    noPayment: 'No payment yet; the marketplace makes one for this job.',
    paymentsOf: 'Payments of this job', payload: 'Payload, as received',
  },
} as const;
