import { createHash } from 'node:crypto';
import { assetRef, formatAmount, type Money } from '../domain/money.ts';
import { quietJson } from './plain-text.ts';

/** A provider's answer may be long; what is beyond this is told by length and digest. */
const TEXT_MAX = 64 * 1024;
/** A list ends where its file would grow beyond this. */
const PART_BYTES_MAX = 1024 * 1024;

/** One file of the clip; `left` rows did not fit into it. */
export type Part = { readonly name: string; readonly bytes: Uint8Array; readonly left: number };

/** A record as JSON that stays data (R16): amounts are texts, times are RFC 3339. */
export function evidenceJson(value: unknown): string {
  return quietJson(plain(value));
}

/** A file with one value. */
export function jsonPart(name: string, value: unknown): Part {
  return textPart(name, `${evidenceJson(value)}\n`);
}

export function textPart(name: string, text: string, left = 0): Part {
  return { name, bytes: new TextEncoder().encode(text), left };
}

/** A file with a list, as far as it fits; `more` rows are known to be missing already. */
export function listPart(name: string, rows: readonly unknown[], more = 0): Part {
  const written: string[] = [];
  let bytes = 0;
  for (const row of rows) {
    const text = evidenceJson(row);
    bytes += text.length;
    if (bytes > PART_BYTES_MAX) break;
    written.push(text);
  }
  const body = written.length === 0 ? '[]' : `[\n${written.join(',\n')}\n]`;
  return textPart(name, `${body}\n`, rows.length - written.length + more);
}

/** An address without name, password, query and fragment, any of which may hold a secret. */
export function bareUrl(address: string): string {
  if (!URL.canParse(address)) return '(not an address)';
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function plain(value: unknown, key = ''): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return isTime(key) ? new Date(value).toISOString() : value;
  if (typeof value === 'string') return bounded(value);
  if (Array.isArray(value)) return value.map((item) => plain(item));
  if (typeof value !== 'object' || value === null) return value;
  if (isMoney(value)) {
    return {
      value: formatAmount(value), asset: assetRef(value.asset), minor: value.minor.toString(),
    };
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) =>
    [name, plain(inner, name)]));
}

function isTime(key: string): boolean {
  return key === 'at' || /(At|Until|Since)$/.test(key);
}

function isMoney(value: object): value is Money {
  const asset: unknown = Reflect.get(value, 'asset');
  return typeof Reflect.get(value, 'minor') === 'bigint' && typeof asset === 'object'
    && asset !== null && typeof Reflect.get(asset, 'scale') === 'number';
}

function bounded(text: string): string {
  if (text.length <= TEXT_MAX) return text;
  return `${text.slice(0, TEXT_MAX).toWellFormed()} … cut here: ${text.length} characters, `
    + `SHA-256 ${sha256(text)}`;
}
