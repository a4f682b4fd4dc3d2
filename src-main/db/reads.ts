import type { PaymentAggregate } from '../engine/domain/payment.ts';
import { railAssets } from '../engine/domain/rails.ts';
import type { Reads } from '../engine/ports.ts';
import { createAttemptReads } from './attempts.ts';
import { createAttentionReads } from './attention.ts';
import { createAuditReads } from './audit.ts';
import { createBatchReads } from './batches.ts';
import { createConsentReads } from './consents.ts';
import { createCounterReads } from './counters.ts';
import { createDeliveryReads } from './deliveries.ts';
import { createDirectoryReads } from './directory.ts';
import { createEscrowReads } from './escrows.ts';
import { createEventReads } from './events.ts';
import { createIdempotencyReads } from './idempotency.ts';
import { createInboxReads } from './inbox.ts';
import { createInquiryReads } from './inquiries.ts';
import { createJobReads } from './jobs.ts';
import { createLedgerReads } from './ledger.ts';
import type { Database } from './open.ts';
import { createOperationReads } from './operations.ts';
import { createPaymentReads } from './payments.ts';
import { createPayoutReads } from './payouts.ts';
import { createPurchaseReads } from './purchases.ts';
import { createRowMemories, type RowMemories } from './row-memory.ts';
import { createWorkReads, type WorkReads } from './work.ts';

/**
 * The point reads, on the writing connection: a read never meets an open transaction, because a
 * group commits within one turn of the event loop. Every answer is made in one such turn too, so
 * that an aggregate is of one moment. A damaged row rejects with `DamagedRowError`.
 */
export function createReads(
  database: Database,
  memories: RowMemories = createRowMemories(),
): Reads {
  const attention = createAttentionReads(database);
  const batches = createBatchReads(database);
  const directory = createDirectoryReads(database);
  const events = createEventReads(database);
  const jobs = createJobReads(database, memories.jobs);
  const ledger = createLedgerReads(database);
  const operations = createOperationReads(database, memories.operations);
  const payments = createPaymentReads(database, memories.payments);
  const purchases = createPurchaseReads(database);
  const work = createWorkReads(database);
  const attempts = createAttemptReads(database);
  const audit = createAuditReads(database);
  const counters = createCounterReads(database);
  const deliveries = createDeliveryReads(database);
  const escrows = createEscrowReads(database, memories.escrows);
  const consents = createConsentReads(database);
  const idempotency = createIdempotencyReads(database);
  const inbox = createInboxReads(database);
  const inquiries = createInquiryReads(database);
  const payouts = createPayoutReads(database);

  const aggregateOf = (payment: PaymentAggregate['payment'] | null): PaymentAggregate | null =>
    payment === null ? null : {
      payment,
      operations: operations.ofPayment(payment.id),
      ...railAssets[payment.rail].holds
        ? { escrow: escrows.ofPayment(payment.id), consent: null }
        : { escrow: null, consent: consents.ofPayment(payment.id) },
    };

  return {
    payment: async (id) => aggregateOf(payments.byId(id)),
    paymentByExternalId: async (marketplaceId, externalId) =>
      aggregateOf(payments.byExternalId(marketplaceId, externalId)),
    paymentsOfJob: async (jobId) => payments.ofJob(jobId),
    paymentsOfOffer: async (marketplaceId, offerId) => payments.ofOffer(marketplaceId, offerId),
    paymentsLinkedTo: async (paymentId) => payments.linkedTo(paymentId),
    paymentByIdentity: async (marketplaceId, identity) =>
      aggregateOf(payments.byIdentity(marketplaceId, identity)),
    ...consentAnswers(consents),
    ...payoutAnswers(payouts),
    ...operationAnswers(operations),
    job: async (id) => jobs.byId(id),
    ...batchAnswers(batches),
    purchase: async (id) => purchases.byId(id),
    purchaseOfPayment: async (paymentId) => purchases.ofPayment(paymentId),
    ...directoryAnswers(directory),
    delivery: async (id) => deliveries.byId(id),
    ...inboxAnswers(inbox),
    limit: async (key) => directory.limit(key),
    attempts: async (operationId) => attempts.ofOperation(operationId),
    inquiries: async (operationId) => inquiries.ofOperation(operationId),
    openAttention: async (subjectId) => attention.openOf(subjectId),
    attention: async (id) => attention.byId(id),
    ...workAnswers(work),
    idempotency: async (apiKeyId, route, key) => idempotency.byKey(apiKeyId, route, key),
    setting: async (key) => directory.setting(key)?.value ?? null,
    counters: async (prefix) => counters.startingWith(prefix),
    balances: async () => ledger.balances(),
    eventsOf: async (paymentId, limit) => events.ofPayment(paymentId, limit),
    eventsAfter: async (marketplaceId, seq, limit) => events.after(marketplaceId, seq, limit),
    postingsOf: async (paymentId) => ledger.postingsOf(paymentId),
    auditHead: async () => audit.last(),
  };
}

