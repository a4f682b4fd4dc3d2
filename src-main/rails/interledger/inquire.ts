import type { Money } from '../../engine/domain/money.ts';
import { providerText } from '../provider-text.ts';
import type { Moved, RailCall, RailFinding, RailOperation } from '../rail.ts';
import { sameOrigin } from './addresses.ts';
import { closeAnchor, closedOrSeen, seeAnchor, type ReadAnchor } from './anchor.ts';
import { isOurs, paymentsFor, withRight } from './outgoing.ts';
import { withChanges } from './pay.ts';
import { shown } from './quoting.ts';
import { inquireRequest } from './request.ts';
import { readState, writeState, type ConsentState } from './state.ts';
import { deskOf, type Desk } from './tokens.ts';
import { must, refusals, refused, settleSteps, StepFailed, type Failure } from './translate.ts';
import type { OutgoingView } from './wire.ts';

/**
 * What became of a payment. Only the payee's side proves anything: what arrived at the anchor. The
 * payer's side knows no state but `failed` (pitfalls 1, 2).
 */
export async function inquirePayment(
  call: RailCall, operation: RailOperation,
): Promise<RailFinding> {
  if (operation.kind === 'payout' && operation.payerAccount === null) {
    return inquireRequest(call, operation);
  }
  const state = operation.kind === 'payout' ? readState(operation.consent) : null;
  if (state === null) return { kind: 'cannot-tell' };
  const desk = deskOf(call, state);
  if (desk === null) return unavailable(refused('seller_missing'));
  const finding = await settleSteps(() => steps(desk, state, operation), unavailable);
  return withChanges(desk, finding);
}

function unavailable({ message }: Failure): RailFinding {
  return { kind: 'unavailable', message };
}

/** What the payer's side shows: `unreadable` where the right to look there is dead. */
type Sending = OutgoingView | 'none' | 'unreadable';

async function steps(
  desk: Desk, given: ConsentState, operation: RailOperation,
): Promise<RailFinding> {
  const anchor = await seeAnchor(desk, given);
  const state = withAnchorToken(desk, given, anchor);
  const { receivedAmount, completed } = anchor.view;
  const isWhole = receivedAmount.minor >= state.incoming.amount.minor;
  const sending = await sendingOf(desk, state, operation.reference).catch((error: unknown) => {
    // What arrived is proven whether or not the payer's bank answers, once there was time for it.
    if (isWhole && operation.overdue && error instanceof StepFailed) return 'unreadable' as const;
    throw error;
  });
  if (isWhole) return settled(desk, state, { anchor, sending });
  if (anchor.isGone) return forgotten(desk, state, { anchor, sending });
  if (typeof sending !== 'string' && sending.failed) {
    return ended(desk, state, { anchor: await closedOrSeen(desk, state), sending });
  }
  if (completed) return ended(desk, state, { anchor, sending });
  if (operation.overdue || state.incoming.expiresAt <= desk.session.call.nowMs) {
    // An expiry by our clock proves nothing. But at what is closed nothing can arrive any more, so
    // that what is read then is definite.
    return ended(desk, state, { anchor: await closeAnchor(desk, state), sending });
  }
  if (sending === 'none') {
    return receivedAmount.minor === 0n ? { kind: 'missing' } : {
      kind: 'undecided', message: `Only ${shown(receivedAmount)} arrived so far.`,
    };
  }
  if (sending === 'unreadable') {
    return { kind: 'unavailable', message: 'The payer\'s wallet no longer shows its payments.' };
  }
  return { kind: 'submitted', reference: sending.id, consent: writeState(desk.changed ?? state) };
}

/**
 * What ran out unpaid is deleted, and so nothing arrived; but only the payer's side can show that
 * nothing was sent either.
 */
async function forgotten(desk: Desk, state: ConsentState, seen: Seen): Promise<RailFinding> {
  const { sending } = seen;
  const wasSent = typeof sending === 'string' ? sending === 'unreadable'
    : sending.sentAmount.minor > 0n;
  return wasSent ? { kind: 'unavailable', message: refusals.incoming_gone }
    : ended(desk, state, seen);
}

/** A token that had to be asked for anew is kept for the next time. */
function withAnchorToken(desk: Desk, state: ConsentState, { token }: ReadAnchor): ConsentState {
  if (token.value === state.incoming.token.value) return state;
  const changed = { ...state, incoming: { ...state.incoming, token } };
  desk.changed = changed;
  return changed;
}

