const RETRY_AFTER_MAX_MS = 24 * 3_600_000;
const ISO_TIME =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * An ISO 8601 time as UTC milliseconds; null where it is none. A time without an offset is UTC:
 * the providers are Python services, whose `isoformat()` leaves it out.
 */
export function timeMs(text: string): number | null {
  const match = ISO_TIME.exec(text);
  if (match === null) return null;
  const [, date = '', time = '', offset = 'Z'] = match;
  const colon = /^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset;
  const parsed = Date.parse(`${date}T${time}${colon.toUpperCase()}`);
  return Number.isNaN(parsed) ? null : parsed;
}

/**
 * How long a provider asks us to wait: `Retry-After` in seconds or as an HTTP date (RFC 9110,
 * 10.2.3), never below zero and at most a day. Null where it does not say.
 */
export function retryAfterMs(
  headers: Readonly<Record<string, string>>,
  nowMs: number,
): number | null {
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return bounded(Number.parseInt(text, 10) * 1_000);
  const atMs = /^[A-Za-z]{3}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? null : bounded(atMs - nowMs);
}

function bounded(waitMs: number): number {
  return Math.min(Math.max(waitMs, 0), RETRY_AFTER_MAX_MS);
}