/** Those who take part. */
function directoryAnswers(
  directory: ReturnType<typeof createDirectoryReads>,
): Pick<Reads, 'marketplaces' | 'connections' | 'apiKeys' | 'operators'> {
  return {
    marketplaces: async () => directory.marketplaces(),
    connections: async () => directory.connections(),
    apiKeys: async () => directory.apiKeys(),
    operators: async () => directory.operators(),
  };
}

/** What payments that their payer consents to need. */
function consentAnswers(
  consents: ReturnType<typeof createConsentReads>,
): Pick<Reads, 'consent' | 'consentByFinish' | 'consentByLink' | 'consentsOf' | 'sellers'> {
  return {
    consent: async (id) => consents.byId(id),
    consentByFinish: async (finishHash) => consents.byFinish(finishHash),
    consentByLink: async (link) => consents.byLink(link),
    consentsOf: async (paymentId) => consents.allOfPayment(paymentId),
    sellers: async () => consents.sellers(),
  };
}

function inboxAnswers(
  inbox: ReturnType<typeof createInboxReads>,
): Pick<Reads, 'inboxMessage' | 'inboxByMessage'> {
  return {
    inboxMessage: async (id) => inbox.byId(id),
    inboxByMessage: async (marketplaceId, messageId) => inbox.byMessage(marketplaceId, messageId),
  };
}

function batchAnswers(
  batches: ReturnType<typeof createBatchReads>,
): Pick<Reads, 'batch' | 'batchRetryOf' | 'batchItems' | 'batchItemCounts' | 'batchesIn'> {
  return {
    batch: async (id) => batches.byId(id),
    batchRetryOf: async (id) => batches.retryOf(id),
    batchItems: async (batchId, state, limit) => batches.items(batchId, state, limit),
    batchItemCounts: async (batchId) => batches.itemCounts(batchId),
    batchesIn: async (state) => batches.inState(state),
  };
}

function operationAnswers(
  operations: ReturnType<typeof createOperationReads>,
): Pick<Reads, 'operation' | 'operationByKey' | 'dispatchingOperations'> {
  return {
    operation: async (id) => operations.byId(id),
    operationByKey: async (key) => operations.byKey(key),
    dispatchingOperations: async (limit) => operations.dispatching(limit),
  };
}

/** What payouts from a treasury need. */
function payoutAnswers(
  payouts: ReturnType<typeof createPayoutReads>,
): Pick<
  Reads, 'payeeWallet' | 'payeeWalletOf' | 'alikeWallets' | 'payeeActivity' | 'reputationOf'
    | 'hintsOf'
> {
  return {
    payeeWallet: async (id) => payouts.wallet(id),
    payeeWalletOf: async (marketplaceId, rail, reference) =>
      payouts.walletOf(marketplaceId, rail, reference),
    alikeWallets: async (account) => payouts.alike(account),
    payeeActivity: async (query) => payouts.activity(query),
    reputationOf: async (walletId, limit) => payouts.reputationOf(walletId, limit),
    hintsOf: async (paymentId, limit) => payouts.hintsOf(paymentId, limit),
  };
}

/** What the runner reads. */
function workAnswers(
  work: WorkReads,
): Pick<Reads, 'work' | 'dueWork' | 'nextDueAt' | 'questionsBeyond' | 'deadWork'> {
  return {
    work: async (id) => work.byId(id),
    dueWork: async (query) => work.due(query),
    nextDueAt: async (except) => work.nextDueAt(except),
    questionsBeyond: async (atMs, limit) => work.questionsBeyond(atMs, limit),
    deadWork: async (kind, limit) => work.dead(kind, limit),
  };
}
