import { ENGINE } from '../domain/actor.ts';
import { SENDING_STOPPED, type Operation } from '../domain/operation.ts';
import type { PaymentAggregate } from '../domain/payment.ts';
import { moveOne } from '../domain/plan.ts';
import { accept, invariant, type Result } from '../domain/result.ts';
import type { Work } from '../domain/work.ts';
import { STOPPED_PAUSE_MS } from '../kill-switch/kill-switch.ts';
import { keepRailState } from '../consents/call.ts';
import { recordContradiction } from './contradiction.ts';
import { declareIntent, outcomeContext, type Intent, type OperationDeps } from './intent.ts';
import { applyOutcome, type OutcomeContext } from './outcome.ts';
import { providerCall, railOf, type Transcript } from './provider-call.ts';
import { foregone, type Foregone } from './standing.ts';

type Answer = { readonly result: Foregone; readonly transcript: Transcript };

/**
 * Carries a scheduled operation out: the intent becomes durable, the call leaves outside any
 * transaction, the answer is recorded. Every path ends in a commit that says what is known.
 */
export async function dispatch(deps: OperationDeps, work: Work): Promise<void> {
  invariant(work.paymentId !== null, 'Dispatch work belongs to a payment.');
  const intent = await declareIntent(deps, work.paymentId, work.subjectId);
  if (intent === null) return;
  await recordAnswer(deps, intent, await carryOut(deps, intent));
}

async function carryOut(deps: OperationDeps, intent: Intent): Promise<Answer> {
  const { connection, request, aggregate, operation } = intent;
  const rail = deps.rails[railOf(aggregate, operation)];
  const line = connect(deps, intent);
  if (line === null) return neverLeft;
  const { call, transcript } = line;
  const startedAt = deps.clock.nowMs();
  try {
    const known = await foregone(deps, intent, call);
    if (known !== null) return { result: known, transcript };
    // The switch was thrown since the intent was decided: the last moment to heed it.
    if (deps.killSwitch.state() !== null) return { result: stoppedNow(deps), transcript };
    const outcome = await rail.carryOut(call, request);
    const isPaced = outcome.kind === 'not-received' && outcome.paced === true;
    deps.providers.report(connection.id, isPaced ? 'undecided' : outcome.kind,
      deps.clock.nowMs() - startedAt);
    return { result: { kind: 'outcome', outcome }, transcript };
  } catch (error) {
    // A bug in a rail: what it sent is not known, so the outcome is not known either (R4).
    deps.log.error('rail failed', { rail: rail.name, operation: operation.id, error });
    return {
      transcript,
      result: {
        kind: 'outcome',
        outcome: { kind: 'unclear', message: 'the adapter failed while the call was out' },
      },
    };
  }
}

/** The way to the provider; null where a secret of its connection does not open. */
function connect(deps: OperationDeps, { connection, deadlineAt, seller, operation }: Intent) {
  try {
    return providerCall(deps, connection, { deadlineAt, seller });
  } catch (error) {
    deps.log.error('a connection could not be opened', {
      connection: connection.id, operation: operation.id, error,
    });
    return null;
  }
}

function stoppedNow({ clock }: OperationDeps): Foregone {
  return {
    kind: 'wait', untilMs: clock.nowMs() + STOPPED_PAUSE_MS, code: SENDING_STOPPED,
    text: 'all sending was stopped before it left',
  };
}

const neverLeft: Answer = {
  transcript: { request: '', response: '' },
  result: {
    kind: 'outcome',
    outcome: {
      kind: 'not-received', retryAfterMs: null,
      message: 'a secret of the connection does not open, so nothing was sent',
    },
  },
};

async function recordAnswer(deps: OperationDeps, intent: Intent, answer: Answer): Promise<void> {
  const { operation, connection, attemptId, aggregate: { payment } } = intent;
  const { result, transcript } = answer;
  const word = result.kind === 'outcome' ? result.outcome.kind : result.kind;
  const recorded = await deps.transactions.change(
    payment.id,
    { actor: ENGINE, act: `operation.${word}`, reason: '' },
    (aggregate, { nowMs }) => {
      const context = outcomeContext(deps, nowMs, { connection, payment: aggregate.payment });
      const applied = applyAnswer(context, aggregate, {
        operation, result,
      });
      if (!applied.ok) return applied;
      return accept({
        aggregate: result.kind === 'outcome'
          ? keepRailState(deps, applied.value, {
            operationId: operation.id, answer: result.outcome,
          }) : applied.value,
        also: [{
          write: 'attempt-ended', id: attemptId, endedAt: nowMs, outcome: word, ...transcript,
        }],
      });
    },
  );
  if (recorded.ok) return;
  await recordContradiction(deps, {
    paymentId: payment.id, operationId: operation.id,
    answer: result.kind === 'outcome' ? result.outcome : result,
    attempt: [{
      write: 'attempt-ended', id: attemptId, endedAt: deps.clock.nowMs(), outcome: word,
      ...transcript,
    }],
  });
}

function applyAnswer(
  context: OutcomeContext,
  aggregate: PaymentAggregate,
  { operation, result }: { readonly operation: Operation; readonly result: Foregone },
): Result<PaymentAggregate> {
  switch (result.kind) {
    case 'outcome': return applyOutcome(context, aggregate, operation.id, result.outcome);
    case 'ask-person':
      return handToPerson(aggregate, operation, { text: result.text, nowMs: context.nowMs });
    // Nothing was sent, and nothing is wrong: it leaves when its moment has come.
    case 'wait': return moveOne(aggregate, operation.id, {
      signal: 'return-unsent',
      patch: {
        deadlineAt: null, dueAt: result.untilMs,
        failureCode: result.code, failureText: result.text,
      },
    });
  }
}

/** Nothing was sent, and only a person can tell what to do: the operation is withdrawn. */
function handToPerson(
  aggregate: PaymentAggregate,
  operation: Operation,
  { text, nowMs }: { readonly text: string; readonly nowMs: number },
): Result<PaymentAggregate> {
  const returned = moveOne(aggregate, operation.id, {
    signal: 'return-unsent', patch: { deadlineAt: null },
  });
  if (!returned.ok) return returned;
  const withdrawn = moveOne(returned.value, operation.id, {
    signal: 'withdraw', patch: { endedAt: nowMs, failureText: text },
  });
  if (!withdrawn.ok) return withdrawn;
  const { escrow } = withdrawn.value;
  invariant(escrow !== null, 'Only an escrow that ran out is handed to a person.');
  // The clock may have been set back while the provider was asked; the end has been all the same.
  const expiredAt = escrow.expiredAt ?? Math.max(nowMs, escrow.expiresAt);
  return accept({
    ...withdrawn.value, escrow: { ...escrow, expiredAt, decisionNeeded: text },
  });
}
