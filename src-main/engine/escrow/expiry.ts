import { ENGINE } from '../domain/actor.ts';
import {
  available, expiryActsAt, expiryPolicy, openOperation, type Escrow, type PaymentAggregate,
} from '../domain/payment.ts';
import { withdrawUnsent } from '../domain/plan.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, invariant, type Result } from '../domain/result.ts';
import type { Work } from '../domain/work.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { allAvailable, moveRequest, scheduleRefund, scheduleRelease } from '../payments/moves.ts';
import type { PaymentDecision, Surroundings } from '../payments/transact.ts';
import { dropWork } from '../runner/stale.ts';

/** The escrow comes near its end: it is put in front of people while they can still choose. */
export async function warnOfExpiry(deps: OperationDeps, work: Work): Promise<void> {
  await whileOpen(deps, work, 'escrow.warn', (aggregate, { escrow, surroundings }) =>
    accept({
      aggregate: escrow.warnedAt !== null ? aggregate
        : { ...aggregate, escrow: { ...escrow, warnedAt: surroundings.nowMs } },
    }));
}

/**
 * The escrow ran out: in one commit, what has not left is withdrawn and the payment's on-expiry
 * policy decides. It never acts beside something dispatching, submitted or unclear: then it leaves
 * the payment as it is, and its work returns when that operation has ended.
 */
export async function expire(deps: OperationDeps, work: Work): Promise<void> {
  await whileOpen(deps, work, 'escrow.expire', (aggregate, context) =>
    context.surroundings.nowMs < expiryActsAt(aggregate, context.escrow)
      ? accept({ aggregate }) : atExpiry(deps, aggregate, context));
}

type Running = { readonly escrow: Escrow; readonly surroundings: Surroundings };

/**
 * Decides about an escrow whose clock still runs. Where it does not (ended, expired, waiting for a
 * person, or something is on its way), the work is stale and is taken out.
 */
async function whileOpen(
  deps: OperationDeps,
  work: Work,
  act: string,
  decide: (aggregate: PaymentAggregate, running: Running) => Result<PaymentDecision>,
): Promise<void> {
  const result = await deps.transactions.change(
    work.subjectId, { actor: ENGINE, act, reason: '' },
    (aggregate, surroundings) => {
      const { escrow, operations } = aggregate;
      const open = openOperation(operations);
      const runs = escrow !== null && escrow.state === 'active' && escrow.expiredAt === null
        && escrow.decisionNeeded === null && (open === null || open.state === 'scheduled');
      return runs ? decide(aggregate, { escrow, surroundings }) : refuse('state_forbids');
    },
  );
  if (!result.ok && result.refusal.code !== 'version_conflict') await dropWork(deps, work);
}

function atExpiry(
  { ids }: OperationDeps,
  aggregate: PaymentAggregate,
  { escrow, surroundings: { nowMs } }: Running,
): Result<PaymentDecision> {
  const withdrawn = withdrawUnsent(aggregate, nowMs, 'the escrow ran out');
  const expired = (decisionNeeded: string | null): PaymentAggregate =>
    ({ ...withdrawn, escrow: { ...escrow, expiredAt: nowMs, decisionNeeded } });
  if (available(withdrawn.payment) <= 0n) return accept({ aggregate: expired(null) });
  const onExpiry = expiryPolicy(aggregate);
  if (onExpiry === 'ask') {
    return accept({ aggregate: expired('The escrow ran out; this payment asks a person then.') });
  }
  // A refund of a batch that waited for this moment goes on as the refund of that batch.
  const waiting = aggregate.operations.find(({ kind, state }) =>
    kind === 'refund' && state === 'scheduled');
  const request = {
    ...moveRequest({ ids, nowMs, requestedBy: ENGINE.name, reason: 'The escrow ran out.' }),
    batchId: onExpiry === 'refund' ? waiting?.batchId ?? null : null,
  };
  const schedule = onExpiry === 'refund' ? scheduleRefund : scheduleRelease;
  const scheduled = schedule(expired(null), allAvailable(withdrawn), request);
  invariant(scheduled.ok, 'Money at rest can always be scheduled to go back or out.');
  return accept({ aggregate: scheduled.value });
}
