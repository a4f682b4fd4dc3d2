import { sameAsset } from '../../engine/domain/money.ts';
import { reasonText } from '../provider-request.ts';
import type { RailCall, RailFinding, RailOperation, RailOutcome } from '../rail.ts';
import { anchorFor } from './anchor.ts';
import { walletState } from './ask.ts';
import { shown } from './quoting.ts';
import { belongs, deskOf, incomingToken, type Desk } from './tokens.ts';
import { must, refusals, refused, settleSteps, StepFailed, type Failure } from './translate.ts';
import type { IncomingView } from './wire.ts';

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
        key: operation.key, amount: operation.amount,
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

/** What arrived for a request so far; once it is closed or has run out, that is the outcome. */
export function inquireRequest(call: RailCall, operation: RailOperation): Promise<RailFinding> {
  const desk = deskOf(call, null);
  if (desk === null) return Promise.resolve(unavailable(refused('seller_missing')));
  return settleSteps(() => look(desk, operation), unavailable);
}

async function look(desk: Desk, operation: RailOperation): Promise<RailFinding> {
  const payee = await walletState(desk, 'payee', operation.account ?? '');
  const token = await incomingToken(desk, payee);
  const { reference } = operation;
  if (reference === null) {
    const { result } = must(await desk.client.listIncoming(payee, token.value));
    const found = result.find(({ metadata }) => metadata['paydesk'] === operation.key);
    return found === undefined ? { kind: 'missing' } : { kind: 'submitted', reference: found.id };
  }
  belongs(reference, payee.resourceServer);
  if (operation.overdue) {
    const closed = await desk.client.completeIncoming(reference, token.value);
    // Closed before, by its payee, by its expiry or because it is paid: all the same.
    if (closed.kind !== 'refused' || closed.code !== 'wrong_state') must(closed);
  }
  const answer = await desk.client.readIncoming(reference, token.value);
  const view = must(answer);
  const raw = answer.kind === 'read' ? answer.raw : '';
  return found(operation, { reference, view, raw: desk.session.redact(raw) });
}

function found(
  { amount }: RailOperation,
  { reference, view: { receivedAmount, completed }, raw }: {
    readonly reference: string; readonly raw: string;
    readonly view: Pick<IncomingView, 'receivedAmount' | 'completed'>;
  },
): RailFinding {
  const isWhole = receivedAmount.minor >= amount.minor;
  if (!isWhole && !completed) return { kind: 'submitted', reference };
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
