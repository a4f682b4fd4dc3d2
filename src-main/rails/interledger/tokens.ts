import type { RailCall } from '../rail.ts';
import { sameOrigin } from './addresses.ts';
import { createClient, type OpenPaymentsClient } from './client.ts';
import { secretsOf, type ConsentState, type Token, type WalletState } from './state.ts';
import { must, refused, StepFailed, type Answer } from './translate.ts';
import { sessionOf, type Session } from './transport.ts';
import type { TokenView } from './wire.ts';

const TOKEN_LIFE_MS = 600_000;

/** Who talks to whom in one call of the rail. */
export type Desk = {
  readonly session: Session;
  readonly client: OpenPaymentsClient;
  /**
   * The consent as the provider knows it now, where this call changed it: it has to reach the
   * engine whatever else comes of the call, because the token in the old one is dead.
   */
  changed: ConsentState | null;
};

/** Null where nobody is there to sign. `state` is known, so its secrets are never shown. */
export function deskOf(call: RailCall, state: ConsentState | null): Desk | null {
  const session = sessionOf(call);
  if (session === null) return null;
  if (state !== null) session.learn(...secretsOf(state));
  return { session, client: createClient(session), changed: null };
}

/**
 * A token as it is kept. Where it is managed has to be the server that gave it (security 3.8):
 * otherwise a wallet could send our signed requests elsewhere.
 */
export function keptToken({ session }: Desk, view: TokenView, authServer: string): Token {
  session.learn(view.value);
  const { value, manage } = view;
  belongs(manage, authServer);
  const lifeMs = view.expires_in === null ? TOKEN_LIFE_MS : view.expires_in * 1_000;
  return { value, manage, expiresAt: session.call.nowMs + lifeMs };
}

/** Ends the step where an address does not belong to the server that named it. */
export function belongs(url: string, server: string): void {
  if (sameOrigin(url, server)) return;
  throw new StepFailed(refused('address_refused', 'It leads from one server to another.'));
}

/** A right at the payee's bank: to make, read, list and close requests for money. */
export function incomingToken(desk: Desk, payee: WalletState): Promise<Token> {
  return askedToken(desk, payee.authServer, {
    type: 'incoming-payment', actions: ['create', 'read', 'list', 'complete'],
  });
}

/** A right at the payer's bank: to ask what a payment would cost. */
export function quoteToken(desk: Desk, payer: WalletState): Promise<Token> {
  return askedToken(desk, payer.authServer, { type: 'quote', actions: ['create', 'read'] });
}

async function askedToken(
  desk: Desk, authServer: string, access: Parameters<OpenPaymentsClient['requestGrant']>[1],
): Promise<Token> {
  const reply = must(await desk.client.requestGrant(authServer, access));
  if (reply.access_token === undefined) {
    throw new StepFailed(refused('grant_refused', 'It wants to ask a person first.'));
  }
  return keptToken(desk, reply.access_token, authServer);
}

/**
 * Uses a token that anybody may ask for again: where it turns out to be dead, a new one is asked
 * for, once. Answers with the token that was used last.
 */
export async function withToken<T>(
  desk: Desk, held: Token | null,
  { renew, attempt }: {
    readonly renew: () => Promise<Token>; readonly attempt: (token: Token) => Promise<Answer<T>>;
  },
): Promise<{ readonly answer: Answer<T>; readonly token: Token }> {
  const isAlive = held !== null && held.expiresAt > desk.session.call.nowMs;
  const token = isAlive ? held : await renew();
  const answer = await attempt(token);
  if (answer.kind !== 'refused' || answer.code !== 'token_revoked') return { answer, token };
  const fresh = await renew();
  return { answer: await attempt(fresh), token: fresh };
}

/**
 * The consent with a new value of the right to pay, which no other grant can replace; that works
 * after its expiry too. The old value is dead from then on.
 */
export async function rotated(
  desk: Desk, state: ConsentState, token: Token,
): Promise<ConsentState & { readonly outgoingToken: Token }> {
  const view = must(await desk.client.rotate(token));
  const outgoingToken = keptToken(desk, view.access_token, state.payer.authServer);
  const changed = { ...state, outgoingToken };
  desk.changed = changed;
  return changed;
}
