import type { Operation } from '../domain/operation.ts';
import { openOperation, type PaymentAggregate } from '../domain/payment.ts';
import {
  checkMove, moveOne, planOperation, replaceOperation, withdrawUnsent,
} from '../domain/plan.ts';
import type { Evidence } from '../domain/rails.ts';
import type { Operator } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import { workId } from '../domain/work.ts';
import { operationKey } from '../context.ts';
import type { Ask, PaymentAct, TwoOperators } from '../api.ts';
import { inquire } from '../operations/inquire.ts';
import { outcomeContext, type OperationDeps } from '../operations/intent.ts';
import { applyOutcome } from '../operations/outcome.ts';
import { act, aggregateOnly } from './acts.ts';
import { allAvailable } from './moves.ts';
import type { PaymentDecision } from './transact.ts';

/** Maker is never checker (R9): the second operator is another person. */
function otherPerson(ask: Ask, second: Operator): Result<null> {
  if (ask.actor.kind !== 'operator') return refuse('forbidden');
  return ask.actor.id === second.id ? refuse('same_operator') : accept(null);
}

/** How long the runner leaves a question to the person who asks it. */
const CHECK_LEAD_MS = 30_000;

/**
 * Asks the provider now, also where automatic inquiry has given up, and answers what is known then.
 */
export async function check(
  deps: OperationDeps,
  ask: Ask,
  { paymentId }: { readonly paymentId: string },
): Promise<Result<PaymentAggregate>> {
  const input = { paymentId, marketplaceId: null, version: null, reason: 'checked' };
  const revived = await act(deps, { ask, input, verb: 'check' }, (aggregate, { nowMs }) => {
    const open = openOperation(aggregate.operations);
    if (open === null) return refuse('state_forbids');
    // The runner asks later, should this question come to nothing: never both at once, because
    // two readings of one moment must not count as two.
    const dueAt = nowMs + CHECK_LEAD_MS;
    return accept({ aggregate: replaceOperation(aggregate, { ...open, deadAt: null, dueAt }) });
  });
  if (!revived.ok) return revived;
  const open = openOperation(revived.value.operations);
  if (open === null) return revived;
  await inquire(deps, {
    id: workId('inquire', open.id), kind: 'inquire', subjectId: open.id, paymentId,
    connectionId: open.connectionId, dueAt: open.dueAt, leaseUntil: null, tries: 0,
    lastError: null, deadAt: null,
  });
  const after = await deps.store.read.payment(paymentId);
  return after === null ? refuse('not_found') : accept(after);
}

/** Settles an unclear operation on evidence that two operators stand for (DESIGN 4). */
export function attachEvidence(
  deps: OperationDeps,
  ask: Ask,
  input: PaymentAct & TwoOperators & { readonly reference: string },
): Promise<Result<PaymentAggregate>> {
  return twoOperators(deps, ask, { input, verb: 'attachEvidence' }, (aggregate, open, nowMs) => {
    const problem = referenceProblem(deps, aggregate, { open, reference: input.reference });
    if (problem !== null) return refuse('evidence_needed', {}, problem);
    const evidence: Evidence = {
      kind: 'operator-statement', reference: input.reference, raw: input.reason,
      word: `the word of ${ask.actor.name} and ${input.second.name}`,
    };
    return applyOutcome(outcomeContext(deps, nowMs, aggregate), aggregate, open.id, {
      kind: 'settled', reference: input.reference, evidence, expiresAtMs: null,
    });
  });
}

/** A hold is evidenced by an address of its rail; everything else by a transaction or escrow id. */
function referenceProblem(
  { rails }: OperationDeps,
  { payment, operations }: PaymentAggregate,
  { open, reference }: { readonly open: Operation; readonly reference: string },
): string | null {
  const used = operations.some((other) =>
    other.id !== open.id && other.state === 'settled' && other.reference === reference);
  if (used) return 'This reference already proves another operation of the payment.';
  if (open.kind !== 'hold' || payment.rail !== 'bitcoin') return null;
  // The mode is not known to the payment: an address of either network is looked at by the rail.
  const problems = (['sandbox', 'live'] as const).map((mode) =>
    rails[payment.rail].checkAccount(reference, mode));
  return problems.includes(null) ? null : problems[0] ?? null;
}

/**
 * Declares an unclear operation not done, on the word of two operators. A hold is then rejected;
 * a release or refund as well, and the money rests in escrow again for a new, linked operation.
 */
export function declareNotDone(
  deps: OperationDeps,
  ask: Ask,
  input: PaymentAct & TwoOperators,
): Promise<Result<PaymentAggregate>> {
  return twoOperators(deps, ask, { input, verb: 'declareNotDone' }, (aggregate, open, nowMs) =>
    moveOne(aggregate, open.id, {
      signal: 'reject',
      patch: {
        endedAt: nowMs, failureCode: 'declared_not_done',
        failureText: `declared not done by ${ask.actor.name} and ${input.second.name}`,
        evidence: {
          kind: 'operator-statement', reference: '', raw: input.reason,
          word: `the word of ${ask.actor.name} and ${input.second.name}`,
        },
      },
    }));
}

/**
 * Records that the provider itself returned the escrow or paid it out, on the word of two operators
 * who saw the transaction: nothing is sent. Without it, a person who finds the money returned could
 * only refund it again (DESIGN 4: where it cannot be told, a person decides).
 */
