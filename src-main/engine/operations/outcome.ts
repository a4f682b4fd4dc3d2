import type { Operation } from '../domain/operation.ts';
import type { Escrow, PaymentAggregate } from '../domain/payment.ts';
import { moveOne, replaceOperation, settleUp } from '../domain/plan.ts';
import type { Evidence } from '../domain/rails.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import { retryDelayMs } from '../domain/work.ts';
import { FIRST_INQUIRY_MS, firstInquiryMs, inquiryPause, PACE_MS } from './pace.ts';
import type { Moved, RailOutcome, RailReading } from '../../rails/rail.ts';

/** What an outcome needs to know of the world. */
export type OutcomeContext = {
  readonly nowMs: number;
  readonly escrowId: string;
  readonly retryDelaysMs: readonly number[];
  readonly submittedDeadlineMs: number;
  /** The connection's deadline for one call; twice it is the grace of an unknown id. */
  readonly callDeadlineMs: number;
  /** Whether the rail can say what became of an operation. */
  readonly lookup: boolean;
};

const MISSING_READINGS_MIN = 2;
/**
 * The failure code of an operation that the provider had taken before its outcome became unclear.
 * It was received for certain, so no reading ever proves that it was not.
 */
const ACCEPTED_UNCLEAR = 'accepted_unclear';

/**
 * Applies the answer of a call to its operation. Also the answer that comes late: an operation
 * that became `unclear` meanwhile still takes evidence; one that has ended takes nothing.
 */
export function applyOutcome(
  context: OutcomeContext,
  aggregate: PaymentAggregate,
  operationId: string,
  outcome: RailOutcome,
): Result<PaymentAggregate> {
  const operation = find(aggregate, operationId);
  if (operation === null) return refuse('not_found', { operation: operationId });
  switch (outcome.kind) {
    case 'settled': return settle(context, aggregate, operation, outcome);
    case 'submitted': return submit(context, aggregate, operation, outcome);
    case 'rejected': return moveOne(aggregate, operationId, {
      signal: 'reject',
      patch: {
        failureCode: outcome.code, failureText: outcome.message, endedAt: context.nowMs,
      },
    });
    case 'not-received': return returnUnsent(context, aggregate, operation, {
      text: outcome.message, retryAfterMs: outcome.retryAfterMs,
      paced: outcome.paced ?? false,
    });
    case 'unclear': return lose(context, aggregate, operation, outcome.message);
  }
}

/**
 * Applies what the provider said when asked. `missing` counts as proof that nothing was received
 * only after twice the call's deadline and two readings in a row (DESIGN 4).
 */
export function applyFinding(
  context: OutcomeContext,
  aggregate: PaymentAggregate,
  operationId: string,
  finding: RailReading,
): Result<PaymentAggregate> {
  const operation = find(aggregate, operationId);
  if (operation === null) return refuse('not_found', { operation: operationId });
  switch (finding.kind) {
    case 'settled': case 'rejected':
      return applyOutcome(context, aggregate, operationId, finding);
    case 'submitted':
      return operation.state === 'unclear'
        ? submit(context, aggregate, operation, finding)
        : keepAsking(context, aggregate, { ...operation, ...standing(context, operation, finding) },
          null);
    case 'missing':
      return missing(context, aggregate, operation);
    case 'cannot-tell':
      return operation.state === 'submitted'
        ? keepAsking(context, aggregate, operation, 'the provider cannot say')
        : accept(replaceOperation(aggregate, {
          ...operation, deadAt: context.nowMs, missingReadings: 0, missingSince: null,
        }));
    case 'undecided': case 'unavailable':
      return keepAsking(context, aggregate, operation, finding.message);
    case 'contradiction':
      return contradict(context, aggregate, operation, finding.message);
  }
}

/**
 * The answer is not known: the operation becomes `unclear` and is inquired where that is possible.
 */
