import { parseAmount, zero, type AmountFault, type Asset, type Money } from '../domain/money.ts';
import type { Job } from '../domain/job.ts';
import type { Payment, PaymentAggregate, PaymentLink } from '../domain/payment.ts';
import {
  bitcoinForJobs, ESCROW_TIMEOUT_MS_MAX, ESCROW_TIMEOUT_MS_MIN,
} from '../domain/policy.ts';
import { railAssets, railOfCurrency, type EscrowRail, type RailName } from '../domain/rails.ts';
import type { Connection, Marketplace } from '../domain/records.ts';
import { refuse, type RefusalCode } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Ask, NewPayment } from '../api.ts';
import { capabilitiesOf, type EngineContext } from '../context.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import type { Write } from '../ports.ts';
import { moveRequest, scheduleHold } from './moves.ts';
import {
  auditOf, claimWrites, type ChangeNote, type Transactions,
} from './transact.ts';

export type CreateDeps = EngineContext & { readonly transactions: Transactions };

/** A new payment, checked and ready to be recorded, with the connection that it will take. */
export type Prepared = {
  readonly aggregate: PaymentAggregate;
  readonly marketplace: Marketplace;
  readonly connection: Connection;
};

const faultCode = {
  'not-a-decimal': 'invalid_amount', 'too-many-places': 'amount_too_precise',
  'too-large': 'amount_too_large',
} as const satisfies Record<AmountFault, RefusalCode>;

/**
 * The largest payment, in minor units: a hundred million units of eight places. The store counts
 * totals in 64 bits; without a bound, one absurd request would leave no room for anybody else's.
 */
const PAYMENT_MINOR_MAX = 10n ** 16n;

/** Reads a positive amount of an escrow rail's asset; the refusal names the field. */
export function positiveAmount(text: string, rail: EscrowRail): Result<Money> {
  return amountOf(text, railAssets[rail].asset);
}

/** Reads a positive amount of an asset; the refusal names the field. */
export function amountOf(text: string, asset: Asset): Result<Money> {
  const parsed = parseAmount(text, asset);
  if (!parsed.ok) return refuse(faultCode[parsed.fault], { amount: text });
  if (parsed.money.minor > PAYMENT_MINOR_MAX) return refuse('amount_too_large', { amount: text });
  return parsed.money.minor > 0n
    ? accept(parsed.money) : refuse('invalid_amount', { amount: text });
}

/**
 * Creates a payment and schedules its hold in one commit. Refused when the job already has a
 * payment that is not failed or cancelled, when the bitcoin phase forbids it, or on bad input.
 */
export function createPayment(
  deps: CreateDeps,
  ask: Ask,
  input: NewPayment,
): Promise<Result<PaymentAggregate>> {
  const { store, transactions, clock } = deps;
  const note: ChangeNote = { actor: ask.actor, act: 'payment.create', reason: '' };
  return decideAndCommit(store, async () => {
    const nowMs = clock.nowMs();
    const job = input.jobId === null ? null : await store.read.job(input.jobId);
    if (input.jobId !== null && job?.marketplaceId !== input.marketplaceId) {
      return refuse('not_found', { job: input.jobId });
    }
    if (job !== null && !(await jobIsUnpaid(deps, job))) {
      return refuse('already_paid', { job: job.id });
    }
    const prepared = await preparePayment(deps, ask, { ...input, link: null, purchaseId: null });
    if (!prepared.ok) return prepared;
    const { aggregate, marketplace, connection } = prepared.value;
    const attached = job === null ? null
      : { ...job, paymentId: aggregate.payment.id, updatedAt: nowMs, version: job.version + 1 };
    const { after, writes } = transactions.writesOf(note, null, aggregate, {
      marketplace, job: attached, purchase: null, connection, nowMs,
    });
    return accept<Decision<PaymentAggregate>>({
      value: after,
      writes: [
        ...writes, ...attachWrites(job, attached),
        ...claimWrites(ask.idempotency, after.payment.id, nowMs),
      ],
      audit: auditOf(note, after.payment, nowMs),
    });
  });
}

function attachWrites(job: Job | null, attached: Job | null): readonly Write[] {
  if (job === null || attached === null) return [];
  return [{ write: 'update', noun: 'jobs', row: attached, expectedVersion: job.version }];
}

/** A job is unpaid when no payment of it is other than failed or cancelled (DESIGN 4). */
async function jobIsUnpaid({ store }: CreateDeps, job: Job): Promise<boolean> {
  const payments = await store.read.paymentsOfJob(job.id);
  return payments.every(({ status }) => status === 'failed' || status === 'cancelled');
}

