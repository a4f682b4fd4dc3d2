import type { PaymentAggregate } from '../domain/payment.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Ask, PaymentAct } from '../api.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { waitsForOperator } from './acts.ts';
import { permission } from './can.ts';
import { preparePayment } from './create.ts';
import { allAvailable, moveRequest, scheduleRefund } from './moves.ts';
import { auditOf, type ChangeNote } from './transact.ts';

/**
 * Moves a Bitcoin payment of a job to tokens (bitcoin phase 2): in one commit the bitcoin is
 * scheduled to go back and the linked token payment takes its place on the job. Answers the new
 * one.
 */
export function migrate(
  deps: OperationDeps,
  ask: Ask,
  input: PaymentAct & { readonly amountText: string },
): Promise<Result<PaymentAggregate>> {
  const { store, transactions } = deps;
  const note: ChangeNote = { actor: ask.actor, act: 'payment.migrate', reason: input.reason };
  return decideAndCommit(store, async () => {
    const old = await store.read.payment(input.paymentId);
    if (old === null) return refuse('not_found', { payment: input.paymentId });
    const surroundings = await transactions.surroundingsOf(old.payment);
    const { marketplace, job, nowMs } = surroundings;
    if (input.version !== null && old.payment.version !== input.version) {
      return refuse('version_conflict', { version: String(old.payment.version) });
    }
    const denied = permission('migrate', { aggregate: old, policy: marketplace.policy });
    if (denied !== null) return refuse('state_forbids', {}, denied);
    const undecided = waitsForOperator(old, ask);
    if (undecided !== null) return undecided;
    if (job === null || job.endedAt !== null || job.paymentId !== old.payment.id) {
      return refuse('state_forbids', {}, 'The job has ended or is paid otherwise.');
    }
    const prepared = await preparePayment(deps, ask, newPayment(old, input.amountText));
    if (!prepared.ok) return prepared;
    const refunding = scheduleRefund(old, allAvailable(old), moveRequest({
      ids: deps.ids, nowMs, requestedBy: ask.actor.name, reason: input.reason,
    }));
    if (!refunding.ok) return refunding;
    const moved = {
      ...job, paymentId: prepared.value.aggregate.payment.id, updatedAt: nowMs,
      version: job.version + 1,
    };
    const back = transactions.writesOf(note, old, refunding.value, { ...surroundings, job: moved });
    const fresh = transactions.writesOf(note, null, prepared.value.aggregate, {
      marketplace, job: moved, purchase: null, connection: prepared.value.connection, nowMs,
    });
    return accept<Decision<PaymentAggregate>>({
      value: fresh.after,
      writes: [
        ...back.writes, ...fresh.writes,
        { write: 'update', noun: 'jobs', row: moved, expectedVersion: job.version },
      ],
      audit: auditOf({ ...note, data: { newPayment: fresh.after.payment.id } },
        back.after.payment, nowMs),
    });
  });
}

function newPayment({ payment }: PaymentAggregate, amountText: string) {
  return {
    marketplaceId: payment.marketplaceId, jobId: payment.jobId, externalId: null,
    currency: 'AITBC', amountText, payer: payment.payer, payerAccount: payment.payerAccount,
    payee: payment.payee, payeeAccount: null, refundAddress: null, escrowTimeoutMs: null,
    link: { kind: 'migrated-from' as const, paymentId: payment.id }, purchaseId: null,
  };
}
