import type { RailCall } from '../rail.ts';
import { closeAnchor } from './anchor.ts';
import { readPublicIncoming } from './client.ts';
import { isEnded } from './granted.ts';
import { paymentsFor } from './outgoing.ts';
import { readState, type ConsentState, type Token } from './state.ts';
import { deskOf, type Desk } from './tokens.ts';
import { must, settleSteps, StepFailed } from './translate.ts';

/**
 * Ends a consent: its grant, the tokens, and the request for money while nothing was paid into it.
 * What is dead already counts as ended. False where somebody could not be reached.
 */
export function endConsent(call: RailCall, stateText: string): Promise<boolean> {
  const state = readState(stateText);
  // Nothing that we could read was ever opened.
  if (state === null) return Promise.resolve(true);
  const desk = deskOf(call, state);
  if (desk === null) return Promise.resolve(false);
  return settleSteps(() => steps(desk, state), () => false);
}

async function steps(desk: Desk, given: ConsentState): Promise<boolean> {
  const { isOpen, state } = await anchorStanding(desk, given);
  // The right to pay goes first: what is closed after it can no longer be overtaken.
  const isGrantOver = await isEnded(desk, state);
  if (isOpen) await closeQuietly(desk, state);
  const { outgoingToken, quoteToken, incoming } = state;
  let isOver = isGrantOver;
  for (const token of [outgoingToken, quoteToken, incoming.token]) {
    if (token !== null && !await isRevoked(desk, token)) isOver = false;
  }
  return isOver;
}

/** Open: nothing arrived at it, and no payment to it is under way. */
async function anchorStanding(
  desk: Desk, state: ConsentState,
): Promise<{ readonly isOpen: boolean; readonly state: ConsentState }> {
  const { session: { call, reach } } = desk;
  const seen = await readPublicIncoming(call, reach, state.incoming.id);
  if (seen.kind === 'read' && seen.value.receivedAmount.minor > 0n) return { isOpen: false, state };
  if (state.outgoingToken === null) return { isOpen: true, state };
  try {
    const { value: payments, state: now } = await paymentsFor(desk, state);
    return { isOpen: payments.every(({ failed }) => failed), state: now };
  } catch (error) {
    // A dead right to list can pay nothing either; what it paid before is not for us to cut off.
    if (error instanceof StepFailed && error.failure.kind === 'refused') {
      return { isOpen: false, state };
    }
    throw error;
  }
}

async function closeQuietly(desk: Desk, state: ConsentState): Promise<void> {
  try {
    await closeAnchor(desk, state);
  } catch (error) {
    // Good manners only: a wallet that refuses leaves a request that ends by itself.
    if (!(error instanceof StepFailed) || error.failure.kind !== 'refused') throw error;
  }
}

async function isRevoked(desk: Desk, token: Token): Promise<boolean> {
  const answer = await desk.client.revoke(token);
  if (answer.kind !== 'refused') must(answer);
  return true;
}
