import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import { locale, t } from '../words/t.ts';

dayjs.extend(utc);

export type Zone = 'utc' | 'local';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "in 23 min", "4 h ago", "now"; from a month on the day itself. UTC milliseconds in. */
export function relativeTime(at: number, now: number): string {
  const distance = Math.abs(at - now);
  if (distance < 10 * SECOND_MS) return t('time.now');
  if (distance >= 30 * DAY_MS) return dayIn(at, { year: 'numeric', timeZone: 'UTC' });
  const span = spanWords(distance);
  return at > now ? t('time.ahead', { span }) : t('time.ago', { span });
}

/** The exact time with its zone, as shown on hover and in exports. */
export function exactTime(at: number, zone: Zone = 'utc'): string {
  return zone === 'utc'
    ? `${dayjs.utc(at).format('YYYY-MM-DD HH:mm:ss')} UTC`
    : dayjs(at).format('YYYY-MM-DD HH:mm:ss Z');
}

/** The clock in the top bar and in sentences: `14:09 UTC`. */
export function clockTime(at: number, zone: Zone = 'utc'): string {
  return zone === 'utc' ? `${dayjs.utc(at).format('HH:mm')} UTC` : dayjs(at).format('HH:mm Z');
}

/** A line of a timeline: `13:32:04`, with the day where it is not today's. */
export function timelineTime(at: number, now: number, zone: Zone = 'utc'): string {
  const [moment, today] = zone === 'utc'
    ? [dayjs.utc(at), dayjs.utc(now)] : [dayjs(at), dayjs(now)];
  const time = moment.format('HH:mm:ss');
  if (moment.isSame(today, 'day')) return time;
  return `${dayIn(at, zone === 'utc' ? { timeZone: 'UTC' } : {})} ${time}`;
}

/** What is left: `9:58` under an hour, `3 h 05 min` above, `over` when it has passed. */
export function countdown(at: number, now: number): string {
  const left = at - now;
  if (left <= 0) return t('time.over');
  const seconds = Math.ceil(left / SECOND_MS);
  if (left < HOUR_MS) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  const minutes = Math.floor(left / MINUTE_MS);
  if (left < DAY_MS) {
    return t('time.hoursMinutes', { hours: Math.floor(minutes / 60), minutes: two(minutes % 60) });
  }
  return t('time.daysHours', {
    days: Math.floor(left / DAY_MS), hours: Math.floor((left % DAY_MS) / HOUR_MS),
  });
}

/** How long something took: `812 ms`, `1.2 s`, `3 min`. */
export function duration(ms: number): string {
  if (ms < SECOND_MS) return t('time.milliseconds', { value: Math.round(ms) });
  if (ms < MINUTE_MS) return t('time.seconds', { value: tenths(ms / SECOND_MS) });
  return spanWords(ms);
}

function spanWords(ms: number): string {
  if (ms < MINUTE_MS) return t('time.seconds', { value: Math.floor(ms / SECOND_MS) });
  if (ms < HOUR_MS) return t('time.minutes', { value: Math.floor(ms / MINUTE_MS) });
  if (ms < DAY_MS) return t('time.hours', { value: Math.floor(ms / HOUR_MS) });
  return t('time.days', { value: Math.floor(ms / DAY_MS) });
}

/** A day as the operator's language writes it: `12 Oct`, `12 oct 2026`. */
function dayIn(at: number, how: Intl.DateTimeFormatOptions): string {
  const key = `${locale()} ${how.year ?? ''} ${how.timeZone ?? ''}`;
  const format = dayFormats.get(key)
    ?? new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', ...how });
  dayFormats.set(key, format);
  return format.format(at);
}

/** Making one takes longer than many uses of it, and lists use it in every row. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

function tenths(value: number): string {
  return new Intl.NumberFormat(locale(), {
    minimumFractionDigits: 1, maximumFractionDigits: 1,
  }).format(value);
}

function two(value: number): string {
  return value.toString().padStart(2, '0');
}
