import { z } from 'zod';
import { answer, internalError } from '../http/answers.ts';
import type { ProviderResponse } from '../provider.ts';

/** A refusal of an authorization server: the code is a word of GNAP. */
export function gnapError(status: number, code: string, description: string): ProviderResponse {
  return answer(status, { error: { code, description } });
}

/** A refusal of a resource server: the code is the status once more, as text. */
export function resourceError(
  status: number, description: string, details?: Readonly<Record<string, unknown>>,
): ProviderResponse {
  return answer(status, {
    error: { code: String(status), description, ...(details === undefined ? {} : { details }) },
  });
}

/**
 * A refusal about a token: it says where to ask for one. That is the server itself, without the
 * tenant that a grant is asked for with.
 */
export function tokenError(origin: string, status: number, description: string): ProviderResponse {
  const refusal = resourceError(status, description);
  return {
    ...refusal, headers: { ...refusal.headers, 'www-authenticate': `GNAP as_uri=${origin}/auth` },
  };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What an id that leads to nothing answers, whoever asks: a real Rafiki looks for the payment's
 * account before it looks at a token, and calls it a lack of authority not to find one. An id that
 * is no UUID it trips over.
 */
export function unknownPayment(kind: 'incoming' | 'outgoing', id: string): ProviderResponse {
  return UUID.test(id) ? resourceError(401, 'Unauthorized', {
    description: `Failed to get wallet address from ${kind} payment`, id,
  }) : internalError();
}

export function noContent(): ProviderResponse {
  return { status: 204, headers: {}, bodyText: '' };
}

export function redirect(location: string, cookie?: string): ProviderResponse {
  return {
    status: 302, bodyText: '',
    headers: { location, ...(cookie === undefined ? {} : { 'set-cookie': cookie }) },
  };
}

/** A page for a person; nothing of it may be kept or put into a frame. */
export function page(status: number, html: string): ProviderResponse {
  return {
    status, bodyText: html,
    headers: {
      'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; "
        + "frame-ancestors 'none'",
    },
  };
}

/** An amount on the wire: minor units in digits, at most those of an unsigned 64-bit number. */
export const amountShape = z.object({
  value: z.string().regex(/^\d{1,19}$/), assetCode: z.string(), assetScale: z.number().int(),
});

/** A JSON object, or null; what is in it is for a schema to say. */
export function readJson(bodyText: string): unknown {
  try {
    return JSON.parse(bodyText === '' ? '{}' : bodyText);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