/** Checks a new payment and builds it with its hold scheduled; writes nothing. */
export async function preparePayment(
  deps: CreateDeps,
  ask: Ask,
  input: NewPayment & { readonly link: PaymentLink | null; readonly purchaseId: string | null },
): Promise<Result<Prepared>> {
  const { directory, clock, ids } = deps;
  const marketplace = await directory.marketplace(input.marketplaceId);
  if (marketplace === null) return refuse('not_found', { marketplace: input.marketplaceId });
  const rail = railOfCurrency(input.currency);
  if (rail === null) return refuse('unknown_currency', { currency: input.currency });
  const forJob = input.purchaseId === null;
  if (rail === 'bitcoin' && forJob && !bitcoinForJobs(marketplace.policy.bitcoinPhase)) {
    return refuse('bitcoin_phase', { phase: String(marketplace.policy.bitcoinPhase) });
  }
  const amount = positiveAmount(input.amountText, rail);
  if (!amount.ok) return amount;
  const [connection] = await directory.connectionsOf(rail);
  if (connection === undefined) return refuse('no_connection', { rail });
  const refundAddress = input.refundAddress ?? marketplace.refundAddresses[input.currency]
    ?? (railAssets[rail].refundNeedsAddress ? null : input.payerAccount);
  const checked = checkInput(deps, input, { rail, connection, refundAddress });
  if (!checked.ok) return checked;
  const payment = newPayment(input, {
    id: ids.next('pay'), rail, amount: amount.value, refundAddress, marketplace,
    nowMs: clock.nowMs(),
  });
  const aggregate = scheduleHold({
    payment, operations: [], escrow: null, consent: null,
  }, moveRequest({
    ids, nowMs: clock.nowMs(), requestedBy: ask.actor.name, reason: 'The payment was created.',
  }));
  return accept({ aggregate, marketplace, connection });
}

function checkInput(
  { rails }: CreateDeps,
  input: NewPayment,
  { rail, connection, refundAddress }: {
    readonly rail: RailName; readonly connection: Connection; readonly refundAddress: string | null;
  },
): Result<null> {
  if (!capabilitiesOf(rails, connection).hold) return refuse('rail_unsupported', { rail });
  const accounts = {
    refund_address: refundAddress, payee_address: input.payeeAccount,
    payer_address: input.payerAccount,
  };
  for (const [field, account] of Object.entries(accounts)) {
    if (account === null) continue;
    const problem = rails[rail].checkAccount(account, connection.mode);
    if (problem !== null) return refuse('invalid_address', { field }, problem);
  }
  const { escrowTimeoutMs: timeout } = input;
  const inRange = timeout === null
    || (timeout >= ESCROW_TIMEOUT_MS_MIN && timeout <= ESCROW_TIMEOUT_MS_MAX);
  return inRange ? accept(null) : refuse('invalid_request', {
    escrow_timeout_seconds: `${ESCROW_TIMEOUT_MS_MIN / 1_000} to ${ESCROW_TIMEOUT_MS_MAX / 1_000}`,
  });
}

function newPayment(
  input: NewPayment & { readonly link: PaymentLink | null; readonly purchaseId: string | null },
  { id, rail, amount, refundAddress, marketplace, nowMs }: {
    readonly id: string; readonly rail: RailName; readonly amount: Money;
    readonly refundAddress: string | null; readonly marketplace: Marketplace;
    readonly nowMs: number;
  },
): Payment {
  const none = zero(amount.asset);
  return {
    id, marketplaceId: input.marketplaceId, jobId: input.jobId, externalId: input.externalId,
    rail, connectionId: null, amount, held: none, released: none, refunded: none, inMotion: none,
    status: 'requested', payer: input.payer ?? marketplace.name, payerAccount: input.payerAccount,
    payee: input.payee ?? input.payeeAccount ?? 'the provider\'s payee',
    payeeAccount: input.payeeAccount, refundAddress,
    // Bitcoin for tokens that were never bought always goes back.
    onExpiry: input.purchaseId === null ? marketplace.policy.onExpiry : 'refund',
    escrowTimeoutMs: input.escrowTimeoutMs ?? marketplace.policy.escrowTimeoutMs,
    link: input.link, purchaseId: input.purchaseId, abandonedAt: null, createdAt: nowMs,
    updatedAt: nowMs, escrowedAt: null, releasedAt: null, refundedAt: null, expiresAt: null,
    sellerId: null, offerId: null, fee: null, identity: null, review: null, walletId: null,
    version: 1,
  };
}

