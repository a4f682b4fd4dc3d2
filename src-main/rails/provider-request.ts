import type { ProviderAnswer } from './provider-answer.ts';
import { readReply } from './provider-answer.ts';
import { providerText } from './provider-text.ts';
import type { RailCall, RailRequest } from './rail.ts';

const REASON_LENGTH_MAX = 200;

/** Fields of a request body; null is left out. Amounts are decimal strings, never numbers. */
export type BodyFields = Readonly<Record<string, string | number | null>>;

/**
 * Puts values into the `{name}` places of a configured path. Null where a value cannot stand in a
 * path: `.` and `..` would walk to another route, and a lone surrogate has no encoding.
 */
export function fillPath(
  template: string,
  values: Readonly<Record<string, string>>,
): string | null {
  let path = template;
  for (const [name, value] of Object.entries(values)) {
    if (value === '' || value === '.' || value === '..' || !value.isWellFormed()) return null;
    path = path.replaceAll(`{${name}}`, () => encodeURIComponent(value));
  }
  return path;
}

/** The absolute URL of a path that may carry a query; a prefix in the base URL stays. */
export function joinUrl(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/+$/, '')}${path}`;
}

export function postRequest(
  url: string,
  headers: Readonly<Record<string, string>>,
  fields: BodyFields,
): RailRequest {
  const given = Object.entries(fields).filter(([, value]) => value !== null);
  return {
    method: 'POST',
    url,
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(Object.fromEntries(given)),
  };
}

export function getRequest(url: string, headers: Readonly<Record<string, string>>): RailRequest {
  return { method: 'GET', url, headers: { accept: 'application/json', ...headers }, body: null };
}

/** Sends one request and sorts the reply. */
export async function ask(call: RailCall, request: RailRequest): Promise<ProviderAnswer> {
  return readReply(await call.send(request), call.nowMs);
}

/** A reason as providers take it: one short line, never empty. */
export function reasonText(reason: string, fallback: string): string {
  const text = providerText(reason, REASON_LENGTH_MAX);
  return text === '' ? fallback : text;
}
