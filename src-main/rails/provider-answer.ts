import { z } from 'zod';

import { readExactJson } from './exact-json.ts';
import { providerText } from './provider-text.ts';
import { retryAfterMs } from './provider-time.ts';
import type { RailFinding, RailOutcome, RailReply } from './rail.ts';

/** An answer of the 2xx family that is JSON; what it says is for the rail's `translate.ts`. */
export type Taken = { readonly kind: 'taken'; readonly status: number; readonly json: unknown;
  readonly raw: string };
/** The provider's own clean "no": a 4xx that promises that nothing was done. */
export type Refused = { readonly kind: 'refused'; readonly status: number; readonly detail: string;
  /** The whole server says so, not the noun behind the route: the path is not served. */
  readonly isRoute: boolean };
/** Proof that the request was not received, or was turned away before it was looked at. */
export type NotReceived = { readonly kind: 'not-received'; readonly message: string;
  readonly retryAfterMs: number | null };
/** Nobody can say whether it was carried out. */
export type Unknown = { readonly kind: 'unknown'; readonly message: string };
/** What a reply means before anyone looks at its words. */
export type ProviderAnswer = Taken | Refused | NotReceived | Unknown;

/**
 * Sorts a reply by what it proves about a request that moves money (DESIGN 4, rule R5). A 5xx, a
 * redirect, 408, 425 and a 2xx that is no JSON prove nothing; 429 proves that it was turned away.
 */
export function readReply(reply: RailReply, nowMs: number): ProviderAnswer {
  if (!reply.ok) {
    const message = providerText(reply.message);
    return reply.sent === 'no'
      ? { kind: 'not-received', message, retryAfterMs: null }
      : { kind: 'unknown', message };
  }
  const { status, body } = reply;
  if (status >= 200 && status < 300) {
    const json = readExactJson(body);
    return json === undefined
      ? { kind: 'unknown', message: `The provider answered ${status} with something unreadable.` }
      : { kind: 'taken', status, json, raw: body };
  }
  const detail = sentenceOf(body);
  const message = detail === '' ? `The provider answered ${status}.`
    : `The provider answered ${status}: ${detail}`;
  if (status === 429) {
    return { kind: 'not-received', message, retryAfterMs: retryAfterMs(reply.headers, nowMs) };
  }
  if (status < 400 || status >= 500 || status === 408 || status === 425) {
    return { kind: 'unknown', message };
  }
  const isRoute = status === 405 || (status === 404 && /^(not found\.?)?$/i.test(detail));
  return { kind: 'refused', status, detail: message, isRoute };
}

/** Statuses of the 4xx family that say more than "refused". */
const REFUSAL_CODES: Readonly<Record<number, string>> = {
  401: 'provider_auth',
  402: 'insufficient_balance',
  403: 'provider_auth',
  405: 'provider_route',
  407: 'provider_auth',
  409: 'provider_conflict',
};

/** The stable code of a clean "no". */
export function refusalCode(refused: Refused): string {
  if (refused.isRoute) return 'provider_route';
  if (refused.status === 404) return 'provider_unknown_escrow';
  return REFUSAL_CODES[refused.status] ?? 'provider_refused';
}

/** What became of an operation whose money request was answered with anything but a 2xx. */
export function failedOutcome(answer: Exclude<ProviderAnswer, Taken>): RailOutcome {
  switch (answer.kind) {
    case 'refused':
      return { kind: 'rejected', code: refusalCode(answer), message: answer.detail };
    case 'not-received':
      return answer;
    case 'unknown':
      return { kind: 'unclear', message: answer.message };
  }
}

/**
 * The same for a question that went ahead of the money request: whatever happened to the question,
 * the request itself never left. Only refused credentials would refuse the request as well.
 */
export function outcomeBeforeSending(answer: Exclude<ProviderAnswer, Taken>): RailOutcome {
  if (answer.kind === 'not-received') return answer;
  if (answer.kind === 'refused' && refusalCode(answer) === 'provider_auth') {
    return failedOutcome(answer);
  }
  const why = answer.kind === 'refused' ? answer.detail : answer.message;
  const message = `Asked first, and got no usable answer; nothing was sent. ${why}`;
  return { kind: 'not-received', message: providerText(message), retryAfterMs: null };
}

type NoAnswer = Extract<RailFinding, { readonly kind: 'cannot-tell' | 'unavailable' }>;

/** What a failed question tells: 404 and 405 mean that this provider cannot say. */
export function failedFinding(answer: Exclude<ProviderAnswer, Taken>): NoAnswer {
  if (answer.kind === 'refused') {
    if (answer.status === 404 || answer.status === 405) return { kind: 'cannot-tell' };
    return unavailable(answer.detail);
  }
  return unavailable(answer.message);
}

export function unavailable(message: string): Extract<NoAnswer, { readonly kind: 'unavailable' }> {
  return { kind: 'unavailable', message: providerText(message) };
}

export function unclear(message: string): Extract<RailOutcome, { readonly kind: 'unclear' }> {
  return { kind: 'unclear', message: providerText(message) };
}

export function rejected(
  code: string,
  message: string,
): Extract<RailOutcome, { readonly kind: 'rejected' }> {
  return { kind: 'rejected', code, message: providerText(message) };
}

const problem = z.object({ msg: z.string() });
const refusalBody = z.object({
  detail: z.union([z.string(), z.array(problem)]).optional().catch(undefined),
  error: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  title: z.string().optional().catch(undefined),
});

/** The sentence inside a refusal, in the shapes that FastAPI, problem+json and Flask write. */
function sentenceOf(body: string): string {
  const parsed = refusalBody.safeParse(readExactJson(body));
  if (!parsed.success) return providerText(body);
  const { detail, error, message, title } = parsed.data;
  const listed = Array.isArray(detail) ? detail.map(({ msg }) => msg).join('; ') : detail;
  return providerText(listed ?? message ?? error ?? title ?? '');
}
