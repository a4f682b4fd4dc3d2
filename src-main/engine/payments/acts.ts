import type { Operation } from '../domain/operation.ts';
import { latestOperation, openOperation, type PaymentAggregate } from '../domain/payment.ts';
import { moveOne, replaceOperation, settleUp, withdrawUnsent } from '../domain/plan.ts';
import { asksPayer, railAssets } from '../domain/rails.ts';
import { refuse, type RefusalCode } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Ask, MoveMoney, PaymentAct } from '../api.ts';
import { capabilitiesOf } from '../context.ts';
import { planConsentedPayout } from '../consents/plan.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { permission, type VerbName } from './can.ts';
import { amountOf } from './create.ts';
import {
  allAvailable, letGo, scheduleHold, schedulePayout, schedulePurchase, scheduleRefund,
  scheduleRelease, type MoveRequest,
} from './moves.ts';
import type { ChangeNote, PaymentDecision, Surroundings } from './transact.ts';

type Decided = Result<PaymentDecision>;

/** Runs an act on a payment after the checks that every act shares. */
export function act(
  deps: OperationDeps,
  { ask, input, verb, data }: {
    readonly ask: Ask; readonly input: PaymentAct; readonly verb: VerbName;
    readonly data?: Readonly<Record<string, string>>;
  },
  decide: (aggregate: PaymentAggregate, surroundings: Surroundings) => Decided,
): Promise<Result<PaymentAggregate>> {
  const note: ChangeNote = {
    actor: ask.actor, act: `payment.${verb}`, reason: input.reason,
    idempotency: ask.idempotency, ...(data === undefined ? {} : { data }),
  };
  return deps.transactions.change(input.paymentId, note, (aggregate, surroundings) => {
    const { payment } = aggregate;
    if (input.marketplaceId !== null && payment.marketplaceId !== input.marketplaceId) {
      return refuse('not_found', { payment: payment.id });
    }
    if (input.version !== null && payment.version !== input.version) {
      return refuse('version_conflict', { version: String(payment.version) });
    }
    const { policy } = surroundings.marketplace;
    const denied = permission(verb, { aggregate, policy });
    if (denied !== null) return refuse(denialCode(aggregate), {}, denied);
    return decide(aggregate, surroundings);
  });
}

function denialCode({ operations }: PaymentAggregate): RefusalCode {
  const open = openOperation(operations);
  if (open === null) return 'state_forbids';
  return open.state === 'unclear' ? 'outcome_unclear' : 'operation_open';
}

/** Starts a release or refund: whole, or partial where the pinned connection can do that. */
export function moveMoney(
  deps: OperationDeps,
  ask: Ask,
  { verb, input, batchId, hasLooked = ask.actor.kind === 'operator' }: {
    readonly verb: 'release' | 'refund'; readonly input: MoveMoney; readonly batchId: string | null;
    /** An operator has seen what is odd about it: on its page, or on the sheet of a batch. */
    readonly hasLooked?: boolean;
  },
): Promise<Result<PaymentAggregate>> {
  return act(deps, { ask, input, verb }, (aggregate, surroundings) => {
    const { review } = aggregate.payment;
    if (review !== null && !hasLooked) {
      return refuse('state_forbids', {}, `An operator has to look at it: ${review}`);
    }
    const undecided = waitsForOperator(aggregate, ask);
    if (undecided !== null) return undecided;
    const scheduled = scheduleMove(deps, aggregate, {
      verb, text: input.amountText, surroundings,
      request: {
        ids: deps.ids, nowMs: surroundings.nowMs, requestedBy: ask.actor.name,
        reason: input.reason, delayMs: input.delayMs, batchId, retryOf: null,
      },
    });
    if (!scheduled.ok) return scheduled;
    const operation = latestOperation(scheduled.value.operations);
    return accept({
      aggregate: scheduled.value,
      also: batchId === null || operation === null ? [] : [{
        write: 'batch-item-moved', batchId, paymentId: aggregate.payment.id,
        state: operation.state === 'planned' ? 'stalled' : 'started',
        operationId: operation.id,
        detail: operation.state === 'planned' ? 'It waits for a refund address.' : '',
      }],
    });
  });
}

/** Money goes out of its escrow, or, where the treasury pays, the payout that waits leaves. */
function scheduleMove(
  deps: OperationDeps,
  aggregate: PaymentAggregate,
  { verb, text, surroundings, request }: {
    readonly verb: 'release' | 'refund'; readonly text: string | null;
    readonly surroundings: Surroundings; readonly request: MoveRequest;
  },
): Result<PaymentAggregate> {
  if (railAssets[aggregate.payment.rail].paysFrom === 'treasury') {
    return text === null || text === '' ? letGo(aggregate, request)
      : refuse('partial_unsupported', { amount: text });
  }
  const amount = amountToMove(deps, aggregate, { text, surroundings });
  if (!amount.ok) return amount;
  const schedule = verb === 'release' ? scheduleRelease : scheduleRefund;
  return schedule(aggregate, amount.value, request);
}

