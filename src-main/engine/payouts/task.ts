import { hash } from 'node:crypto';
import { zero, type Asset, type Money } from '../domain/money.ts';
import type { Payment, PaymentAggregate } from '../domain/payment.ts';
import {
  chargeOf, checkPayoutAmount, judgeTask, VOLUME_DAYS, type Charged,
  type PayeeFacts, type Verdict,
} from '../domain/payout.ts';
import { stablecoinOf } from '../domain/rails.ts';
import type { Connection, Marketplace, PayeeWallet } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Ask, CompletedTask, PaidTask } from '../api.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { amountOf } from '../payments/create.ts';
import { moveRequest, planPayout, schedulePayout } from '../payments/moves.ts';
import { auditOf, claimWrites, type ChangeNote } from '../payments/transact.ts';
import type { PayeeActivity, Write } from '../ports.ts';
import { canonicalJob, type TaskJob } from './task-job.ts';

const DAY_MS = 86_400_000;

/**
 * Pays a completed task from the treasury: eligibility, fee, verdict, job, payment and its payout
 * in one commit (S4-003 to S4-008). The same task is answered with the payment that it has, however
 * often it is announced; nothing is cached that was refused. `alongside` goes into the same commit
 * (the message that announced it).
 */
export function payTask(
  deps: OperationDeps,
  ask: Ask,
  task: CompletedTask,
  { alongside = nothingAlongside, waits = false }: PayTaskOptions = {},
): Promise<Result<PaidTask>> {
  return decideAndCommit<PaidTask>(deps.store, async () => {
    const looked = await lookAtTask(deps, task);
    if (!looked.ok) return looked;
    if (looked.value.present !== null) {
      return repeated(deps, ask, { task, payment: looked.value.present, alongside });
    }
    return recordTask(deps, ask, { task, alongside, waits, ...looked.value });
  });
}

export type PayTaskOptions = {
  /** What the same commit records besides; asked again whenever the task is decided again. */
  readonly alongside?: (paid: PaidTask) => Promise<Result<readonly Write[]>>;
  /** The payout is planned and leaves only when somebody lets it go, whatever the policy says. */
  readonly waits?: boolean;
};

type NewTask = Eligible & Judged & {
  readonly present: null; readonly identity: string; readonly marketplace: Marketplace;
};
type Looked = NewTask | { readonly present: PaymentAggregate };

/**
 * What would become of a task: the payment that it has already, or all that a new one takes.
 * Writes nothing; refused where it may not be paid.
 */
export async function lookAtTask(
  deps: OperationDeps,
  task: CompletedTask,
): Promise<Result<Looked>> {
  const marketplace = await deps.directory.marketplace(task.marketplaceId);
  if (marketplace === null) return refuse('not_found', { marketplace: task.marketplaceId });
  const identity = task.identity ?? payoutIdentity(task.taskId, task.payeeReference);
  const present = await deps.store.read.paymentByIdentity(marketplace.id, identity);
  if (present !== null) return accept({ present });
  const eligible = await checkEligible(deps, marketplace, task);
  if (!eligible.ok) return eligible;
  const judged = await judge(deps, { task, marketplace, eligible: eligible.value });
  if (!judged.ok) return judged;
  return accept({ present: null, identity, marketplace, ...eligible.value, ...judged.value });
}

const nothingAlongside = (): Promise<Result<readonly Write[]>> => Promise.resolve(accept([]));

/** Announced again: what is on its way or paid already is the answer. */
async function repeated(
  { clock }: OperationDeps,
  ask: Ask,
  { task, payment, alongside }: {
    readonly task: CompletedTask; readonly payment: PaymentAggregate;
    readonly alongside: Required<PayTaskOptions>['alongside'];
  },
): Promise<Result<Decision<PaidTask>>> {
  const { id, amount, fee } = payment.payment;
  const gross = amount.minor + (fee?.minor ?? 0n);
  const asked = amountOf(task.amountText, amount.asset);
  if (!asked.ok || asked.value.minor !== gross) {
    return refuse('already_paid', { task: task.taskId },
      'The task has a payment already, and of another amount; nothing was changed.');
  }
  const value: PaidTask = {
    payment, repeated: true, verdict: { outcome: 'approve', points: 0, reasons: [] },
  };
  const also = await alongside(value);
  return also.ok ? accept({
    value, audit: null,
    writes: [...also.value, ...claimWrites(ask.idempotency, id, clock.nowMs())],
  }) : also;
}

