import type { z } from 'zod';

import { readExactJson } from '../exact-json.ts';
import { providerText } from '../provider-text.ts';
import { retryAfterMs } from '../provider-time.ts';
import type { RailReply } from '../rail.ts';
import { codeNamed, refusals, type RefusalCode } from './refusals.ts';
import { errorView, type TransactionRecord } from './wire.ts';

/**
 * Every state of a Circle transaction (guide 1.6). `rank` only rises: answers and notifications
 * come out of order. STUCK is in flight: it was sent, with too low a fee.
 */
export const circleStates = {
  INITIATED: { rank: 0, phase: 'open' },
  WAITING: { rank: 1, phase: 'open' },
  QUEUED: { rank: 1, phase: 'open' },
  CLEARED: { rank: 1, phase: 'open' },
  SENT: { rank: 2, phase: 'open' },
  STUCK: { rank: 2, phase: 'stuck' },
  // Arc goes from SENT to COMPLETE; elsewhere this may come late or never.
  CONFIRMED: { rank: 3, phase: 'open' },
  COMPLETE: { rank: 9, phase: 'complete' },
  FAILED: { rank: 9, phase: 'ended' },
  DENIED: { rank: 9, phase: 'ended' },
  CANCELLED: { rank: 9, phase: 'ended' },
} as const satisfies Record<string, { readonly rank: number; readonly phase: Phase }>;
export type Phase = 'open' | 'stuck' | 'complete' | 'ended';
export type CircleState = keyof typeof circleStates;

/** Circle's notifications spell it with one L. */
const SPELLINGS: Readonly<Record<string, CircleState>> = { CANCELED: 'CANCELLED' };

/** Null for a state that we do not know: what was known before stays. */
export function readState(word: string): CircleState | null {
  const upper = word.toUpperCase();
  const spelled = SPELLINGS[upper] ?? upper;
  return isState(spelled) ? spelled : null;
}

function isState(word: string): word is CircleState {
  return Object.hasOwn(circleStates, word);
}

/** Why Circle ended a transaction, in its words; new ones may come any day. */
const REASONS: readonly (readonly [RegExp, RefusalCode])[] = [
  [/^INSUFFICIENT_(NATIVE_TOKEN|TOKEN|TOKEN_BALANCE)$/, 'insufficient_treasury'],
  [/^ESTIMATION_ERROR$/, 'estimation_failed'],
  [/^FAILED_ON_CHAIN$/, 'failed_on_chain'],
  [/^(FEE_EXCEEDS_MAX_ALLOWANCE|GAS_LIMIT_TOO_LOW)$/, 'fee_refused'],
  [/^PAYMASTER_POLICY_/, 'policy_refused'],
  [/^TX_NOT_INITIATED$/, 'not_initiated'],
  [/^INTERNAL_ERROR$/, 'provider_failed'],
];

/** The stable code and the sentence of a transaction that ended without paying. */
export function endedBecause(state: CircleState, record: TransactionRecord): Refused {
  const { errorReason, errorDetails } = record;
  const more = [errorReason, errorDetails].filter((text) => text !== null).join(': ');
  const known = REASONS.find(([reason]) => reason.test(errorReason ?? ''))?.[1];
  if (known !== undefined) return refused(known, more);
  if (state === 'DENIED') return refused('denied', more);
  return refused(state === 'CANCELLED' ? 'cancelled' : 'payout_failed', more);
}

export type Refused = {
  readonly kind: 'refused'; readonly code: RefusalCode; readonly message: string;
};
/** Proof that the request was not received, or was turned away before it was looked at. */
export type NotReceived = {
  readonly kind: 'not-received'; readonly message: string; readonly retryAfterMs: number | null;
  /** Circle asks for a pause; nothing is wrong. */
  readonly paced?: true;
};
/** Nobody can say whether it was carried out. */
export type Unknown = { readonly kind: 'unknown'; readonly message: string };
export type Failure = Refused | NotReceived | Unknown;
export type Answer<T> = { readonly kind: 'read'; readonly value: T } | Failure;

/** The "no" with its sentence; `more` says what is particular about this one. */
export function refused(code: RefusalCode, more = ''): Refused {
  const message = more === '' ? refusals[code] : `${refusals[code]} ${more}`;
  return { kind: 'refused', code, message: providerText(message) };
}

/** Refusals that say "not now": nothing was made, and the same request may be sent again. */
const LATER: ReadonlySet<RefusalCode> = new Set(['too_many_pending', 'ciphertext_reused']);
/**
 * Of these the one under which nothing is wrong with the request: the wallet's lane is full, for as
 * long as the oldest transfer in it waits for the chain. Counted as failed tries, a single stuck
 * transfer would make dead letters of all that come after it.
 */
const PACED: ReadonlySet<RefusalCode> = new Set(['too_many_pending']);

/**
 * Sorts a reply by what it proves about a request that moves money (R5), and reads it. A 5xx, a
 * redirect, 408, 409, 425 and a 2xx that cannot be read prove nothing; 429 proves that it was
 * turned away.
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
      : { kind: 'unknown', message };
  }
  const { status, headers } = reply;
  if (status >= 200 && status < 300) return read(reply, shape);
  const { code, detail } = errorOf(reply.body, redact);
  const said = `Circle answered ${status}${detail === '' ? '.' : `: ${detail}`}`;
  const later = retryAfterMs(headers, nowMs);
  if (status === 429) {
    return { kind: 'not-received', message: said, retryAfterMs: later, paced: true };
  }
  // 409 stands in none of Circle's documents; it may mean that the same key is being worked on.
  if (status < 400 || status >= 500 || [408, 409, 425].includes(status)) {
    return { kind: 'unknown', message: said };
  }
  const named = codeNamed(code, { status, isBare: code === null && detail === '' });
  if (LATER.has(named)) {
    return {
      kind: 'not-received', message: refused(named, said).message, retryAfterMs: later,
      ...(PACED.has(named) ? { paced: true } : {}),
    };
  }
  return refused(named, code === null ? said : `${said} (${code})`);
}

function read<T>(
  { status, body }: Extract<RailReply, { readonly ok: true }>, shape: z.ZodType<T>,
): Answer<T> {
  const json = readExactJson(body);
  const data = typeof json === 'object' && json !== null && 'data' in json ? json.data : undefined;
  const parsed = shape.safeParse(data);
  return parsed.success ? { kind: 'read', value: parsed.data }
    : { kind: 'unknown', message: `Circle answered ${status} with something unreadable.` };
}

function errorOf(
  body: string, redact: (text: string) => string,
): { readonly code: number | null; readonly detail: string } {
  const parsed = errorView.safeParse(readExactJson(body));
  // A page of a proxy is no sentence of Circle's.
  if (!parsed.success) return { code: null, detail: '' };
  const { code, message, errors } = parsed.data;
  const details = errors.flatMap((error) => error.message ?? []);
  return {
    code: code !== null && /^-?\d{1,9}$/.test(code) ? Number.parseInt(code, 10) : null,
    detail: providerText(redact([...(message === null ? [] : [message]), ...details].join('; '))),
  };
}
