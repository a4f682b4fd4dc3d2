import { sameAsset, type Money } from '../../engine/domain/money.ts';
import { reasonText } from '../provider-request.ts';
import type { RailCall, RailFinding, RailOperation, RailOutcome } from '../rail.ts';
import { anchorFor, isForgotten, seenByAnybody } from './anchor.ts';
import { walletState } from './ask.ts';
import { shown } from './quoting.ts';
import type { Token, WalletState } from './state.ts';
import { belongs, deskOf, incomingToken, type Desk } from './tokens.ts';
import { must, refusals, refused, settleSteps, StepFailed, type Failure } from './translate.ts';

/**
 * Asks for money at the seller's wallet without asking anybody in particular to pay it (S3-057).
 * Nothing is paid by this, and a second request under the same key is found before it is made.
 */
export function requestMoney(call: RailCall, operation: RailOperation): Promise<RailOutcome> {
  const desk = deskOf(call, null);
  if (desk === null) return Promise.resolve(requestFailure(refused('seller_missing')));
  return settleSteps(async (): Promise<RailOutcome> => {
    const payee = await walletState(desk, 'payee', operation.account ?? '');
    if (!sameAsset(operation.amount.asset, payee.asset)) {
      throw new StepFailed(refused('asset_mismatch', `The amount is ${shown(operation.amount)}.`));
    }
    const { id: reference } = await anchorFor(desk, {
      payee, request: {
        key: operation.key, amount: operation.amount, isRepeated: true,
        description: reasonText(operation.reason, 'Payment'),
      },
    }, null);
    return { kind: 'submitted', reference };
  }, requestFailure);
}

/** Whatever was not a clean "no" may be asked again: no money moves by asking for it. */
function requestFailure(failure: Failure): RailOutcome {
  const { message } = failure;
  return failure.kind === 'refused' ? { kind: 'rejected', code: failure.code, message }
    : { kind: 'not-received', message, retryAfterMs: null };
}

/**
 * What arrived for a request so far, as its bank tells anybody. Once it is overdue it is closed;
 * what had arrived then is the outcome.
 */
export function inquireRequest(call: RailCall, operation: RailOperation): Promise<RailFinding> {
  const desk = deskOf(call, null);
  if (desk === null) return Promise.resolve(unavailable(refused('seller_missing')));
  return settleSteps(() => look(desk, operation), unavailable);
}

async function look(desk: Desk, operation: RailOperation): Promise<RailFinding> {
  const { reference } = operation;
  if (reference !== null && !operation.overdue) {
    const seen = await seenByAnybody(desk, reference);
    return found(operation, { reference, ...seen, isClosed: false });
  }
  const payee = await walletState(desk, 'payee', operation.account ?? '');
  const token = await incomingToken(desk, payee);
  const finding = reference === null ? await lostRequest(desk, { operation, payee, token })
    : await closed(desk, operation, { reference, payee, token });
  // Good manners only: what is not revoked ends by itself.
  await desk.client.revoke(token);
  return finding;
}

async function lostRequest(
  desk: Desk, { operation: { key }, payee, token }: {
    readonly operation: RailOperation; readonly payee: WalletState; readonly token: Token;
  },
): Promise<RailFinding> {
  const { result } = must(await desk.client.listIncoming(payee, token.value));
  const ours = result.find(({ metadata }) => metadata['paydesk'] === key);
  return ours === undefined ? { kind: 'missing' } : { kind: 'submitted', reference: ours.id };
}

async function closed(
  desk: Desk, operation: RailOperation, { reference, payee, token }: {
    readonly reference: string; readonly payee: WalletState; readonly token: Token;
  },
): Promise<RailFinding> {
  belongs(reference, payee.resourceServer);
  const none = { minor: 0n, asset: operation.amount.asset };
  try {
    const closing = await desk.client.completeIncoming(reference, token.value);
    // Closed before, by its payee, by its expiry or because it is paid: all the same.
    if (closing.kind !== 'refused' || closing.code !== 'wrong_state') must(closing);
    const answer = await desk.client.readIncoming(reference, token.value);
    const { receivedAmount } = must(answer);
    const raw = answer.kind === 'read' ? answer.raw : '';
    return found(operation, { reference, receivedAmount, raw, isClosed: true });
  } catch (error) {
    // It ran out before it was overdue here, and only what received nothing is deleted then.
    if (isForgotten(error)) {
      return found(operation, { reference, receivedAmount: none, raw: '', isClosed: true });
    }
    throw error;
  }
}

function found(
  { amount }: RailOperation,
  { reference, receivedAmount, raw, isClosed }: {
    readonly reference: string; readonly raw: string; readonly receivedAmount: Money;
    readonly isClosed: boolean;
  },
): RailFinding {
  const isWhole = receivedAmount.minor >= amount.minor;
  if (!isWhole && !isClosed) return { kind: 'submitted', reference };
  if (receivedAmount.minor === 0n) {
    return { kind: 'rejected', code: 'nothing_sent', message: refusals.nothing_sent };
  }
  return {
    kind: 'settled', reference, expiresAtMs: null,
    // Who paid, and what it cost them, only their own bank knows.
    moved: { delivered: receivedAmount, debited: null },
    evidence: { kind: 'incoming-payment', reference, word: 'the payee\'s bank', raw },
  };
}

function unavailable({ message }: Failure): RailFinding {
  return { kind: 'unavailable', message };
}
