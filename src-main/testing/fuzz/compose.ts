/** Turns a case of a route into the message that is sent. */
import { createHmac } from 'node:crypto';
import { spoilt } from './nasty.ts';
import { memberOf, type Known } from './known.ts';
import type { Message } from './message.ts';
import type { Flaw, PublishedRoute, RouteCase } from './targets.ts';

/** What a message needs of the world that it is sent into. */
export type Sender = {
  readonly host: string;
  readonly keys: Readonly<Record<RouteCase['key'], string | null>>;
  readonly webhookSecret: string;
  readonly known: Known;
};

/** Idempotency-Keys that were used: another body under one of them has to be refused. */
export type UsedKeys = Map<string, { readonly path: string; readonly key: string }>;

export type Composed = {
  readonly message: Message;
  /** What the path names: whoever's it is, another marketplace may not see it. */
  readonly named: readonly string[];
};

export async function compose(
  sender: Sender,
  { route, given, used, serial }: {
    readonly route: PublishedRoute; readonly given: RouteCase; readonly used: UsedKeys;
    readonly serial: number;
  },
): Promise<Composed> {
  const { known } = sender;
  const filled = await known.fill(given.parameters);
  const parameters = Object.keys(given.parameters)
    .map((name): [string, string] => [name, String(memberOf(filled, name))]);
  const { flaw } = given;
  const values = flaw !== 'nasty-path' ? parameters
    : parameters.map(([name]): [string, string] => [name, given.nasty.slice(0, 1_500)]);
  const plain = values.reduce((path, [name, value]) =>
    path.replace(`{${name}}`, () => escaped(value)), route.path);
  const name = `${route.method} ${route.path}`;
  const again = given.idempotency === 'reuse' ? used.get(name) : undefined;
  const path = again?.path ?? plain;
  const right = await known.fill(given.body);
  const body = bodyOf(given.spoils.reduce(spoilt, right), { route, flaw });
  const key = again?.key ?? (given.idempotency === 'fresh' ? `fuzz-${serial}` : null);
  if (key !== null && again === undefined) used.set(name, { path, key });
  const query = await queryOf(known, given);
  return {
    named: again === undefined ? values.map(([, value]) => value) : [],
    message: {
      method: flaw === 'method' ? 'PUT' : route.method,
      target: targetOf(`${path}${query}`, flaw, sender.host), body,
      headers: [
        ...headersOf(sender, { given, body }),
        ...(key === null || route.method !== 'POST' ? [] : ['Idempotency-Key', key]),
        ...(route.isSigned ? signature(sender, { given, body, serial }) : []),
      ],
      hangsUp: flaw === 'hang-up',
    },
  };
}

async function queryOf(known: Known, { query, flaw, nasty, spoils }: RouteCase): Promise<string> {
  const filled: unknown = spoils.reduce(spoilt, await known.fill(query));
  const pairs = typeof filled !== 'object' || filled === null ? [] : Object.entries(filled)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${escaped(name)}=${escaped(textOf(value).slice(0, 1_500))}`);
  if (flaw === 'nasty-query') pairs.push(`${escaped(nasty.slice(0, 200))}=1`, 'limit=1&limit=2');
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, digitsOf) ?? 'undefined';
}

function targetOf(target: string, flaw: Flaw | null, host: string): string {
  if (flaw === 'long-target') return `${target}?${'x'.repeat(3_000)}`;
  return flaw === 'absolute-target' ? `http://${host}${target}` : target;
}

/** Percent-escapes also what is no text at all. */
function escaped(value: string): string {
  return encodeURIComponent(value.toWellFormed());
}

function headersOf(
  { host, keys }: Sender,
  { given: { key, flaw, nasty, body: meant }, body }: {
    readonly given: RouteCase; readonly body: Buffer | null;
  },
): string[] {
  const secret = keys[key];
  const headers = ['Host', flaw === 'other-host' ? 'evil.example' : host];
  if (flaw === 'two-hosts') headers.push('Host', 'evil.example');
  if (secret !== null) {
    headers.push(...(key === 'own-again'
      ? ['Authorization', `Bearer ${secret}`] : ['X-Api-Key', secret]));
  }
  if (flaw === 'origin') headers.push('Origin', 'https://evil.example');
  if (flaw === 'encoded') headers.push('Content-Encoding', 'gzip');
  if (flaw === 'nasty-header') {
    // What a header cannot hold, no client sends.
    const value = nasty.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 2_000);
    headers.push('X-Request-Id', value, 'Last-Event-ID', value, 'X-Forwarded-For', value);
  }
  if (body === null || meant === undefined) return headers;
  if (flaw !== 'no-type') {
    headers.push('Content-Type', flaw === 'type' ? 'text/plain' : 'application/json');
  }
  headers.push(...(flaw === 'chunked' ? ['Transfer-Encoding', 'chunked']
    : ['Content-Length', String(body.length)]));
  return headers;
}

const OVERSIZE = 300 * 1_024;

function bodyOf(
  value: unknown,
  { route, flaw }: { readonly route: PublishedRoute; readonly flaw: Flaw | null },
): Buffer | null {
  if (!route.takesBody || flaw === 'no-body') return null;
  const text = JSON.stringify(value, digitsOf) ?? '';
  const inner = text.startsWith('{') && text !== '{}' ? `,${text.slice(1)}` : '}';
  switch (flaw) {
    case 'truncated': return Buffer.from(text.slice(0, Math.max(1, text.length - 3)));
    case 'key-twice': return Buffer.from(`{"amount":1,"am\\u006funt":2${inner}`);
    case 'proto': return Buffer.from(`{"__proto__":{"scopes":["payments:release"]}${inner}`);
    case 'deep': return Buffer.from(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    case 'not-utf8': return Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc3, 0x28, 0xff])]);
    case 'not-json': return Buffer.from(`${text.slice(0, -1)},"x":NaN,}`);
    case 'oversize': return Buffer.from(`{"x":"${'x'.repeat(OVERSIZE)}"}`);
    default: return Buffer.from(text);
  }
}

/** Numbers that JSON has no word for go out as their digits. */
function digitsOf(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? JSON.rawJSON(value.toString()) : value;
}

function signature(
  { webhookSecret }: Sender,
  { given: { signed }, body, serial }: {
    readonly given: RouteCase; readonly body: Buffer | null; readonly serial: number;
  },
): string[] {
  if (signed === 'not') return [];
  const bytes = body ?? Buffer.alloc(0);
  if (signed === 'right') {
    const digest = createHmac('sha256', webhookSecret).update(bytes).digest('hex');
    return ['X-Signature', `sha256=${digest}`];
  }
  const secret = signed === 'wrong' ? Buffer.alloc(32)
    : Buffer.from(webhookSecret.slice('whsec_'.length), 'base64');
  const id = `msg_${serial}`;
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const mac = createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(bytes)
    .digest('base64');
  return [
    'Webhook-Id', id, 'Webhook-Timestamp', timestamp, 'Webhook-Signature', `v1,${mac}`,
    'X-Circle-Signature', mac, 'X-Circle-Key-Id', 'fuzz',
  ];
}
