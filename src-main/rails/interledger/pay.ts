import type { RailCall, RailOperation, RailOutcome } from '../rail.ts';
import { paymentsFor, withRight } from './outgoing.ts';
import { requoted } from './quoting.ts';
import { requestMoney } from './request.ts';
import { readState, writeState, type ConsentState } from './state.ts';
import { deskOf, type Desk } from './tokens.ts';
import { refused, StepFailed, type Failure, type RefusalCode } from './translate.ts';

/**
 * Makes the outgoing payment that the payer consented to. It is made at most once: by quote, and
 * behind that by the anchor, which takes its amount once (pitfalls 3, 4).
 */
export async function payOut(call: RailCall, operation: RailOperation): Promise<RailOutcome> {
  if (operation.kind !== 'payout') return paidFailure(refused('rail_unsupported'));
  if (operation.payerAccount === null) return requestMoney(call, operation);
  const state = readState(operation.consent);
  const desk = deskOf(call, state);
  if (desk === null) return paidFailure(refused('seller_missing'));
  if (state === null || state.outgoingToken === null || state.key !== operation.key) {
    return paidFailure(refused('consent_missing'));
  }
  const fault = amountFault(state, operation);
  if (fault !== null) return paidFailure(fault);
  return withChanges(desk, await pay(desk, state, { mayRequote: true }));
}

/** The consent has to be for this very operation; anything else is a mistake that must not pay. */
function amountFault({ incoming }: ConsentState, { amount }: RailOperation): Failure | null {
  const isSame = incoming.amount.minor === amount.minor
    && incoming.amount.asset.code === amount.asset.code
    && incoming.amount.asset.scale === amount.asset.scale;
  return isSame ? null : refused('quote_differs', 'The consent is for another amount.');
}

async function pay(
  desk: Desk, given: ConsentState, { mayRequote }: { readonly mayRequote: boolean },
): Promise<RailOutcome> {
  const { key, description, quote, payer } = given;
  let state = given;
  try {
    const made = await withRight(desk, given, ({ value }) => desk.client.createOutgoing(
      payer, value, { quoteId: quote.id, metadata: { paydesk: key, description } },
    ));
    state = made.state;
    if (made.answer.kind === 'read') {
      const { id: reference } = made.answer.value;
      return { kind: 'submitted', reference, consent: writeState(state) };
    }
    if (!isDeadQuote(made.answer) || !mayRequote) return paidFailure(made.answer);
  } catch (error) {
    // Only rotating the token can fail so, and that is tried after a clean "no" only.
    if (error instanceof StepFailed) return unsentFailure(error.failure);
    throw error;
  }
  return payAnew(desk, state);
}

const DEAD_QUOTE: readonly RefusalCode[] = ['quote_expired', 'quote_unknown'];

function isDeadQuote(failure: Failure): boolean {
  return failure.kind === 'refused' && DEAD_QUOTE.includes(failure.code);
}

/**
 * The quote has run out, or it was used by a try whose answer was lost: nobody is told which
 * (pitfall 4). So the payments are looked at before anything else is asked for.
 */
async function payAnew(desk: Desk, given: ConsentState): Promise<RailOutcome> {
  let state: ConsentState;
  try {
    const { value: [made], state: listed } = await paymentsFor(desk, given);
    if (made !== undefined) {
      return { kind: 'submitted', reference: made.id, consent: writeState(listed) };
    }
    state = listed;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    const { message } = error.failure;
    return {
      kind: 'unclear',
      message: `The quote was used or ran out, and the payments cannot be looked at. ${message}`,
    };
  }
  try {
    return await pay(desk, await requoted(desk, state), { mayRequote: false });
  } catch (error) {
    if (error instanceof StepFailed) return requoteFailure(error.failure);
    throw error;
  }
}

/** A receiver that takes nothing may have been paid: what arrived there decides, not we. */
function requoteFailure(failure: Failure): RailOutcome {
  const { message } = failure;
  return failure.kind === 'refused' && failure.code === 'receiver_invalid'
    ? { kind: 'unclear', message } : unsentFailure(failure);
}

/** What a failed request to pay means. */
export function paidFailure(failure: Failure): RailOutcome {
  const { message } = failure;
  switch (failure.kind) {
    case 'refused': return { kind: 'rejected', code: failure.code, message };
    case 'not-received': return failure;
    case 'unknown': return { kind: 'unclear', message };
  }
}

/** The same for a step beside it, when the request to pay itself was cleanly refused before. */
function unsentFailure(failure: Failure): RailOutcome {
  return failure.kind === 'unknown'
    ? { kind: 'not-received', message: `Nothing was paid. ${failure.message}`, retryAfterMs: null }
    : paidFailure(failure);
}

/**
 * An outcome with the consent as it is now. The engine keeps it whatever the outcome is, because
 * with the old one a rotated token would be lost.
 */
export function withChanges<T extends { readonly kind: string }>(
  { changed }: Desk, outcome: T,
): T & { readonly consent?: string } {
  return changed === null || 'consent' in outcome
    ? outcome : { ...outcome, consent: writeState(changed) };
}
