import type { Money } from './money.ts';
import type { Sealed } from './records.ts';
import { refuse } from './refusals.ts';
import { accept, type Result } from './result.ts';

/**
 * A payer's consent to one payout. `preparing`: the provider is asked for a quote and a link.
 * `asked`: the payer has the link. `declined`: someone came back saying that the payer refused,
 * which anybody can claim; the provider is asked to end it. `returned`: the payer came back with a
 * proof; the consent is about to be fetched. `granted`: the payout may be sent. `ended`: nothing
 * can be paid under it any more, for the reason in `endedAs`.
 */
export const consentStates = [
  'preparing', 'asked', 'declined', 'returned', 'granted', 'ended',
] as const;
export type ConsentState = (typeof consentStates)[number];

/**
 * Why a consent ended. `declined` by its payer; `lapsed` because nobody used the link; `replaced`
 * by a newer one; `withdrawn` with its operation; `refused` by the provider; `used` by a payout
 * that has ended.
 */
export const consentEnds = [
  'declined', 'lapsed', 'replaced', 'withdrawn', 'refused', 'used',
] as const;
export type ConsentEnd = (typeof consentEnds)[number];

export type ConsentSignal = 'ask' | 'decline' | 'return' | 'grant' | 'end';

/** The one table of a consent's life. */
export const consentTable = {
  preparing: { ask: 'asked', end: 'ended' },
  asked: { return: 'returned', decline: 'declined', end: 'ended' },
  declined: { end: 'ended' },
  returned: { grant: 'granted', end: 'ended' },
  granted: { end: 'ended' },
  ended: {},
} as const satisfies Record<ConsentState, Readonly<Partial<Record<ConsentSignal, ConsentState>>>>;

/**
 * One consent. Times are UTC milliseconds. `box` holds what only the rail reads (tokens, nonces)
 * and the unguessable part of the finish address, sealed together; the address is found again by
 * `finishHash`, its SHA-256.
 */
export type Consent = {
  readonly id: string;
  readonly paymentId: string;
  readonly operationId: string;
  /** Counts the consents of this payment, from 1. */
  readonly ordinal: number;
  readonly state: ConsentState;
  readonly endedAs: ConsentEnd | null;
  readonly finishHash: string;
  /** Where the payer consents; null before the provider gave it. */
  readonly link: string | null;
  /** When the link stops working. */
  readonly linkExpiresAt: number | null;
  /** Before this moment the provider hands no consent out. */
  readonly readyAt: number | null;
  /** What the payer will be debited, fees included, in the payer's own asset. */
  readonly debit: Money | null;
  /** What the payee will receive. */
  readonly receive: Money | null;
  readonly incomingReference: string | null;
  readonly quoteReference: string | null;
  readonly quoteExpiresAt: number | null;
  readonly box: Sealed;
  /** What the provider or the payer's wallet said last, where that was not a yes. */
  readonly failureText: string | null;
  /** Questions to the provider that got no usable answer, since the state last moved. */
  readonly tries: number;
  /** When something is to be done about it next. */
  readonly dueAt: number;
  readonly createdAt: number;
  readonly returnedAt: number | null;
  readonly endedAt: number | null;
  /** When nothing was left open for it at the provider, or no answer could be had about that. */
  readonly closedAt: number | null;
  readonly version: number;
};

/** The next state, or the refusal. Performs nothing. */
export function moveConsent(
  consent: Consent,
  signal: ConsentSignal,
  patch: Partial<Consent>,
): Result<Consent> {
  const moves: Readonly<Partial<Record<ConsentSignal, ConsentState>>> = consentTable[consent.state];
  const state = moves[signal];
  if (state === undefined) return refuse('state_forbids', { consent: consent.state, signal });
  return accept({ ...consent, tries: 0, ...patch, state });
}

/**
 * Ends a consent that has not ended. What it leaves at the provider is cleared away next; the
 * commit that records it sets the times.
 */
export function endConsent(consent: Consent, endedAs: ConsentEnd): Consent {
  return consent.state === 'ended' ? consent : { ...consent, state: 'ended', endedAs, tries: 0 };
}
