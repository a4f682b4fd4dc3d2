import { z } from 'zod';

import { readExactJson } from '../exact-json.ts';
import { providerText } from '../provider-text.ts';
import { retryAfterMs } from '../provider-time.ts';
import type { RailReply } from '../rail.ts';
import { errorView } from './wire.ts';

/**
 * Every clean "no" of an Open Payments server, with the sentence that an operator reads. The first
 * group are ours: reasons for which nothing was asked, or for which an answer was not taken.
 */
export const refusals = {
  rail_unsupported: 'Open Payments only pays out; nothing was sent.',
  seller_missing: 'No account with a readable key is set for this payment, so nothing could be '
    + 'signed. Set it among the sellers.',
  address_refused: 'A wallet names an address that is not called.',
  asset_mismatch: 'The payee\'s wallet is in another currency than the amount.',
  consent_missing: 'There is no consent of the payer for this payment; nothing was sent.',
  consent_unexpected: 'The payer\'s wallet asked nobody, so there is no consent to rely on.',
  quote_differs: 'The quote is not for what was asked.',
  quote_changed: 'The quote has changed, and the payer agreed to less.',
  limits_differ: 'The payer\'s wallet gave another right than the one that was asked for; it was '
    + 'ended.',
  already_paid: 'Money has already arrived under an earlier link of this payment.',
  already_paying: 'A payment under an earlier link is still under way.',
  payment_failed: 'The payer\'s wallet could not pay.',
  nothing_sent: 'Nothing arrived, and nothing can arrive any more.',
  // From here on: the servers' words.
  too_fast: 'The wallet was asked too early.',
  consent_lost: 'The consent was given to an answer that never arrived, or has ended.',
  client_unknown: 'The wallet\'s server could not fetch the seller\'s public keys: the address, '
    + 'the key id, or the server that publishes them is wrong or cannot be reached.',
  signature_refused: 'The wallet\'s server does not accept the seller\'s signature. Check that the '
    + 'key belongs to the key id.',
  token_revoked: 'The right to do this has ended at the wallet.',
  grant_insufficient: 'The right that was given does not cover this.',
  limit_exceeded: 'The payment is above what the payer agreed to.',
  grant_refused: 'The wallet\'s server refused to give the right that was asked for.',
  wallet_unknown: 'This wallet address does not exist.',
  receiver_invalid: 'The payee\'s request for money cannot be paid: it was paid, has ended, or its '
    + 'server cannot be reached.',
  amount_too_small: 'The fees would take all of this amount.',
  amount_invalid: 'The wallet does not take this amount.',
  expiry_invalid: 'The wallet does not take this expiry.',
  quote_expired: 'The quote has run out or was used.',
  quote_unknown: 'The wallet does not know the quote.',
  wrong_state: 'The payee\'s request for money is closed already.',
  incoming_gone: 'The payee\'s bank does not know the request for money.',
  list_refused: 'The wallet does not list its payments in this way.',
  provider_conflict: 'The wallet\'s server says that this conflicts with its state.',
  provider_auth: 'The wallet\'s server refused access.',
  provider_route: 'The wallet\'s server does not serve this address.',
  provider_refused: 'The wallet\'s server refused the request.',
} as const;
export type RefusalCode = keyof typeof refusals;

export type Refused = {
  readonly kind: 'refused'; readonly code: RefusalCode; readonly message: string;
};
/** Proof that the request was not received, or was turned away before it was looked at. */
export type NotReceived = {
  readonly kind: 'not-received'; readonly message: string; readonly retryAfterMs: number | null;
};
/** Nobody can say whether it was carried out. `status` is null where no answer came. */
export type Unknown = {
  readonly kind: 'unknown'; readonly message: string; readonly status: number | null;
};
export type Failure = Refused | NotReceived | Unknown;
export type Answer<T> =
  | { readonly kind: 'read'; readonly value: T; readonly raw: string }
  | Failure;

/** The "no" with its sentence; `more` says what is particular about this one. */
export function refused(code: RefusalCode, more = ''): Refused {
  const message = more === '' ? refusals[code] : `${refusals[code]} ${more}`;
  return { kind: 'refused', code, message: providerText(message) };
}

type Rule = {
  readonly status: number;
  /** The server's own code: a word at authorization servers, the status at resource servers. */
  readonly word?: RegExp;
  readonly says?: RegExp;
  /** The sentence within its details. */
  readonly adds?: RegExp;
  readonly as: RefusalCode;
};

