import { ENGINE } from '../domain/actor.ts';
import { available, openOperation, type Escrow, type PaymentAggregate }
  from '../domain/payment.ts';
import { withdrawUnsent } from '../domain/plan.ts';
import { accept, invariant, type Result } from '../domain/result.ts';
import type { Work } from '../domain/work.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { allAvailable, moveRequest, scheduleRefund, scheduleRelease } from '../payments/moves.ts';
import type { PaymentDecision, Surroundings } from '../payments/transact.ts';

/** The escrow comes near its end: it is put in front of people while they can still choose. */
export async function warnOfExpiry({ transactions }: OperationDeps, work: Work): Promise<void> {
  await transactions.change(
    work.subjectId, { actor: ENGINE, act: 'escrow.warn', reason: '' },
    (aggregate, { nowMs }) => {
      const { escrow } = aggregate;
      if (escrow === null || escrow.state !== 'active' || escrow.warnedAt !== null) {
        return accept({ aggregate });
      }
      return accept({ aggregate: { ...aggregate, escrow: { ...escrow, warnedAt: nowMs } } });
    },
  );
}

/**
 * The escrow ran out: in one commit, what has not left is withdrawn and the payment's on-expiry
 * policy decides. It never acts beside something dispatching, submitted or unclear: then it leaves
 * the payment as it is, and its work returns when that operation has ended.
 */
export async function expire(deps: OperationDeps, work: Work): Promise<void> {
  await deps.transactions.change(
    work.subjectId, { actor: ENGINE, act: 'escrow.expire', reason: '' },
    (aggregate, surroundings) => {
      const { escrow } = aggregate;
      const open = openOperation(aggregate.operations);
      const due = escrow !== null && escrow.state === 'active' && escrow.expiredAt === null
        && escrow.decisionNeeded === null && surroundings.nowMs >= escrow.expiresAt;
      if (!due || (open !== null && open.state !== 'scheduled')) return accept({ aggregate });
      return atExpiry(deps, aggregate, { escrow, surroundings });
    },
  );
}

function atExpiry(
  { ids }: OperationDeps,
  aggregate: PaymentAggregate,
  { escrow, surroundings: { nowMs } }: {
    readonly escrow: Escrow; readonly surroundings: Surroundings;
  },
): Result<PaymentDecision> {
  const withdrawn = withdrawUnsent(aggregate, nowMs, 'the escrow ran out');
  const expired = (decisionNeeded: string | null): PaymentAggregate =>
    ({ ...withdrawn, escrow: { ...escrow, expiredAt: nowMs, decisionNeeded } });
  if (available(withdrawn.payment) <= 0n) return accept({ aggregate: expired(null) });
  const { onExpiry } = withdrawn.payment;
  if (onExpiry === 'ask') {
    return accept({ aggregate: expired('The escrow ran out; this payment asks a person then.') });
  }
  const request = moveRequest({
    ids, nowMs, requestedBy: ENGINE.name, reason: 'The escrow ran out.',
  });
  const schedule = onExpiry === 'refund' ? scheduleRefund : scheduleRelease;
  const scheduled = schedule(expired(null), allAvailable(withdrawn), request);
  invariant(scheduled.ok, 'Money at rest can always be scheduled to go back or out.');
  return accept({ aggregate: scheduled.value });
}
