import type { Zone } from '../stores/preferences.ts';
import { locale, t } from '../words/t.ts';

/** The zone in which the engine thinks, and the delivered one of a window. */
export const UTC: Zone = 'UTC';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "in 23 min", "4 h ago", "now"; from a month on the day itself. UTC milliseconds in. */
export function relativeTime(at: number, now: number, zone: Zone = UTC): string {
  const distance = Math.abs(at - now);
  if (distance < 10 * SECOND_MS) return t('time.now');
  if (distance >= 30 * DAY_MS) return dayIn(at, { year: 'numeric', timeZone: known(zone) });
  const span = spanWords(distance);
  return at > now ? t('time.ahead', { span }) : t('time.ago', { span });
}

/** The exact time on hover and in exports: UTC, and in another zone's own time where one is set. */
export function exactTime(at: number, zone: Zone = UTC): string {
  const exact = momentTime(at);
  return known(zone) === UTC ? exact : `${exact} · ${momentTime(at, zone)}`;
}

/** An exact time within a sentence, in the chosen zone alone: `2026-11-21 15:09:00 Madrid`. */
export function momentTime(at: number, zone: Zone = UTC): string {
  return `${digits(at, zone)} ${zoneWord(zone)}`;
}

/** The clock in the top bar and in sentences: `14:09 UTC`, `15:09 Madrid`. */
export function clockTime(at: number, zone: Zone = UTC): string {
  return `${digits(at, zone).slice(11, 16)} ${zoneWord(zone)}`;
}

/**
 * A line of a timeline: `13:32:04`, with the day where it is not today's, and with the zone where
 * that is not UTC.
 */
export function timelineTime(at: number, now: number, zone: Zone = UTC): string {
  const [day = '', time = ''] = digits(at, zone).split(' ');
  const named = known(zone) === UTC ? time : `${time} ${zoneWord(zone)}`;
  if (digits(now, zone).startsWith(day)) return named;
  return `${dayIn(at, { timeZone: known(zone) })} ${named}`;
}

/** Every zone that may be chosen, UTC first. */
export function everyZone(): readonly Zone[] {
  return [UTC, ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== UTC)];
}

/** How a zone is named beside a time: its city, which no abbreviation could be mistaken for. */
export function zoneWord(zone: Zone): string {
  const name = known(zone);
  return name.slice(name.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

/** How far a zone is from UTC at a moment: `UTC+05:30`. */
export function zoneOffset(zone: Zone, at: number): string {
  if (known(zone) === UTC) return UTC;
  const part = new Intl.DateTimeFormat('en-GB', {
    timeZone: known(zone), timeZoneName: 'longOffset',
  }).formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return part.replace('GMT', UTC);
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

/** `2026-11-21 14:09:00` in a zone; Swedish writes dates so. */
function digits(at: number, zone: Zone): string {
  const name = known(zone);
  const format = momentFormats.get(name) ?? new Intl.DateTimeFormat('sv-SE', {
    timeZone: name, dateStyle: 'short', timeStyle: 'medium',
  });
  momentFormats.set(name, format);
  return format.format(at);
}

const momentFormats = new Map<Zone, Intl.DateTimeFormat>();
const knownZones = new Map<Zone, Zone>();

/** The zone, or UTC where this machine does not know it: a kept preference may be from another. */
function known(zone: Zone): Zone {
  const found = knownZones.get(zone) ?? (isZone(zone) ? zone : UTC);
  knownZones.set(zone, found);
  return found;
}

function isZone(zone: Zone): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    // A RangeError is how Intl says that there is no such zone.
    return false;
  }
}

function two(value: number): string {
  return value.toString().padStart(2, '0');
}
