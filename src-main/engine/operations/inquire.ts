import { ENGINE } from '../domain/actor.ts';
import type { Operation } from '../domain/operation.ts';
import type { Payment, PaymentAggregate } from '../domain/payment.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, invariant } from '../domain/result.ts';
import type { Connection } from '../domain/records.ts';
import type { Work } from '../domain/work.ts';
import { keepRailState, railConsent, sellerOf } from '../consents/call.ts';
import { capabilitiesOf } from '../context.ts';
import type { Write } from '../ports.ts';
import type { RailReading } from '../../rails/rail.ts';
import { recordContradiction } from './contradiction.ts';
import { dropWork } from '../runner/stale.ts';
import { outcomeContext, patienceMs, type OperationDeps } from './intent.ts';
import { applyFinding } from './outcome.ts';
import { providerCall, railOf, railOperation, type Transcript } from './provider-call.ts';

/** Readings that say nothing but "still open", kept of one operation. */
const READINGS_KEPT = 20;

type Reading = {
  readonly operation: Operation;
  readonly connection: Connection;
  readonly finding: RailReading;
  readonly transcript: Transcript;
  readonly startedAt: number;
  /** Counts the tries and questions of the operation, from 1. */
  readonly number: number;
};

/**
 * Asks the provider what became of an operation that is submitted or unclear, and records what it
 * says. Asking moves no money; a silent provider is asked again later.
 */
export async function inquire(deps: OperationDeps, work: Work): Promise<void> {
  invariant(work.paymentId !== null, 'Inquiry work belongs to a payment.');
  const aggregate = await deps.store.read.payment(work.paymentId);
  const operation = aggregate?.operations.find(({ id }) => id === work.subjectId);
  if (aggregate === null || operation === undefined || !isOpenQuestion(operation)) {
    await dropWork(deps, work);
    return;
  }
  await recordReading(deps, aggregate, await ask(deps, aggregate, operation));
}

function isOpenQuestion({ state }: Operation): boolean {
  return state === 'submitted' || state === 'unclear';
}

async function ask(
  deps: OperationDeps,
  aggregate: PaymentAggregate,
  operation: Operation,
): Promise<Reading> {
  const startedAt = deps.clock.nowMs();
  const connection = await deps.directory.connection(operation.connectionId ?? '');
  invariant(connection !== null, `Operation ${operation.id} was sent over no known connection.`);
  const { purchase } = await deps.transactions.surroundingsOf(aggregate.payment);
  const rail = deps.rails[railOf(aggregate, operation)];
  const { call, transcript } = providerCall(deps, connection, {
    deadlineAt: startedAt + connection.deadlineMs,
    seller: await sellerOf(deps, aggregate.payment),
  });
  const number = (await deps.store.read.attempts(operation.id)).length + 1;
  const base = { operation, connection, transcript, startedAt, number };
  if (!capabilitiesOf(deps.rails, connection).lookup) {
    return { ...base, finding: { kind: 'cannot-tell' } };
  }
  try {
    const finding = await rail.inquire(call, railOperation(aggregate, operation, {
      purchase, consent: railConsent(deps, aggregate),
      overdue: isOverdue(deps, aggregate.payment, { operation, nowMs: startedAt }),
    }));
    deps.providers.report(connection.id, finding.kind, deps.clock.nowMs() - startedAt);
    return { ...base, finding };
  } catch (error) {
    deps.log.error('rail failed', { rail: rail.name, operation: operation.id, error });
    return { ...base, finding: { kind: 'unavailable', message: 'the adapter failed' } };
  }
}

/** Only what became unclear after the provider had all its time may be ended from our side. */
function isOverdue(
  deps: OperationDeps,
  payment: Payment,
  { operation: { state, dispatchedAt }, nowMs }: {
    readonly operation: Operation; readonly nowMs: number;
  },
): boolean {
  return state === 'unclear' && nowMs - (dispatchedAt ?? nowMs) >= patienceMs(deps, payment);
}

async function recordReading(
  deps: OperationDeps,
  { payment }: PaymentAggregate,
  { operation, connection, finding, transcript, startedAt, number }: Reading,
): Promise<void> {
  const recorded = await deps.transactions.change(
    payment.id,
    { actor: ENGINE, act: 'operation.inquire', reason: '', data: { finding: finding.kind } },
    (aggregate, { nowMs }) => {
      const current = aggregate.operations.find(({ id }) => id === operation.id);
      if (current === undefined || !isOpenQuestion(current)) {
        return refuse('state_forbids', { operation: operation.id });
      }
      // A reading that began before another one was counted is not the next one in a row.
      if (finding.kind === 'missing' && current.missingReadings !== operation.missingReadings) {
        return accept({ aggregate });
      }
      const applied = applyFinding(
        outcomeContext(deps, nowMs, { connection, payment: aggregate.payment }), aggregate,
        operation.id, finding,
      );
      if (!applied.ok) return applied;
      const attempt = attemptWrites(deps, current, {
        operation, connection, finding, transcript, startedAt, number,
      });
      const asked: Write = {
        write: 'asked',
        row: { operationId: operation.id, lastAskedAt: startedAt, lastAnswer: finding.kind },
      };
      return accept({
        aggregate: keepRailState(deps, applied.value, {
          operationId: operation.id, answer: finding,
        }),
        also: [...attempt, asked],
      });
    },
  );
  if (recorded.ok || recorded.refusal.code === 'version_conflict') return;
  const ended = await deps.store.read.operation(operation.id);
  if (ended !== null && saysNothingElse(ended, finding)) return;
  await recordContradiction(deps, {
    paymentId: payment.id, operationId: operation.id, answer: finding,
    attempt: attemptWrites(deps, operation, {
      operation, connection, finding, transcript, startedAt, number,
    }),
  });
}

/** Two readings at once: the second one found what the first had recorded, or proves nothing. */
function saysNothingElse(ended: Operation, finding: RailReading): boolean {
  switch (finding.kind) {
    case 'settled': return ended.state === 'settled'
      && ended.evidence?.reference === finding.evidence.reference;
    case 'rejected': return ended.state === 'rejected';
    case 'missing': case 'undecided': case 'cannot-tell': case 'unavailable': return true;
    case 'submitted': case 'contradiction': return false;
  }
}

/** Readings are kept as attempts, but one that says the same as before is noted only once. */
function attemptWrites(
  { ids, clock }: OperationDeps,
  current: Operation,
  { operation, connection, finding, transcript, startedAt, number }: Reading,
): readonly Write[] {
  const isSame = 'message' in finding && current.failureText === finding.message;
  if (isSame && (finding.kind === 'unavailable' || finding.kind === 'undecided')) return [];
  // A request for money may stand open for a day, and is asked about every minute.
  const stillOpen = finding.kind === 'submitted' && current.state === 'submitted'
    && number > READINGS_KEPT;
  if (stillOpen) return [];
  return [{
    write: 'attempt',
    row: {
      id: ids.next('att'), operationId: operation.id, paymentId: operation.paymentId,
      connectionId: connection.id, number, purpose: 'inquire',
      key: operation.key, requestDigest: '', deadlineAt: startedAt + connection.deadlineMs,
      startedAt, endedAt: clock.nowMs(), outcome: finding.kind, ...transcript,
    },
  }];
}
