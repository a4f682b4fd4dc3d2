import type { Actor } from '../domain/actor.ts';
import type { Job } from '../domain/job.ts';
import { isTerminal, type Payment, type PaymentAggregate } from '../domain/payment.ts';
import type { PurchaseStatus, Purchase } from '../domain/purchase.ts';
import type { AuditDraft, Connection, Marketplace, PayeeWallet } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, invariant, type Result } from '../domain/result.ts';
import type { IdempotencyClaim } from '../api.ts';
import type { EngineContext } from '../context.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import type { Write } from '../ports.ts';
import { scoreWrites } from '../payouts/score.ts';
import { followUp } from './follow-up.ts';
import { recordPayment } from './record.ts';

/** What a decision about a payment may look at besides the payment itself. */
export type Surroundings = {
  readonly marketplace: Marketplace;
  readonly job: Job | null;
  readonly purchase: Purchase | null;
  /** The pinned connection, or the one that a first operation would take; null where none is. */
  readonly connection: Connection | null;
  /** The payee's wallet, where the treasury pays; absent is none. */
  readonly wallet?: PayeeWallet | null;
  readonly nowMs: number;
};

/** How a change is told: who, which act, why, and anything else worth a place in the audit log. */
export type ChangeNote = {
  readonly actor: Actor;
  readonly act: string;
  readonly reason: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly idempotency?: IdempotencyClaim | null;
};

/** A decision about one payment: the aggregate as it should become, and writes that go with it. */
export type PaymentDecision = {
  readonly aggregate: PaymentAggregate;
  readonly also?: readonly Write[];
};

export type Decide = (
  aggregate: PaymentAggregate,
  surroundings: Surroundings,
) => Promise<Result<PaymentDecision>> | Result<PaymentDecision>;

export type Transactions = ReturnType<typeof createTransactions>;

/** The one way in which an existing payment changes: read, decide, follow up, record, commit. */
export function createTransactions(context: EngineContext) {
  const { store, directory, clock, ids } = context;

  const surroundingsOf = async (payment: Payment): Promise<Surroundings> => {
    const [marketplace, job, purchase, connection, wallet] = await Promise.all([
      directory.marketplace(payment.marketplaceId),
      payment.jobId === null ? null : store.read.job(payment.jobId),
      payment.purchaseId === null ? null : store.read.purchase(payment.purchaseId),
      payment.connectionId === null
        ? directory.connectionsOf(payment.rail).then((all) => all[0] ?? null)
        : directory.connection(payment.connectionId),
      payment.walletId === null ? null : store.read.payeeWallet(payment.walletId),
    ]);
    invariant(marketplace !== null, `Payment ${payment.id} belongs to an unknown marketplace.`);
    return { marketplace, job, purchase, connection, wallet, nowMs: clock.nowMs() };
  };

  /** Records a decided payment; `before` null for a new one. Answers the writes and the result. */
  const writesOf = (
    note: ChangeNote,
    before: PaymentAggregate | null,
    decided: PaymentAggregate,
    surroundings: Surroundings,
  ): { readonly after: PaymentAggregate; readonly writes: readonly Write[] } => {
    const { marketplace, job, purchase, connection, wallet = null, nowMs } = surroundings;
    const followed = followUp({ ids, nowMs, policy: marketplace.policy, job, purchase }, decided);
    const recorded = recordPayment({
      ids, nowMs, actor: note.actor,
      routes: { own: connection?.id ?? null, exchange: purchase?.exchangeConnectionId ?? null },
      warningMs: marketplace.policy.expiryWarningMs,
      webhooksFor: (was, is) => context.webhooksFor(marketplace, was, is),
    }, before, followed);
    const purchaseWrites = purchase === null
      ? [] : movePurchase(purchase, recorded.after, nowMs);
    const scored = scoreWrites(before?.payment ?? null, recorded.after.payment, { wallet, nowMs });
    return { after: recorded.after, writes: [...recorded.writes, ...purchaseWrites, ...scored] };
  };

  const change = (
    paymentId: string,
    note: ChangeNote,
    decide: Decide,
  ): Promise<Result<PaymentAggregate>> => decideAndCommit(store, async () => {
    const before = await store.read.payment(paymentId);
    if (before === null) return refuse('not_found', { payment: paymentId });
    const { status } = before.payment;
    if (isTerminal(status)) return refuse('terminal', { status });
    const surroundings = await surroundingsOf(before.payment);
    const decided = await decide(before, surroundings);
    if (!decided.ok) return decided;
    if (decided.value.aggregate === before && decided.value.also === undefined) {
      return accept<Decision<PaymentAggregate>>({ writes: [], audit: null, value: before });
    }
    const { after, writes } = writesOf(note, before, decided.value.aggregate, surroundings);
    const { job, nowMs } = surroundings;
    return accept<Decision<PaymentAggregate>>({
      value: after,
      writes: [
        ...writes,
        ...(decided.value.also ?? []),
        // The follow-up was decided on this job; its end must not slip by unseen.
        ...(job === null ? [] : [expectJob(job)]),
        ...claimWrites(note.idempotency ?? null, paymentId, nowMs),
      ],
      audit: auditOf(note, after.payment, nowMs),
    });
  });

  return { change, surroundingsOf, writesOf };
}

export function expectJob(job: Job): Write {
  return { write: 'expect', noun: 'jobs', id: job.id, version: job.version };
}

/** Stores the request's Idempotency-Key in the commit that the request causes. */
export function claimWrites(
  claim: IdempotencyClaim | null,
  subjectId: string,
  nowMs: number,
): readonly Write[] {
  if (claim === null) return [];
  return [{
    write: 'idempotency',
    row: { ...claim, subjectId, status: null, body: null, createdAt: nowMs },
  }];
}

export function auditOf(note: ChangeNote, payment: Payment, nowMs: number): AuditDraft {
  return {
    at: nowMs, actor: note.actor, act: note.act, subject: 'payment', subjectId: payment.id,
    reason: note.reason, data: { status: payment.status, ...note.data },
  };
}

function movePurchase(
  purchase: Purchase,
  aggregate: PaymentAggregate,
  nowMs: number,
): readonly Write[] {
  const status = purchaseStatus(aggregate);
  if (status === purchase.status) return [];
  return [{
    write: 'update', noun: 'purchases', expectedVersion: purchase.version,
    row: { ...purchase, status, updatedAt: nowMs, version: purchase.version + 1 },
  }];
}

/** Where a purchase stands, from the payment that carries its legs. */
export function purchaseStatus({ payment, operations }: PaymentAggregate): PurchaseStatus {
  switch (payment.status) {
    case 'unclear': return 'frozen';
    case 'released': return 'completed';
    case 'refunded': return 'refunded';
    case 'cancelled': case 'failed': return 'failed';
    case 'refunding': return 'refunding';
    case 'requested': case 'holding': case 'escrowed': case 'releasing': case 'stalled': break;
  }
  const purchase = operations.findLast(({ kind, state }) =>
    kind === 'purchase' && state !== 'cancelled');
  if (purchase === undefined) return payment.held.minor > 0n ? 'held' : 'rate-locked';
  if (purchase.state === 'settled') return 'credited';
  return purchase.state === 'rejected' ? 'refunding' : 'purchasing';
}