export function recordProviderMove(
  deps: OperationDeps,
  ask: Ask,
  input: PaymentAct & TwoOperators & {
    readonly kind: 'release' | 'refund'; readonly reference: string;
  },
): Promise<Result<PaymentAggregate>> {
  const other = otherPerson(ask, input.second);
  if (!other.ok) return Promise.resolve(other);
  const verb = input.kind === 'refund' ? 'recordReturn' : 'recordRelease';
  const data = { reference: input.reference, secondOperator: input.second.id };
  return act(deps, { ask, input: withSecond(input), verb, data }, (aggregate, { nowMs }) =>
    aggregateOnly(settleByWord(deps, aggregate, {
      nowMs, kind: input.kind, reference: input.reference, requestedBy: ask.actor.name,
      reason: input.reason, word: `the word of ${ask.actor.name} and ${input.second.name}`,
    })));
}

function settleByWord(
  deps: OperationDeps,
  aggregate: PaymentAggregate,
  { nowMs, kind, reference, requestedBy, reason, word }: {
    readonly nowMs: number; readonly kind: 'release' | 'refund'; readonly reference: string;
    readonly requestedBy: string; readonly reason: string; readonly word: string;
  },
): Result<PaymentAggregate> {
  // A refund that waits for its address is overtaken by what the provider did.
  const free = withdrawUnsent(aggregate, nowMs, 'the provider moved the money itself');
  const amount = allAvailable(free);
  const checked = checkMove(free, amount);
  if (!checked.ok) return checked;
  const id = deps.ids.next('op');
  const planned = planOperation(free, {
    id, keyOf: operationKey, kind, amount, account: null, reason, requestedBy, nowMs,
    dueAt: nowMs, state: 'scheduled', retryOf: null, batchId: null,
  });
  const sent = moveOne(planned, id, {
    signal: 'dispatch',
    patch: { connectionId: free.escrow?.connectionId ?? null, dispatchedAt: nowMs },
  });
  if (!sent.ok) return sent;
  const [open] = sent.value.operations.slice(-1);
  const problem = open === undefined ? null
    : referenceProblem(deps, sent.value, { open, reference });
  if (problem !== null) return refuse('evidence_needed', {}, problem);
  return applyOutcome(outcomeContext(deps, nowMs, aggregate), sent.value, id, {
    kind: 'settled', reference, expiresAtMs: null,
    evidence: { kind: 'operator-statement', reference, raw: reason, word },
  });
}

function twoOperators(
  deps: OperationDeps,
  ask: Ask,
  { input, verb }: {
    readonly input: PaymentAct & TwoOperators; readonly verb: 'attachEvidence' | 'declareNotDone';
  },
  decide: (
    aggregate: PaymentAggregate, open: Operation, nowMs: number,
  ) => Result<PaymentAggregate>,
): Promise<Result<PaymentAggregate>> {
  const other = otherPerson(ask, input.second);
  if (!other.ok) return Promise.resolve(other);
  const named = withSecond(input);
  return act(deps, { ask, input: named, verb }, (aggregate, { nowMs }) => {
    const open = openOperation(aggregate.operations);
    if (open?.state !== 'unclear') return refuse('state_forbids');
    return aggregateOnly(decide(aggregate, open, nowMs));
  });
}

/** The reason as the history keeps it, with the second operator's name. */
function withSecond<I extends PaymentAct & TwoOperators>(input: I): I {
  return { ...input, reason: `${input.reason} (second operator: ${input.second.name})` };
}

/**
 * Supplies or changes the refund address (R8); a refund that waited for it is scheduled at once.
 */
export function setRefundAddress(
  deps: OperationDeps,
  ask: Ask,
  input: PaymentAct & TwoOperators & { readonly address: string },
): Promise<Result<PaymentAggregate>> {
  const other = otherPerson(ask, input.second);
  if (!other.ok) return Promise.resolve(other);
  const named = withSecond(input);
  const data = { address: input.address, secondOperator: input.second.id };
  return act(deps, { ask, input: named, verb: 'setRefundAddress', data }, (
    aggregate, { connection, nowMs },
  ) => {
    const { rail } = aggregate.payment;
    const mode = connection?.mode ?? 'live';
    const problem = deps.rails[rail].checkAccount(input.address, mode);
    if (problem !== null) return refuse('invalid_address', { address: input.address }, problem);
    return accept({
      ...withAddress(aggregate, input.address, nowMs),
      also: [{
        write: 'event',
        row: {
          paymentId: aggregate.payment.id, at: nowMs, kind: 'refund-address.set',
          actor: ask.actor, operationId: null, operationKind: null,
          from: aggregate.payment.refundAddress, to: input.address,
          text: `Refund address set by ${ask.actor.name} and ${input.second.name}: ${input.reason}`,
        },
      }],
    });
  });
}

function withAddress(
  aggregate: PaymentAggregate,
  address: string,
  nowMs: number,
): PaymentDecision {
  const changed: PaymentAggregate = {
    ...aggregate, payment: { ...aggregate.payment, refundAddress: address },
  };
  const waiting = aggregate.operations.find(({ kind, state }) =>
    kind === 'refund' && state === 'planned');
  if (waiting === undefined) return { aggregate: changed };
  const scheduled = moveOne(changed, waiting.id, {
    signal: 'schedule', patch: { account: address, dueAt: nowMs },
  });
  return { aggregate: scheduled.ok ? scheduled.value : changed };
}

