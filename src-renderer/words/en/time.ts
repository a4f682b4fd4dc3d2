/** Distances in time; units are symbols. Dates are written by Intl. */
export const time = {
  now: 'now',
  ahead: 'in {{span}}',
  ago: '{{span}} ago',
  over: 'over',
  milliseconds: '{{value}} ms',
  seconds: '{{value}} s',
  minutes: '{{value}} min',
  hours: '{{value}} h',
  days: '{{value}} d',
  hoursMinutes: '{{hours}} h {{minutes}} min',
  daysHours: '{{days}} d {{hours}} h',
  /** Until something happens, before a countdown that ticks. */
  until: 'in <left/>',
} as const;
