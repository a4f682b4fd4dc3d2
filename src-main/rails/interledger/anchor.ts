import type { Money } from '../../engine/domain/money.ts';
import type { ConsentRequest } from '../rail.ts';
import { readPublicIncoming } from './client.ts';
import { paymentsFor } from './outgoing.ts';
import type { ConsentState, Token, WalletState } from './state.ts';
import { belongs, incomingToken, withToken, type Desk } from './tokens.ts';
import { must, refused, StepFailed, type Answer } from './translate.ts';
import type { IncomingView } from './wire.ts';

const HOUR_MS = 3_600_000;
/** Long enough for consent, quote and deadline together; servers take at most 30 days. */
const ANCHOR_LIFE_MS = 24 * HOUR_MS;
/** What an anchor still has to live to be used again. */
const LEFT_MS_MIN = HOUR_MS;

/** The incoming payment that carries one operation: its idempotency key (pitfall 3). */
export type Anchor = ConsentState['incoming'];

type Wanted = {
  readonly request: Pick<ConsentRequest, 'key' | 'amount' | 'description' | 'isRepeated'>;
  readonly payee: WalletState;
};

/**
 * The anchor of an earlier consent where it is still open and unpaid, otherwise a new one. Money
 * that arrived, or is on its way, under an earlier link ends the step.
 */
export async function anchorFor(
  desk: Desk, wanted: Wanted, previous: ConsentState | null,
): Promise<Anchor> {
  const earlier = previous === null ? null : await earlierAnchor(desk, wanted, previous);
  return earlier ?? newAnchor(desk, wanted);
}

async function earlierAnchor(
  desk: Desk, { request, payee }: Wanted, previous: ConsentState,
): Promise<Anchor | null> {
  if (previous.key !== request.key || previous.payee.id !== payee.id) return null;
  await refusePaymentUnderWay(desk, previous);
  const { incoming } = previous;
  const { view, token, isGone } = await livingOrGone(desk, previous);
  // Nothing arrived there, nothing can any more, and no payment to it is under way.
  if (isGone) return null;
  refuseArrived(view);
  const isSame = incoming.amount.minor === request.amount.minor;
  const leftMs = incoming.expiresAt - desk.session.call.nowMs;
  if (!view.completed && isSame && leftMs > LEFT_MS_MIN) return { ...incoming, token };
  // Nothing may arrive at the old one once there is a new one.
  const old = { ...previous, incoming: { ...incoming, token } };
  const { view: closed } = await closeAnchor(desk, old);
  refuseArrived(closed);
  return null;
}

function refuseArrived({ receivedAmount }: ReadAnchor['view']): void {
  if (receivedAmount.minor > 0n) throw new StepFailed(refused('already_paid'));
}

/**
 * Before a new quote the payments of earlier ones are listed (DESIGN 7). Where the right to list
 * them is dead there is no way to; then the anchor alone keeps a second payment from arriving.
 */
async function refusePaymentUnderWay(desk: Desk, previous: ConsentState): Promise<void> {
  if (previous.outgoingToken === null) return;
  try {
    const { value: payments } = await paymentsFor(desk, previous);
    if (payments.some(({ failed }) => !failed)) throw new StepFailed(refused('already_paying'));
  } catch (error) {
    const isDead = error instanceof StepFailed && error.failure.kind === 'refused'
      && error.failure.code !== 'already_paying';
    if (!isDead) throw error;
  }
}

/**
 * Makes a request for money. Where its answer may have been lost, now or the last time, it is
 * looked for before another is made.
 */
async function newAnchor(desk: Desk, { request, payee }: Wanted): Promise<Anchor> {
  const { nowMs } = desk.session.call;
  const { amount, description, key } = request;
  const create = (expiresAt: string | null) => (token: Token): Promise<Answer<IncomingView>> =>
    desk.client.createIncoming(payee, token.value, {
      amount, expiresAt, metadata: { description, paydesk: key },
    });
  const renew = (): Promise<Token> => incomingToken(desk, payee);
  const until = new Date(nowMs + ANCHOR_LIFE_MS).toISOString();
  const first = request.isRepeated ? await renew() : null;
  const made = first === null ? null : await lostAnchor(desk, { request, payee }, first);
  if (first !== null && made !== null) return kept(made, { payee, request, token: first, nowMs });
  let { answer, token } = await withToken(desk, first, { renew, attempt: create(until) });
  if (answer.kind === 'unknown') {
    const found = await lostAnchor(desk, { request, payee }, token);
    if (found !== null) return kept(found, { payee, request, token, nowMs });
    ({ answer, token } = await withToken(desk, token, { renew, attempt: create(until) }));
  }
  // Its clock is far from ours: then its own default has to do, which is longer.
  if (answer.kind === 'refused' && answer.code === 'expiry_invalid') {
    ({ answer, token } = await withToken(desk, token, { renew, attempt: create(null) }));
  }
  return kept(must(answer), { payee, request, token, nowMs });
}