export function lose(
  context: OutcomeContext,
  aggregate: PaymentAggregate,
  operation: Operation,
  text: string,
): Result<PaymentAggregate> {
  if (operation.state === 'unclear') return accept(aggregate);
  return moveOne(aggregate, operation.id, {
    signal: 'lose',
    patch: {
      failureCode: operation.state === 'submitted' ? ACCEPTED_UNCLEAR : 'outcome_unclear',
      failureText: text, deadlineAt: null,
      dueAt: context.nowMs + FIRST_INQUIRY_MS, missingReadings: 0, missingSince: null,
      deadAt: context.lookup ? null : context.nowMs,
    },
  });
}

/** Two proofs contradict each other: nothing is asked or sent until a person has looked. */
function contradict(
  context: OutcomeContext,
  aggregate: PaymentAggregate,
  operation: Operation,
  text: string,
): Result<PaymentAggregate> {
  const lost = lose(context, aggregate, operation, text);
  const current = lost.ok ? find(lost.value, operation.id) : null;
  if (!lost.ok || current === null) return lost;
  return accept(replaceOperation(lost.value, {
    ...current, failureCode: 'contradiction', failureText: text, deadAt: context.nowMs,
    missingReadings: 0, missingSince: null,
  }));
}

/**
 * Proof that nothing was received: the operation may be sent again under the same key, after a
 * growing pause; when the tries are used up it becomes a dead letter for a person to replay.
 */
export function returnUnsent(
  context: OutcomeContext,
  aggregate: PaymentAggregate,
  operation: Operation,
  failure: {
    readonly text: string; readonly retryAfterMs: number | null; readonly paced?: boolean;
  },
): Result<PaymentAggregate> {
  const { paced = false } = failure;
  const tries = operation.tries + (paced ? 0 : 1);
  const delay = paced ? failure.retryAfterMs ?? PACE_MS
    : retryDelayMs(tries, failure.retryAfterMs, context.retryDelaysMs);
  return moveOne(aggregate, operation.id, {
    signal: 'return-unsent',
    patch: {
      tries, failureCode: 'not_received', failureText: failure.text, deadlineAt: null,
      dueAt: context.nowMs + (delay ?? 0), deadAt: delay === null ? context.nowMs : null,
      missingReadings: 0, missingSince: null,
    },
  });
}

function settle(
  context: OutcomeContext,
  aggregate: PaymentAggregate,
  operation: Operation,
  outcome: {
    readonly reference: string; readonly evidence: Evidence; readonly expiresAtMs: number | null;
    readonly moved?: Moved;
  },
): Result<PaymentAggregate> {
  const moved = moveOne(aggregate, operation.id, {
    signal: 'settle',
    patch: {
      // What the payer's bank calls a payout stays known beside the payee's evidence of it.
      reference: operation.kind === 'payout'
        ? operation.reference ?? outcome.reference : outcome.reference,
      evidence: outcome.evidence, endedAt: context.nowMs,
      delivered: outcome.moved?.delivered ?? null, debited: outcome.moved?.debited ?? null,
      networkFee: outcome.moved?.networkFee ?? null, stuckAt: null,
      failureCode: null, failureText: null, deadAt: null,
    },
  });
  if (!moved.ok || operation.kind !== 'hold') return moved;
  return accept(settleUp({
    ...moved.value, escrow: openEscrow(context, moved.value, operation, outcome),
  }));
}

function openEscrow(
  context: OutcomeContext,
  { payment }: PaymentAggregate,
  operation: Operation,
  outcome: { readonly reference: string; readonly expiresAtMs: number | null },
): Escrow {
  // The provider's clock started no earlier than our call: counting from it never ends later.
  const startedAt = operation.dispatchedAt ?? context.nowMs;
  return {
    id: context.escrowId, paymentId: payment.id,
    connectionId: operation.connectionId ?? '', reference: outcome.reference,
    amount: operation.amount, state: 'active',
    expiresAt: outcome.expiresAtMs ?? startedAt + payment.escrowTimeoutMs,
    warnedAt: null, expiredAt: null, decisionNeeded: null, createdAt: context.nowMs,
    endedAt: null, version: 1,
  };
}