/** The outgoing payment by its name, else by what it was made for. */
async function sendingOf(
  desk: Desk, state: ConsentState, reference: string | null,
): Promise<Sending> {
  if (state.outgoingToken === null) return 'unreadable';
  try {
    const named = await namedPayment(desk, state, reference);
    if (named !== null) return named;
    const { value: [found] } = await paymentsFor(desk, desk.changed ?? state);
    return found ?? 'none';
  } catch (error) {
    if (error instanceof StepFailed && error.failure.kind === 'refused') return 'unreadable';
    throw error;
  }
}

async function namedPayment(
  desk: Desk, state: ConsentState, reference: string | null,
): Promise<OutgoingView | null> {
  // A name that leads to another server is not followed; then the list has to do.
  if (reference === null || !sameOrigin(reference, state.payer.resourceServer)) return null;
  const { answer } = await withRight(desk, state, ({ value }) =>
    desk.client.readOutgoing(reference, value));
  if (answer.kind === 'refused') return null;
  const view = must(answer);
  return isOurs(view, state) ? view : null;
}

type Seen = { readonly anchor: ReadAnchor; readonly sending: Sending };

/** Nothing more can come: what arrived is the outcome. */
async function ended(desk: Desk, state: ConsentState, seen: Seen): Promise<RailFinding> {
  const { anchor: { view: { receivedAmount } }, sending } = seen;
  if (receivedAmount.minor > 0n) return settled(desk, state, seen);
  if (typeof sending !== 'string' && sending.failed) {
    return { kind: 'rejected', code: 'payment_failed', message: failureText(sending) };
  }
  return { kind: 'rejected', code: 'nothing_sent', message: refusals.nothing_sent };
}

/** The payer's bank gives its reason as metadata (pitfall 17). */
function failureText({ metadata }: OutgoingView): string {
  const reason = metadata['cancellationReason'];
  const told = typeof reason === 'string' ? providerText(reason) : '';
  return told === '' ? refusals.payment_failed : `${refusals.payment_failed} It says: ${told}`;
}

async function settled(
  desk: Desk, state: ConsentState, { anchor, sending }: Seen,
): Promise<RailFinding> {
  const { view: { receivedAmount: delivered }, raw } = anchor;
  const isWhole = delivered.minor >= state.incoming.amount.minor;
  const { debited, note } = await debitOf(desk, state, { sending, isWhole });
  const moved: Moved = { delivered, debited };
  return {
    // Named as the payer's bank names it, where that is known; proven by what the payee's received.
    kind: 'settled', reference: typeof sending === 'string' ? state.incoming.id : sending.id,
    expiresAtMs: null, moved,
    evidence: {
      kind: 'incoming-payment', reference: state.incoming.id, word: 'the payee\'s bank',
      raw: desk.session.redact(note === null ? raw : `${note}\n${raw}`),
    },
  };
}

/**
 * What left the payer's account: the debit of a payment that was sent; of one that failed half way
 * what its grant has spent, because the rest was given back; and nobody knows it of one that is cut
 * off. The grant's figure is compared with what we know (pitfall 7), and so is what the payer
 * agreed to; a difference is kept with the evidence.
 */
async function debitOf(
  desk: Desk, state: ConsentState, { sending, isWhole }: {
    readonly sending: Sending; readonly isWhole: boolean;
  },
): Promise<{ readonly debited: Money | null; readonly note: string | null }> {
  if (typeof sending === 'string') return { debited: null, note: null };
  const spent = await spentOf(desk, desk.changed ?? state);
  const { debitAmount: debit, failed } = sending;
  if (failed) return { debited: spent, note: null };
  if (!isWhole) return { debited: null, note: null };
  const notes = [
    spent === null || spent.minor === debit.minor ? ''
      : `The grant has spent ${shown(spent)}, and the payment debited ${shown(debit)}.`,
    debit.minor <= state.limit.minor ? ''
      : `The payment debited ${shown(debit)}, and the payer agreed to ${shown(state.limit)}.`,
  ].filter((note) => note !== '');
  return { debited: debit, note: notes.length === 0 ? null : notes.join(' ') };
}

/** Null where the payer's bank does not say. */
async function spentOf(desk: Desk, state: ConsentState): Promise<Money | null> {
  const { outgoingToken, payer } = state;
  if (outgoingToken === null) return null;
  const answer = await desk.client.readSpent(payer, outgoingToken.value);
  return answer.kind === 'read' ? answer.value.spentDebitAmount : null;
}