/** The guide's section 4, row by row; the first row that fits is meant. */
const RULES: readonly Rule[] = [
  { status: 400, word: /^too_fast$/, as: 'too_fast' },
  { status: 400, word: /^invalid_client$/, as: 'client_unknown' },
  { status: 400, says: /^non-positive receive amount/i, as: 'amount_too_small' },
  { status: 400, says: /^invalid quote/i, as: 'quote_expired' },
  { status: 400, says: /^invalid receiver/i, as: 'receiver_invalid' },
  { status: 400, says: /^invalid amount/i, as: 'amount_invalid' },
  { status: 400, says: /^invalid expiresAt/i, as: 'expiry_invalid' },
  { status: 400, says: /^could not get wallet address/i, as: 'wallet_unknown' },
  { status: 400, says: /^(last requires cursor|first must be)/i, as: 'list_refused' },
  { status: 400, word: /^invalid_(request|interaction)$/, as: 'grant_refused' },
  { status: 400, says: /access_token\.access/, as: 'grant_refused' },
  { status: 401, word: /^(request_denied|invalid_continuation)$/, as: 'consent_lost' },
  { status: 404, word: /^invalid_continuation$/, as: 'consent_lost' },
  { status: 401, says: /^invalid access token/i, as: 'token_revoked' },
  { status: 401, says: /^(invalid signature|signature validation)/i, as: 'signature_refused' },
  { status: 403, says: /^inactive token/i, as: 'token_revoked' },
  { status: 403, says: /^insufficient grant/i, as: 'grant_insufficient' },
  { status: 403, says: /^unauthorized/i, as: 'limit_exceeded' },
  { status: 404, says: /^could not get wallet address/i, as: 'wallet_unknown' },
  { status: 404, says: /^unknown quote/i, as: 'quote_unknown' },
  { status: 409, says: /^wrong state/i, as: 'wrong_state' },
  { status: 401, adds: /^failed to get wallet address from incoming/i, as: 'incoming_gone' },
  { status: 401, as: 'provider_auth' },
  { status: 403, as: 'provider_auth' },
  { status: 405, as: 'provider_route' },
  { status: 404, says: /^(not found\.?)?$/i, as: 'provider_route' },
  { status: 409, as: 'provider_conflict' },
];

/**
 * Sorts a reply by what it proves about a request that moves money (R5), and reads it. A 5xx, a
 * redirect, 408, 425 and a 2xx that cannot be read prove nothing; 429 proves that it was turned
 * away. `redact` takes our own secrets out of what is kept.
 */
export function readAnswer<T>(
  reply: RailReply,
  { shape, nowMs, redact }: {
    readonly shape: z.ZodType<T>; readonly nowMs: number;
    readonly redact: (text: string) => string;
  },
): Answer<T> {
  if (!reply.ok) {
    const message = providerText(redact(reply.message));
    return reply.sent === 'no' ? { kind: 'not-received', message, retryAfterMs: null }
      : { kind: 'unknown', message, status: null };
  }
  const { status, body, headers } = reply;
  if (status >= 200 && status < 300) {
    const read = shape.safeParse(body === '' ? null : readExactJson(body));
    return read.success ? { kind: 'read', value: read.data, raw: redact(body) } : {
      kind: 'unknown', status,
      message: `The wallet's server answered ${status} with something unreadable.`,
    };
  }
  const { word, says, adds } = errorOf(body);
  const told = providerText(redact(says), 160);
  const message = told === '' ? `The wallet's server answered ${status}.`
    : `The wallet's server answered ${status}: ${told}`;
  if (status === 429) {
    return { kind: 'not-received', message, retryAfterMs: retryAfterMs(headers, nowMs) };
  }
  if (status < 400 || status >= 500 || status === 408 || status === 425) {
    return { kind: 'unknown', message, status };
  }
  const rule = RULES.find((one) => one.status === status
    && (one.word?.test(word) ?? true) && (one.says?.test(says) ?? true)
    && (one.adds?.test(adds) ?? true));
  return refused(rule?.as ?? 'provider_refused', `(${message})`);
}

/** The shape of an answer of which nothing but its status matters. */
export const anything: z.ZodType<unknown> = z.unknown();

/** The server's code and sentence; other JSON and pages as their text. */
function errorOf(
  body: string,
): { readonly word: string; readonly says: string; readonly adds: string } {
  const parsed = errorView.safeParse(readExactJson(body));
  if (!parsed.success) return { word: '', says: body, adds: '' };
  const { code = '', description = '', details } = parsed.data.error;
  return { word: code, says: description, adds: details?.description ?? '' };
}

/** A step that came to nothing; the entry points say what that means for their caller. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** What was read, or the end of the step. */
export function must<T>(answer: Answer<T>): T {
  if (answer.kind === 'read') return answer.value;
  throw new StepFailed(answer);
}

/** Runs steps up to the first that fails, and says what that failure means. */
export async function settleSteps<T>(
  steps: () => Promise<T>, meaning: (failure: Failure) => T,
): Promise<T> {
  try {
    return await steps();
  } catch (error) {
    if (error instanceof StepFailed) return meaning(error.failure);
    throw error;
  }
}