type Eligible = {
  readonly wallet: PayeeWallet; readonly connection: Connection; readonly gross: Money;
  readonly job: TaskJob;
};

/** The task exists, is the payee's, is completed, is not paid, and its amount may be paid. */
async function checkEligible(
  deps: OperationDeps,
  marketplace: Marketplace,
  task: CompletedTask,
): Promise<Result<Eligible>> {
  const { store, directory, rails } = deps;
  const asset: Asset | null = stablecoinOf(task.assetCode);
  if (asset === null) return refuse('unknown_currency', { currency: task.assetCode });
  const gross = amountOf(task.amountText, asset);
  if (!gross.ok) return gross;
  const inRange = checkPayoutAmount(gross.value, marketplace.policy.payouts);
  if (!inRange.ok) return inRange;
  const [connection] = await directory.connectionsOf('usdc');
  if (connection === undefined) return refuse('no_connection', { rail: 'usdc' });
  const wallet = await store.read.payeeWalletOf(marketplace.id, 'usdc', task.payeeReference);
  if (wallet === null || !wallet.enabled) {
    return refuse('wallet_not_found', { payee: task.payeeReference });
  }
  const problem = rails.usdc.checkAccount(wallet.account, connection.mode);
  if (problem !== null) return refuse('invalid_address', { payee: task.payeeReference }, problem);
  const others = await store.read.paymentsOfOffer(marketplace.id, task.taskId);
  const paid = others.find(({ status }) => status !== 'failed' && status !== 'cancelled');
  if (paid !== undefined) return refuse('already_paid', { payment: paid.id });
  const job = await canonicalJob(deps, task);
  return job.ok
    ? accept({ wallet, connection, gross: gross.value, job: job.value }) : job;
}

type Judged = {
  readonly charged: Charged; readonly verdict: Verdict;
  /** Tasks of this payee that were paid in the last 30 days. */
  readonly paidBefore: number;
};

async function judge(
  deps: OperationDeps,
  { task, marketplace, eligible: { wallet, gross } }: {
    readonly task: CompletedTask; readonly marketplace: Marketplace; readonly eligible: Eligible;
  },
): Promise<Result<Judged>> {
  const { store, clock } = deps;
  const nowMs = clock.nowMs();
  const activity = await store.read.payeeActivity({
    walletId: wallet.id, account: wallet.account, asset: gross.asset, dayMs: nowMs - DAY_MS,
    sinceMs: nowMs - VOLUME_DAYS * DAY_MS,
  });
  const { payouts } = marketplace.policy;
  const everywhere = deps.options.payoutFeeBasisPoints();
  const charged = chargeOf(gross, everywhere === null ? payouts
    : { feeBasisPoints: everywhere, feeTiers: [] }, activity.volume);
  if (!charged.ok) return charged;
  const alike = await store.read.alikeWallets(wallet.account);
  const verdict = judgeTask({ ...task, gross }, factsOf(wallet, activity, alike), {
    rules: payouts.rules, nowMs,
  });
  if (verdict.outcome === 'reject') {
    return refuse('task_rejected', { points: String(verdict.points) },
      `The task was not believed (${verdict.reasons.join('; ')}); nothing is paid.`);
  }
  return accept({ charged: charged.value, verdict, paidBefore: activity.paid });
}

function factsOf(
  { score, createdAt, accountSince, marketplaceId }: PayeeWallet,
  { announcedToday, paid, failed, volume, paidInAsset, accountPaid }: PayeeActivity,
  alike: readonly PayeeWallet[],
): PayeeFacts {
  return {
    knownSince: createdAt, score, tasksToday: announcedToday, paid, failed,
    average: paidInAsset === 0 ? null
      : { minor: volume.minor / BigInt(paidInAsset), asset: volume.asset },
    lookAlike: alike.some((other) => other.marketplaceId === marketplaceId),
    isFirst: !accountPaid, accountSince,
  };
}