async function lostAnchor(
  desk: Desk, { request, payee }: Wanted, token: Token,
): Promise<IncomingView | null> {
  const { result } = must(await desk.client.listIncoming(payee, token.value));
  return result.find(({ metadata, completed, receivedAmount, incomingAmount }) =>
    metadata['paydesk'] === request.key && !completed && receivedAmount.minor === 0n
    && incomingAmount?.minor === request.amount.minor) ?? null;
}

function kept(
  { id, walletAddress, incomingAmount, createdAt, expiresAt }: IncomingView,
  { payee, request: { amount }, token, nowMs }: Wanted & {
    readonly token: Token; readonly nowMs: number;
  },
): Anchor {
  belongs(id, payee.resourceServer);
  // The right to make it reaches every account of the bank (pitfall 15).
  if (incomingAmount?.minor !== amount.minor || (walletAddress ?? payee.id) !== payee.id) {
    throw new StepFailed(refused('quote_differs', 'It asks for another amount or payee.'));
  }
  // How long it lives is what its server made of our wish, told by the server's own clock.
  const lifeMs = expiresAt === null || createdAt === null ? ANCHOR_LIFE_MS : expiresAt - createdAt;
  return { id, amount, token, createdAt: createdAt ?? nowMs, expiresAt: nowMs + lifeMs };
}

export type ReadAnchor = {
  readonly view: Pick<IncomingView, 'receivedAmount' | 'completed'>; readonly raw: string;
  readonly token: Token;
  /** It ran out, and its bank has forgotten it. */
  readonly isGone: boolean;
};

/**
 * The anchor as the payee's bank shows it to its client, or else as it shows it to anybody: what
 * arrived there (pitfall 16).
 */
export async function seeAnchor(desk: Desk, state: ConsentState): Promise<ReadAnchor> {
  try {
    return await livingOrGone(desk, state);
  } catch (error) {
    if (!(error instanceof StepFailed) || error.failure.kind !== 'refused') throw error;
    const { id, token } = state.incoming;
    const { receivedAmount, raw } = await seenByAnybody(desk, id);
    return { view: { receivedAmount, completed: false }, raw, token, isGone: false };
  }
}

/** What arrived at a request for money, as its bank tells whoever asks. */
export async function seenByAnybody(
  { session: { call, reach, redact } }: Desk, id: string,
): Promise<{ readonly receivedAmount: Money; readonly raw: string }> {
  const answer = await readPublicIncoming(call, reach, id);
  const { receivedAmount } = must(answer);
  return { receivedAmount, raw: answer.kind === 'read' ? redact(answer.raw) : '' };
}

/**
 * An anchor that ran out and received nothing is deleted at its bank (Rafiki since June 2026, a
 * second after its expiry). Before its time, a bank that does not know it proves nothing.
 */
async function livingOrGone(desk: Desk, state: ConsentState): Promise<ReadAnchor> {
  const { expiresAt, amount: { asset }, token } = state.incoming;
  try {
    return await readAnchor(desk, state);
  } catch (error) {
    if (isForgotten(error) && expiresAt <= desk.session.call.nowMs) {
      const view = { receivedAmount: { minor: 0n, asset }, completed: true };
      return { view, raw: '', token, isGone: true };
    }
    throw error;
  }
}

/** The payee's bank says that it knows no such request for money. */
export function isForgotten(error: unknown): boolean {
  return error instanceof StepFailed && error.failure.kind === 'refused'
    && error.failure.code === 'incoming_gone';
}

/** The same where only its client may go on: to use it again, or to close it. */
export async function readAnchor(
  desk: Desk, { incoming, payee }: ConsentState,
): Promise<ReadAnchor> {
  const { answer, token } = await withToken(desk, incoming.token, {
    renew: () => incomingToken(desk, payee),
    attempt: ({ value }) => desk.client.readIncoming(incoming.id, value),
  });
  const view = must(answer);
  return { view, raw: answer.kind === 'read' ? answer.raw : '', token, isGone: false };
}

/**
 * The anchor where the payer's bank says that its payment failed: closed, because that word alone
 * does not keep a later one from arriving. Where we may not close it, what can be seen has to do.
 */
export async function closedOrSeen(desk: Desk, state: ConsentState): Promise<ReadAnchor> {
  try {
    return await closeAnchor(desk, state);
  } catch (error) {
    if (error instanceof StepFailed && error.failure.kind === 'refused') {
      return seeAnchor(desk, state);
    }
    throw error;
  }
}

/** Closes the anchor, so that nothing more can arrive, and reads what did. */
export async function closeAnchor(desk: Desk, state: ConsentState): Promise<ReadAnchor> {
  const { incoming, payee } = state;
  const { answer, token } = await withToken(desk, incoming.token, {
    renew: () => incomingToken(desk, payee),
    attempt: ({ value }) => desk.client.completeIncoming(incoming.id, value),
  });
  // Closed before, by its payee, by its expiry or because it is paid: all the same.
  const wasClosed = answer.kind === 'refused' && answer.code === 'wrong_state';
  if (!wasClosed) must(answer);
  const seen = await readAnchor(desk, { ...state, incoming: { ...incoming, token } });
  if (wasClosed || seen.view.completed) return seen;
  // Some proxy said yes to everything.
  throw new StepFailed({
    kind: 'unknown', status: null, message: 'The payee\'s wallet did not close the request.',
  });
}