type SubmittedTold = { readonly reference: string | null; readonly stuck?: boolean };

/** What the provider says of an operation that it has: its name there, and whether it moves on. */
function standing(
  { nowMs }: OutcomeContext,
  operation: Operation,
  { reference, stuck = false }: SubmittedTold,
): Pick<Operation, 'reference' | 'stuckAt'> {
  return {
    reference: reference ?? operation.reference,
    stuckAt: stuck ? operation.stuckAt ?? nowMs : null,
  };
}

function submit(
  context: OutcomeContext,
  aggregate: PaymentAggregate,
  operation: Operation,
  told: SubmittedTold,
): Result<PaymentAggregate> {
  return moveOne(aggregate, operation.id, {
    signal: 'accept',
    patch: {
      ...standing(context, operation, told), failureCode: null, failureText: null,
      dueAt: context.nowMs + firstInquiryMs(operation), deadAt: null,
      deadlineAt: context.nowMs + context.submittedDeadlineMs,
      missingReadings: 0, missingSince: null,
    },
  });
}

function missing(
  context: OutcomeContext,
  aggregate: PaymentAggregate,
  operation: Operation,
): Result<PaymentAggregate> {
  // Two readings of one moment are one: a reading counts only after a pause.
  const since = operation.missingSince ?? context.nowMs;
  const readings = operation.missingSince !== null && context.nowMs - since < FIRST_INQUIRY_MS
    ? operation.missingReadings : operation.missingReadings + 1;
  const dispatchedAt = operation.dispatchedAt ?? context.nowMs;
  const graceOver = context.nowMs - dispatchedAt >= 2 * context.callDeadlineMs;
  const mayBeUnsent = operation.state === 'unclear' && operation.failureCode !== ACCEPTED_UNCLEAR;
  if (mayBeUnsent && graceOver && readings >= MISSING_READINGS_MIN) {
    return returnUnsent(context, aggregate, operation, {
      text: 'the provider does not know the operation', retryAfterMs: null,
    });
  }
  return pastDeadline(context, aggregate, {
    ...operation, missingReadings: readings,
    missingSince: since,
    dueAt: context.nowMs + Math.max(inquiryPause(context.nowMs, operation), context.callDeadlineMs),
  });
}

function keepAsking(
  context: OutcomeContext,
  aggregate: PaymentAggregate,
  operation: Operation,
  text: string | null,
): Result<PaymentAggregate> {
  return pastDeadline(context, aggregate, {
    ...operation, dueAt: context.nowMs + inquiryPause(context.nowMs, operation),
    failureText: text ?? operation.failureText,
    missingReadings: 0, missingSince: null,
  });
}

/**
 * A submitted operation whose deadline passed without evidence becomes `unclear`. A deadline that
 * is further away than any can be was set before the clock was set back: it counts from now then,
 * so that a person hears of it no hours late (R11, R14).
 */
function pastDeadline(
  context: OutcomeContext,
  aggregate: PaymentAggregate,
  operation: Operation,
): Result<PaymentAggregate> {
  const { state, deadlineAt } = operation;
  if (state !== 'submitted' || deadlineAt === null) {
    return accept(replaceOperation(aggregate, operation));
  }
  const atLatest = Math.min(deadlineAt, context.nowMs + context.submittedDeadlineMs);
  const kept = { ...operation, deadlineAt: atLatest };
  const updated = replaceOperation(aggregate, kept);
  return context.nowMs < atLatest ? accept(updated)
    : lose(context, updated, kept, 'the provider took it and gave no evidence in time');
}

function find(aggregate: PaymentAggregate, operationId: string): Operation | null {
  return aggregate.operations.find((operation) => operation.id === operationId) ?? null;
}
