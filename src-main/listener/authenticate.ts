import type { IncomingHttpHeaders } from 'node:http';
import type { Engine } from '../engine/api.ts';
import type { ApiKey, ApiScope } from './engine-types.ts';
import type { Fault } from './problems.ts';
import { createTokenBuckets, type Rate } from './rate.ts';

/** What a route asks of its caller: nothing, a living key, or a key with every scope named. */
export type Access = 'open' | 'any-key' | readonly ApiScope[];

export type Authenticated =
  | { readonly ok: true; readonly key: ApiKey }
  | { readonly ok: false; readonly fault: Fault };

export type Authenticator = {
  /** Who calls; a missing, unknown, expired or revoked key is 401, too many of them 429. */
  readonly authenticate: (
    headers: IncomingHttpHeaders, caller: string,
  ) => Promise<Authenticated>;
  /** Whether the key may call this route now: its scopes (403), then its rate (429). */
  readonly permit: (key: ApiKey, access: readonly ApiScope[]) => Fault | null;
};

/** A key is 60 to 100 characters; anything longer is not even looked up. */
const KEY_LENGTH_MAX = 256;
const CHALLENGE = { 'www-authenticate': 'Bearer realm="paydesk"' };

/**
 * Callers by API key (`X-Api-Key`, or `Authorization: Bearer`), with one bucket per key and one per
 * address for failures: a caller that guesses is slowed down, and never a caller that is known.
 */
export function createAuthenticator(deps: {
  readonly keys: Pick<Engine['keys'], 'authenticate'>;
  readonly keyRate: Rate;
  readonly failureRate: Rate;
  readonly nowMs: () => number;
}): Authenticator {
  const perKey = createTokenBuckets(deps.keyRate, deps.nowMs);
  const failures = createTokenBuckets(deps.failureRate, deps.nowMs);
  const refuse = (caller: string, message: string): Authenticated => {
    const retryAfter = failures.take(caller);
    if (retryAfter > 0) {
      return { ok: false, fault: rateFault(retryAfter, 'Too many requests without a valid key.') };
    }
    return {
      ok: false, fault: { status: 401, code: 'unauthenticated', message, headers: CHALLENGE },
    };
  };
  return {
    authenticate: async (headers, caller) => {
      const presented = presentedKey(headers);
      if (presented === null) {
        return refuse(caller, 'An API key is needed, in X-Api-Key or as a bearer token.');
      }
      const key = presented.length > KEY_LENGTH_MAX
        ? null
        : await deps.keys.authenticate(presented);
      return key === null
        ? refuse(caller, 'The API key is unknown, expired or revoked.')
        : { ok: true, key };
    },
    permit: (key, access) => {
      const missing = access.filter((scope) => !key.scopes.includes(scope));
      if (missing.length > 0) return scopeFault(missing);
      const retryAfter = perKey.take(key.id);
      return retryAfter > 0 ? rateFault(retryAfter, 'This key calls faster than allowed.') : null;
    },
  };
}

/** Whether the caller tries to say who it is: then it is held to it. */
export function presentsKey(headers: IncomingHttpHeaders): boolean {
  return headers['x-api-key'] !== undefined || headers.authorization !== undefined;
}

function presentedKey(headers: IncomingHttpHeaders): string | null {
  const named = headers['x-api-key'];
  if (typeof named === 'string' && named !== '') return named;
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '');
  return bearer?.[1] ?? null;
}

function scopeFault(missing: readonly ApiScope[]): Fault {
  return {
    status: 403, code: 'forbidden', details: { scopes: missing.join(' ') },
    message: `This key lacks the scope ${missing.join(' and ')}; nothing was done.`,
  };
}

function rateFault(retryAfter: number, sentence: string): Fault {
  return {
    status: 429, code: 'rate_limited',
    message: `${sentence} Try again after ${retryAfter} s.`,
    headers: { 'retry-after': String(retryAfter) },
  };
}
