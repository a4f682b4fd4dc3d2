import type { Translated } from '../keys.ts';
import type { time as english } from '../en/time.ts';

export const time: Translated<typeof english> = {
  now: 'ahora',
  ahead: 'en {{span}}',
  ago: 'hace {{span}}',
  over: 'vencido',
  milliseconds: '{{value}} ms',
  seconds: '{{value}} s',
  minutes: '{{value}} min',
  hours: '{{value}} h',
  days: '{{value}} d',
  hoursMinutes: '{{hours}} h {{minutes}} min',
  daysHours: '{{days}} d {{hours}} h',
  until: 'en <left/>',
};
