/** What signed routes share: how much they take, and what is kept beside the bytes. */
import type { IncomingHttpHeaders } from 'node:http';

export const WEBHOOK_BYTES_MAX = 256 * 1024;
const KEPT_LENGTH_MAX = 2_048;

/** The named headers that were sent, each bounded: no key and no cookie is ever kept. */
export function keptHeaders(
  headers: IncomingHttpHeaders, names: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(names.flatMap((name) => {
    const value = headerText(headers, name);
    return value === null ? [] : [[name, value.slice(0, KEPT_LENGTH_MAX)]];
  }));
}

/** A header that was sent once; null where it was not, or more often than a text can hold. */
export function headerText(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}