async function recordTask(
  deps: OperationDeps,
  ask: Ask,
  {
    task, identity, marketplace, wallet, connection, charged, verdict, job, alongside, waits,
  }: NewTask & { readonly task: CompletedTask } & Required<PayTaskOptions>,
): Promise<Result<Decision<PaidTask>>> {
  const { ids, clock, transactions } = deps;
  const nowMs = clock.nowMs();
  const review = verdict.outcome === 'flag' ? verdict.reasons.join('; ') : null;
  const payment = taskPayment({
    id: ids.next('pay'), marketplace, wallet, connection, charged, identity, nowMs, review,
    jobId: job.row.id, offerId: task.taskId,
  });
  const note: ChangeNote = {
    actor: ask.actor, act: 'payment.create', reason: task.title ?? `Task ${task.taskId}`,
    data: { verdict: verdict.outcome, points: String(verdict.points) },
  };
  const leaves = !waits && review === null && marketplace.policy.payouts.pays === 'at-once';
  const aggregate = withPayout(deps, ask, { payment, leaves, reason: note.reason });
  const attached = { ...job.row, paymentId: payment.id };
  const { after, writes } = transactions.writesOf(note, null, aggregate, {
    marketplace, job: attached, purchase: null, connection, wallet, nowMs,
  });
  const value: PaidTask = { payment: after, verdict, repeated: false };
  const also = await alongside(value);
  return also.ok ? accept({
    value, audit: auditOf(note, after.payment, nowMs),
    writes: [
      ...job.writesWith(attached), ...writes,
      ...claimWrites(ask.idempotency, after.payment.id, nowMs), ...also.value,
    ],
  }) : also;
}

/** Names what is owed to a payee for a task, for ever (S4-015). */
export function payoutIdentity(taskId: string, payeeReference: string): string {
  return hash('sha256', `${taskId}-${payeeReference}-payment`, 'hex');
}

/** Adds the payout: on its way at once, or waiting for somebody to let it go. */
export function withPayout(
  { ids, clock }: Pick<OperationDeps, 'ids' | 'clock'>,
  { actor }: Ask,
  { payment, leaves, reason }: {
    readonly payment: Payment; readonly leaves: boolean; readonly reason: string;
  },
): PaymentAggregate {
  const bare: PaymentAggregate = { payment, operations: [], escrow: null, consent: null };
  const request = moveRequest({ ids, nowMs: clock.nowMs(), requestedBy: actor.name, reason });
  return leaves ? schedulePayout(bare, payment.amount, request)
    : planPayout(bare, payment.amount, request);
}

/** How a payment names the payee: payments of one name belong to one payee. */
export function payeeName({ name, reference }: Pick<PayeeWallet, 'name' | 'reference'>): string {
  return name === '' || name === reference ? reference : `${name} (${reference})`;
}

/** A payment of the treasury to a payee's wallet, nothing planned yet. */
export function taskPayment(
  { id, marketplace, wallet, connection, charged, identity, nowMs, review, jobId, offerId }: {
    readonly id: string; readonly marketplace: Marketplace; readonly wallet: PayeeWallet;
    readonly connection: Connection; readonly charged: Charged; readonly identity: string;
    readonly nowMs: number; readonly review: string | null; readonly jobId: string | null;
    readonly offerId: string | null;
  },
): Payment {
  const none = zero(charged.net.asset);
  return {
    id, marketplaceId: marketplace.id, jobId, externalId: null, rail: 'usdc',
    connectionId: connection.id, amount: charged.net, held: none, released: none, refunded: none,
    inMotion: none, status: 'requested', payer: marketplace.name, payerAccount: null,
    payee: payeeName(wallet), payeeAccount: wallet.account, refundAddress: null,
    onExpiry: marketplace.policy.onExpiry, escrowTimeoutMs: marketplace.policy.escrowTimeoutMs,
    link: null, purchaseId: null, abandonedAt: null, createdAt: nowMs, updatedAt: nowMs,
    escrowedAt: null, releasedAt: null, refundedAt: null, expiresAt: null, sellerId: null, offerId,
    fee: charged.fee.minor === 0n ? null : charged.fee, identity, review, walletId: wallet.id,
    version: 1,
  };
}