/** An escrow that ran out and asked for a person is decided by an operator, not by a program. */
export function waitsForOperator({ escrow }: PaymentAggregate, { actor }: Ask) {
  if (escrow === null || escrow.decisionNeeded === null || actor.kind === 'operator') return null;
  return refuse('state_forbids', {}, `An operator has to decide: ${escrow.decisionNeeded}`);
}

function amountToMove(
  { rails }: OperationDeps,
  aggregate: PaymentAggregate,
  { text, surroundings }: { readonly text: string | null; readonly surroundings: Surroundings },
) {
  const all = allAvailable(aggregate);
  if (text === null || text === '') return accept(all);
  const amount = amountOf(text, aggregate.payment.amount.asset);
  if (!amount.ok || amount.value.minor === all.minor) return amount;
  if (amount.value.minor > all.minor) return refuse('above_held', { amount: text });
  const { connection } = surroundings;
  const partial = connection !== null && capabilitiesOf(rails, connection).partial;
  return partial ? amount : refuse('partial_unsupported', { amount: text });
}

/** Takes back one operation that has not left. Dispatched meanwhile: refused, never undone. */
export function stop(
  deps: OperationDeps,
  ask: Ask,
  { paymentId, operationId }: { readonly paymentId: string; readonly operationId: string },
): Promise<Result<PaymentAggregate>> {
  const input = { paymentId, marketplaceId: null, version: null, reason: 'stopped' };
  return act(deps, { ask, input, verb: 'stop' }, (aggregate, { nowMs }) => aggregateOnly(
    moveOne(aggregate, operationId, {
      signal: 'withdraw',
      patch: { endedAt: nowMs, failureText: `stopped by ${ask.actor.name}` },
    }),
  ));
}

/**
 * Cancels a payment before any money moved; a hold that was refused cleanly is given up instead.
 */
export function cancel(deps: OperationDeps, ask: Ask, input: PaymentAct) {
  return act(deps, { ask, input, verb: 'cancel' }, (aggregate, { nowMs }) => {
    const withdrawn = withdrawUnsent(aggregate, nowMs, input.reason);
    return accept({
      aggregate: latestOperation(withdrawn.operations)?.state === 'rejected'
        ? abandon(withdrawn, nowMs) : withdrawn,
    });
  });
}

/** Ends a stalled payment for good: nothing is held and the last outcome is a proven rejection. */
export function giveUp(deps: OperationDeps, ask: Ask, input: PaymentAct) {
  return act(deps, { ask, input, verb: 'giveUp' }, (aggregate, { nowMs }) =>
    accept({ aggregate: abandon(aggregate, nowMs) }));
}

function abandon(aggregate: PaymentAggregate, nowMs: number): PaymentAggregate {
  return settleUp({ ...aggregate, payment: { ...aggregate.payment, abandonedAt: nowMs } });
}

/**
 * Repeats what did not happen. A dead letter never arrived, so it goes again under its own key;
 * a proven rejection becomes a new operation with a new key, linked to the old one.
 */
export function retry(deps: OperationDeps, ask: Ask, input: PaymentAct) {
  return act(deps, { ask, input, verb: 'retry' }, (aggregate, { nowMs }) => {
    const open = openOperation(aggregate.operations);
    if (open !== null) {
      return accept({
        aggregate: replaceOperation(aggregate, { ...open, deadAt: null, tries: 0, dueAt: nowMs }),
      });
    }
    const rejected = latestOperation(aggregate.operations);
    if (rejected === null) return refuse('state_forbids');
    return aggregateOnly(repeat(deps, aggregate, {
      rejected, ids: deps.ids, nowMs, requestedBy: ask.actor.name, reason: input.reason, delayMs: 0,
      batchId: null, retryOf: rejected.id,
    }));
  });
}

function repeat(
  deps: OperationDeps,
  aggregate: PaymentAggregate,
  { rejected, ...request }: MoveRequest & { readonly rejected: Operation },
): Result<PaymentAggregate> {
  switch (rejected.kind) {
    case 'hold': return accept(scheduleHold(aggregate, request));
    case 'payout': return accept(asksPayer(aggregate.payment.rail)
      ? planConsentedPayout(deps, aggregate, request)
      : schedulePayout(aggregate, rejected.amount, request));
    case 'release': return scheduleRelease(aggregate, rejected.amount, request);
    case 'refund': return scheduleRefund(aggregate, rejected.amount, request);
    case 'purchase': return accept(schedulePurchase(aggregate, request));
  }
}

/** Wraps a changed aggregate as a decision. */
export function aggregateOnly(result: Result<PaymentAggregate>): Decided {
  return result.ok ? accept({ aggregate: result.value }) : result;
}
