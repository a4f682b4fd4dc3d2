import { ENGINE } from '../domain/actor.ts';
import type { Operation } from '../domain/operation.ts';
import type { Payment, PaymentAggregate } from '../domain/payment.ts';
import { asksPayer } from '../domain/rails.ts';
import { moveOne, replaceOperation } from '../domain/plan.ts';
import type { Purchase } from '../domain/purchase.ts';
import type { Connection } from '../domain/records.ts';
import { accept, type Result } from '../domain/result.ts';
import { railConsent, sellerOf } from '../consents/call.ts';
import { capabilitiesOf, type EngineContext } from '../context.ts';
import type { PaymentDecision, Surroundings, Transactions } from '../payments/transact.ts';
import type { KillSwitch } from '../kill-switch/kill-switch.ts';
import type { Providers } from '../runner/providers.ts';
import type { RailOperation, RailSeller } from '../../rails/rail.ts';
import { lose, type OutcomeContext } from './outcome.ts';
import { railOperation, requestDigest } from './provider-call.ts';

/** An operation whose intent is durable, ready to leave. */
export type Intent = {
  readonly aggregate: PaymentAggregate;
  readonly operation: Operation;
  readonly connection: Connection;
  readonly attemptId: string;
  readonly request: RailOperation;
  readonly purchase: Purchase | null;
  /** Who signs, on rails where accounts sign for themselves. */
  readonly seller: RailSeller | null;
  readonly deadlineAt: number;
};

export type OperationDeps = EngineContext & {
  readonly transactions: Transactions;
  readonly providers: Providers;
  readonly killSwitch: KillSwitch;
};

type Step = { readonly intent: Intent | null; readonly decision: PaymentDecision };

/** The least pause when every usable connection rests. */
const POSTPONE_MS_MIN = 250;

/**
 * Makes the intent durable: state, key, request digest, deadline and connection, before the first
 * byte leaves (R3). Null where there is nothing to send now; what that means is then recorded.
 */
export async function declareIntent(
  deps: OperationDeps,
  paymentId: string,
  operationId: string,
): Promise<Intent | null> {
  let intent: Intent | null = null;
  const result = await deps.transactions.change(
    paymentId, { actor: ENGINE, act: 'operation.dispatch', reason: '' },
    async (aggregate, surroundings) => {
      const step = await decide(deps, aggregate, { operationId, surroundings });
      intent = step.ok ? step.value.intent : null;
      return step.ok ? accept(step.value.decision) : step;
    },
  );
  return result.ok ? intent : null;
}

async function decide(
  deps: OperationDeps,
  aggregate: PaymentAggregate,
  { operationId, surroundings }: {
    readonly operationId: string; readonly surroundings: Surroundings;
  },
): Promise<Result<Step>> {
  const { nowMs, purchase } = surroundings;
  const operation = aggregate.operations.find(({ id }) => id === operationId);
  if (operation?.state === 'dispatching') return leaseRanOut(deps, aggregate, operation);
  if (operation?.state !== 'scheduled' || operation.deadAt !== null || operation.dueAt > nowMs) {
    return accept(without({ aggregate }));
  }
  // Thrown since this was taken in hand: it stays as it is, and is looked at again.
  if (deps.killSwitch.state() !== null) return accept(without({ aggregate }));
  const chosen = await deps.providers.choose(aggregate, operation, purchase);
  switch (chosen.kind) {
    case 'none': return accept(without({
      aggregate: replaceOperation(aggregate, {
        ...operation, deadAt: nowMs, failureCode: 'no_connection',
        failureText: 'no enabled connection serves this rail',
      }),
    }));
    case 'resting': return accept(without({
      aggregate: replaceOperation(aggregate, {
        ...operation, dueAt: Math.max(chosen.untilMs, nowMs + POSTPONE_MS_MIN),
      }),
    }));
    case 'connection': break;
  }
  const { connection } = chosen;
  const sendAt = deps.providers.sendAt(connection, operation.id);
  if (sendAt !== null) {
    return accept(without({
      aggregate: replaceOperation(aggregate, { ...operation, dueAt: sendAt }),
    }));
  }
  return prepare(deps, aggregate, {
    operation, connection, surroundings, seller: await sellerOf(deps, aggregate.payment),
  });
}

/** Whoever made the call does not answer any more; what it did is not known. */
function leaseRanOut(
  deps: OperationDeps,
  aggregate: PaymentAggregate,
  operation: Operation,
): Result<Step> {
  const nowMs = deps.clock.nowMs();
  if (operation.deadlineAt !== null && nowMs < operation.deadlineAt) {
    return accept(without({ aggregate }));
  }
  const lost = lose(
    outcomeContext(deps, nowMs, aggregate), aggregate, operation,
    'the call did not come back in time',
  );
  return lost.ok ? accept(without({ aggregate: lost.value })) : lost;
}

function prepare(
  deps: OperationDeps,
  aggregate: PaymentAggregate,
  { operation, connection, surroundings, seller }: {
    readonly operation: Operation; readonly connection: Connection;
    readonly surroundings: Surroundings; readonly seller: RailSeller | null;
  },
): Result<Step> {
  const { nowMs, purchase } = surroundings;
  const deadlineAt = nowMs + connection.deadlineMs;
  const moved = moveOne(aggregate, operation.id, {
    signal: 'dispatch',
    patch: {
      connectionId: connection.id, deadlineAt, failureCode: null, failureText: null,
      dispatchedAt: nowMs,
    },
  });
  if (!moved.ok) return moved;
  // A purchase goes to the exchange; the payment stays pinned to its own rail's connection.
  const pinned = operation.kind === 'purchase' ? moved.value : {
    ...moved.value, payment: { ...moved.value.payment, connectionId: connection.id },
  };
  const sent = pinned.operations.find(({ id }) => id === operation.id) ?? operation;
  const request = railOperation(pinned, sent, { purchase, consent: railConsent(deps, pinned) });
  const attemptId = deps.ids.next('att');
  return accept({
    intent: {
      aggregate: pinned, operation: sent, connection, attemptId, request, purchase, seller,
      deadlineAt,
    },
    decision: {
      aggregate: pinned,
      also: [{
        write: 'attempt',
        row: {
          id: attemptId, operationId: operation.id, paymentId: aggregate.payment.id,
          connectionId: connection.id, number: operation.tries + 1, purpose: 'send',
          key: operation.key, requestDigest: requestDigest(request), deadlineAt,
          startedAt: nowMs, endedAt: null, outcome: null, request: '', response: '',
        },
      }],
    },
  });
}

function without(decision: PaymentDecision): Step {
  return { intent: null, decision };
}

/** A request for money that anybody may pay lives a day at its bank; it is open for that long. */
const REQUEST_MS = 25 * 3_600_000;

/** How long a provider may keep an operation of this payment before nobody knows its outcome. */
export function patienceMs(
  { options }: Pick<OperationDeps, 'options'>,
  { rail, payerAccount }: Payment,
): number {
  return asksPayer(rail) && payerAccount === null
    ? REQUEST_MS : options.submittedDeadlineMs;
}

export function outcomeContext(
  deps: OperationDeps,
  nowMs: number,
  { connection = null, payment }: {
    readonly connection?: Connection | null; readonly payment: Payment;
  },
): OutcomeContext {
  const { ids, options, rails } = deps;
  return {
    nowMs, escrowId: ids.next('esc'), retryDelaysMs: options.retryDelaysMs,
    submittedDeadlineMs: patienceMs(deps, payment),
    callDeadlineMs: connection?.deadlineMs ?? 0,
    lookup: connection === null || capabilitiesOf(rails, connection).lookup,
  };
}
