import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);

export type Zone = 'utc' | 'local';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "in 23 min", "4 h ago", "now"; from a month on the day itself. UTC milliseconds in. */
export function relativeTime(at: number, now: number): string {
  const distance = Math.abs(at - now);
  if (distance < 10 * SECOND_MS) return 'now';
  if (distance >= 30 * DAY_MS) return dayjs.utc(at).format('D MMM YYYY');
  const span = spanWords(distance);
  return at > now ? `in ${span}` : `${span} ago`;
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
  return moment.isSame(today, 'day') ? moment.format('HH:mm:ss') : moment.format('D MMM HH:mm:ss');
}

/** What is left: `9:58` under an hour, `3 h 05 min` above, `over` when it has passed. */
export function countdown(at: number, now: number): string {
  const left = at - now;
  if (left <= 0) return 'over';
  const seconds = Math.ceil(left / SECOND_MS);
  if (left < HOUR_MS) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  const minutes = Math.floor(left / MINUTE_MS);
  if (left < DAY_MS) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
  return `${Math.floor(left / DAY_MS)} d ${Math.floor((left % DAY_MS) / HOUR_MS)} h`;
}

/** How long something took: `812 ms`, `1.2 s`, `3 min`. */
export function duration(ms: number): string {
  if (ms < SECOND_MS) return `${Math.round(ms)} ms`;
  if (ms < MINUTE_MS) return `${(ms / SECOND_MS).toFixed(1)} s`;
  return spanWords(ms);
}

function spanWords(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)} s`;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h`;
  return `${Math.floor(ms / DAY_MS)} d`;
}

function two(value: number): string {
  return value.toString().padStart(2, '0');
}
