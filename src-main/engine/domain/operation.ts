import type { Money } from './money.ts';
import type { Evidence } from './rails.ts';
import { refuse } from './refusals.ts';
import { accept, type Result } from './result.ts';

/** One business act at a provider. A payment has several over its life, one open at a time. */
export const operationKinds = ['hold', 'release', 'refund', 'payout', 'purchase'] as const;
export type OperationKind = (typeof operationKinds)[number];

export const operationStates = [
  'planned', 'scheduled', 'dispatching', 'submitted', 'unclear', 'settled', 'rejected', 'cancelled',
] as const;
export type OperationState = (typeof operationStates)[number];

/**
 * What can happen to an operation. `schedule`: approvals and consent are there. `withdraw`: someone
 * took it back before anything left. `dispatch`: the intent is durable, the call may leave.
 * `accept`: the provider took it and has not finished. `settle`: evidence. `reject`: the provider
 * said no. `lose`: we do not know. `return-unsent`: proof that the request was not received.
 */
export const operationSignals = [
  'schedule', 'withdraw', 'dispatch', 'accept', 'settle', 'reject', 'lose', 'return-unsent',
] as const;
export type OperationSignal = (typeof operationSignals)[number];

type Moves = Readonly<Partial<Record<OperationSignal, OperationState>>>;

/** The one table of an operation's life (DESIGN section 4). Nothing else decides a move. */
export const operationTable = {
  // Decided on, waiting for an approval, a consent or a balance; the engine moves it on.
  planned: { schedule: 'scheduled', withdraw: 'cancelled' },
  // Nothing has left. The runner sends it when its due time comes; until then it can be taken back.
  scheduled: { dispatch: 'dispatching', withdraw: 'cancelled' },
  // The intent is durable and the request may be on its way; only the answer moves it on.
  dispatching: {
    accept: 'submitted', settle: 'settled', reject: 'rejected', lose: 'unclear',
    'return-unsent': 'scheduled',
  },
  // The provider has it. Evidence by polling or webhook moves it on; `unclear` at its deadline.
  submitted: { settle: 'settled', reject: 'rejected', lose: 'unclear' },
  // Money may or may not have moved. Only evidence, or two operators with evidence, move it on.
  unclear: {
    accept: 'submitted', settle: 'settled', reject: 'rejected', 'return-unsent': 'scheduled',
  },
  // Proven done. Terminal.
  settled: {},
  // Proven not done. Terminal; a retry is a new operation with a new key.
  rejected: {},
  // Taken back before anything left. Terminal.
  cancelled: {},
} as const satisfies Record<OperationState, Moves>;

/** The next state, or the refusal. Performs nothing. */
export function moveOperation(
  state: OperationState,
  signal: OperationSignal,
): Result<OperationState> {
  const moves: Moves = operationTable[state];
  const next = moves[signal];
  return next === undefined ? refuse('state_forbids', { state, signal }) : accept(next);
}

/** Open: it stands between `scheduled` and `unclear` and keeps every other operation out. */
export function isOpen(state: OperationState): boolean {
  return state === 'scheduled' || state === 'dispatching' || state === 'submitted'
    || state === 'unclear';
}

/** Ended for good. */
export function isEnded(state: OperationState): boolean {
  return state === 'settled' || state === 'rejected' || state === 'cancelled';
}

/** The failure code of a refund that waits until the provider has had its chance to return. */
export const WAITS_FOR_PROVIDER = 'waits_for_provider';
/** The failure code of an operation that was about to leave when all sending was stopped. */
export const SENDING_STOPPED = 'sending_stopped';

/**
 * The unit that moves money. `key` is the idempotency key, derived from (payment, kind, ordinal)
 * so that a restored store meets the same key again. Times are UTC milliseconds.
 */
export type Operation = {
  readonly id: string;
  readonly paymentId: string;
  readonly kind: OperationKind;
  /** Counts the operations of this payment, from 1. */
  readonly ordinal: number;
  readonly key: string;
  readonly state: OperationState;
  readonly amount: Money;
  /** The account that receives: refund address, payee address, or null where the provider knows. */
  readonly account: string | null;
  readonly reason: string;
  /** Null until the first dispatch pins the connection. */
  readonly connectionId: string | null;
  /** The provider's own id for it (escrow address, escrow id, transaction hash), once known. */
  readonly reference: string | null;
  readonly evidence: Evidence | null;
  /**
   * What really reached the payee, and what left the payer with fees, once it is settled and where
   * that can differ from `amount`; null elsewhere.
   */
  readonly delivered: Money | null;
  readonly debited: Money | null;
  /** What the network took for carrying it, in its own asset; null where nobody says. */
  readonly networkFee: Money | null;
  /** Stable code and sentence of the last failure, null while none. */
  readonly failureCode: string | null;
  readonly failureText: string | null;
  /**
   * Tries that ended without the request being received, since it was last scheduled by a person.
   */
  readonly tries: number;
  /**
   * Set when the tries are used up: nothing more happens until a person replays or withdraws it.
   */
  readonly deadAt: number | null;
  /** Readings in a row in which the provider did not know the operation, and when the first was. */
  readonly missingReadings: number;
  readonly missingSince: number | null;
  /** The operation that this one repeats after a proven rejection. */
  readonly retryOf: string | null;
  readonly batchId: string | null;
  /** What its rail keeps of it between calls (`RailMemory`); only the rail reads it. */
  readonly memory: string | null;
  /** Since when the provider has it and it does not move on by itself; null while it does. */
  readonly stuckAt: number | null;
  readonly requestedBy: string;
  readonly createdAt: number;
  readonly dueAt: number;
  readonly dispatchedAt: number | null;
  /** When the present call or poll gives up and the operation becomes `unclear`. */
  readonly deadlineAt: number | null;
  readonly endedAt: number | null;
  readonly version: number;
};
