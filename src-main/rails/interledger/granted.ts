import type { Money } from '../../engine/domain/money.ts';
import type { ConsentGranted, RailCall } from '../rail.ts';
import { askedFailure } from './ask.ts';
import { paymentsFor } from './outgoing.ts';
import { requoted, shown } from './quoting.ts';
import { factsOf, readState, type ConsentState } from './state.ts';
import { belongs, deskOf, keptToken, type Desk } from './tokens.ts';
import { refused, settleSteps, StepFailed, type Failure } from './translate.ts';
import type { GrantView, TokenView } from './wire.ts';

/** A quote that ends sooner than this is replaced before it is relied on. */
const QUOTE_LEFT_MS_MIN = 30_000;

/**
 * Fetches the right to pay that the payer consented to. A lost answer is found out by asking again:
 * what was never received is given then, and what was given before is refused, ended and `lost`
 * (pitfall 5), so that the payer is troubled again only where it has to be.
 */
export function fetchConsent(call: RailCall, stateText: string): Promise<ConsentGranted> {
  const state = readState(stateText);
  const desk = deskOf(call, state);
  if (desk === null) return Promise.resolve(askedFailure(refused('seller_missing')));
  if (state === null || (state.interaction.ref === null && state.outgoingToken === null)) {
    return Promise.resolve(askedFailure(refused('consent_missing')));
  }
  if (state.outgoingToken !== null) return Promise.resolve({ kind: 'granted', ...factsOf(state) });
  return settleSteps(() => steps(desk, state, state.interaction.ref ?? ''), askedFailure);
}

async function steps(desk: Desk, state: ConsentState, ref: string): Promise<ConsentGranted> {
  const answer = await desk.client.continueGrant(state.interaction, ref);
  if (answer.kind !== 'read') return notGiven(desk, state, answer);
  const granted = await settleSteps<ConsentState | Failure>(
    async () => checkedRight(desk, state, answer.value), (failure) => failure,
  );
  // A right that is not the one that was asked for is ended where it was asked for.
  return 'kind' in granted ? endWith(desk, state, granted) : withLivingQuote(desk, granted);
}

/** The consent with the right that it gave, or the end of the step where that is another one. */
function checkedRight(
  desk: Desk, state: ConsentState, { access_token: view, continue: next }: GrantView,
): ConsentState {
  if (view === undefined) {
    throw new StepFailed(refused('consent_unexpected', 'It gave no right to pay.'));
  }
  const { authServer } = state.payer;
  const outgoingToken = keptToken(desk, view, authServer);
  const fault = limitsFault(view, state);
  if (fault !== null) throw new StepFailed(refused('limits_differ', fault));
  if (next === undefined) return { ...state, outgoingToken };
  // The server may name the way to the same grant anew.
  belongs(next.uri, authServer);
  const { uri: continueUri, access_token: { value: continueToken } } = next;
  desk.session.learn(continueToken);
  const interaction = { ...state.interaction, continueUri, continueToken };
  return { ...state, interaction, outgoingToken };
}

async function notGiven(
  desk: Desk, state: ConsentState, failure: Failure,
): Promise<ConsentGranted> {
  if (failure.kind === 'refused' && failure.code === 'too_fast') {
    return { kind: 'early', waitMs: state.interaction.waitMs };
  }
  if (failure.kind === 'not-received' && failure.retryAfterMs !== null) {
    return { kind: 'early', waitMs: failure.retryAfterMs };
  }
  if (failure.kind !== 'refused' || failure.code !== 'consent_lost') return askedFailure(failure);
  const { message } = failure;
  return await isEnded(desk, state) ? { kind: 'lost', message } : {
    kind: 'unavailable',
    message: 'The consent was lost, and the wallet could not be reached to end it.',
  };
}

/**
 * Ends the grant, and its tokens with it. Dead already is ended as well, and at a server that
 * refuses us nothing can be paid by us either.
 */
export async function isEnded(desk: Desk, { interaction }: ConsentState): Promise<boolean> {
  const answer = await desk.client.cancelGrant(interaction);
  return answer.kind === 'read' || answer.kind === 'refused';
}

async function endWith(
  desk: Desk, state: ConsentState, failure: Failure,
): Promise<ConsentGranted> {
  await isEnded(desk, state);
  return askedFailure(failure);
}

/** What the right that was given differs in from the one that was asked for (pitfall 6). */
function limitsFault({ access }: TokenView, { limit, incoming }: ConsentState): string | null {
  const limits = access.find(({ type }) => type === 'outgoing-payment')?.limits;
  if (limits?.debitAmount === undefined) return 'It names no limit.';
  if (!isSame(limits.debitAmount, limit)) {
    return `It is for ${shown(limits.debitAmount)} instead of ${shown(limit)}.`;
  }
  if (limits.interval !== undefined) return 'It is for more than one payment.';
  return limits.receiver === incoming.id ? null : 'It is not for this receiver alone.';
}

function isSame(one: Money, other: Money): boolean {
  return one.minor === other.minor && one.asset.code === other.asset.code
    && one.asset.scale === other.asset.scale;
}

/**
 * A consent can outlive its quote (pitfall 9). A fresh one has to fit what was agreed to. Where
 * none can be had just now, the old one is kept: paying it asks for a fresh one again.
 */
async function withLivingQuote(desk: Desk, state: ConsentState): Promise<ConsentGranted> {
  const granted = (now: ConsentState): ConsentGranted => ({ kind: 'granted', ...factsOf(now) });
  if (state.quote.expiresAt - desk.session.call.nowMs >= QUOTE_LEFT_MS_MIN) return granted(state);
  try {
    const { value: payments, state: listed } = await paymentsFor(desk, state);
    return granted(payments.length > 0 ? listed : await requoted(desk, listed));
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    const { failure } = error;
    const isFinal = failure.kind === 'refused' && failure.code === 'quote_changed';
    return isFinal ? endWith(desk, state, failure) : granted(desk.changed ?? state);
  }
}
