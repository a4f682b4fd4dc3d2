import { paymentWork } from '../domain/due.ts';
import type { Job } from '../domain/job.ts';
import type { Posting } from '../domain/ledger.ts';
import type { Operation } from '../domain/operation.ts';
import type { PaymentRow } from '../lists.ts';
import {
  available, openOperation, type Payment, type PaymentAggregate, type PaymentLink,
} from '../domain/payment.ts';
import { money } from '../domain/money.ts';
import type { Attempt, Connection, PayeeWallet, StoredEvent } from '../domain/records.ts';
import type { RailCapabilities } from '../domain/rails.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Engine } from '../api.ts';
import { permission, verbNames, type VerbName } from '../payments/can.ts';
import type { OperationView, PaymentPage } from '../../contract/payments.ts';
import type { Verb } from '../../contract/values.ts';
import { consentView } from './consent-handlers.ts';
import { evidenceNotes } from './evidence-notes.ts';
import { payoutFacts } from './payout-facts.ts';
import {
  attentionTold, disagreement, eventTold, ifNobodyActs, whereSentence,
} from './sentences.ts';
import { inEnglish } from './told.ts';
import { moneyWire, paymentRowView } from './wire.ts';

const TIMELINE_MAX = 500;

/** Everything the payment page shows, read in one go. */
export async function paymentPage(
  engine: Engine,
  names: Names,
  paymentId: string,
): Promise<Result<PaymentPage>> {
  const { read } = engine;
  const aggregate = await read.payment(paymentId);
  if (aggregate === null) return refuse('not_found', { payment: paymentId });
  const { payment, operations } = aggregate;
  const [job, events, postings, items, attempts, consents, linked, wallet] = await Promise.all([
    payment.jobId === null ? null : read.job(payment.jobId),
    read.eventsOf(payment.id, TIMELINE_MAX),
    read.postingsOf(payment.id),
    read.openAttention(payment.id),
    Promise.all(operations.map(({ id }) => read.attempts(id))),
    aggregate.consent === null ? [] : read.consentsOf(payment.id),
    read.paymentsLinkedTo(payment.id),
    payment.walletId === null ? null : read.payeeWallet(payment.walletId),
  ]);
  const marketplace = await names.marketplace(payment.marketplaceId);
  const connection = await names.connectionOf(aggregate);
  const open = openOperation(operations);
  return accept({
    payment: paymentDetails(engine, aggregate, {
      name: marketplace.name, connection, attention: items.length > 0,
      next: nextWork(aggregate, job, marketplace.policy.expiryWarningMs),
    }),
    ...sentencesOf({ aggregate, connection, postings, job }),
    job: job === null ? null : {
      id: job.id, state: job.state, expiresAt: job.expiresAt, createdAt: job.createdAt,
    },
    attention: items.map(({ id, reason, text, deadlineAt }) =>
      ({ id, reason, text, deadlineAt, told: attentionTold(reason, text, aggregate) })),
    verbs: verbsOf(aggregate, marketplace.policy, wallet),
    extend: extendVerb(connection === null ? null : engine.capabilitiesOf(connection)),
    undo: open?.state === 'scheduled' && open.deadAt === null && open.dispatchedAt === null
      && open.kind !== 'hold' ? { operationId: open.id, kind: open.kind, at: open.dueAt } : null,
    operations: await Promise.all(operations.map(async (operation, index) =>
      operationView(operation, attempts[index] ?? [],
        await names.connectionName(operation.connectionId)))),
    timeline: events.map((event) => timelineView(event, operations)),
    consents: consents.map(consentView),
    payout: await payoutFacts(engine, names, { aggregate, connection, wallet }),
    linked: linked.flatMap(({ id, link, status, amount, createdAt }) => link === null ? [] : [{
      paymentId: id, kind: link.kind, status, amount: moneyWire(amount), createdAt,
    }]),
    postings: postings.map(({ id, account, delta, at, operationId }) =>
      ({ id, account, delta: moneyWire(delta), at, operationId })),
  });
}

/** The sentences on top of the page: their English, and their keys for other languages. */
function sentencesOf({ aggregate, connection, postings, job }: {
  readonly aggregate: PaymentAggregate; readonly connection: Connection | null;
  readonly postings: readonly Posting[]; readonly job: Job | null;
}): Pick<PaymentPage, 'where' | 'disagreement' | 'ifNobodyActs' | 'told'> {
  const told = {
    where: whereSentence(aggregate, connection),
    disagreement: disagreement(aggregate, postings),
    ifNobodyActs: ifNobodyActs(aggregate, job),
  };
  return {
    where: inEnglish(told.where),
    disagreement: told.disagreement === null ? null : inEnglish(told.disagreement),
    ifNobodyActs: told.ifNobodyActs === null ? '' : inEnglish(told.ifNobodyActs),
    told,
  };
}

/** Names of configured things, and the connection that a payment is or would be on. */
export type Names = {
  readonly marketplace: (id: string) => Promise<{
    readonly name: string; readonly policy: Parameters<typeof permission>[1]['policy'];
  }>;
  readonly connectionName: (id: string | null) => Promise<string | null>;
  readonly connectionOf: (aggregate: PaymentAggregate) => Promise<Connection | null>;
};

/** The payment that this one follows in that way. */
export function linkedFrom({ link }: Payment, kind: PaymentLink['kind']): string | null {
  return link?.kind === kind ? link.paymentId : null;
}

/** What the runner does next for this payment, as lists show it. */
function nextWork(
  aggregate: PaymentAggregate,
  job: Job | null,
  warningMs: number,
): PaymentRow['next'] {
  const due = paymentWork(aggregate, { own: null, exchange: null }, warningMs)
    .map(({ kind, dueAt }): { readonly kind: string; readonly at: number } =>
      ({ kind, at: dueAt }));
  if (job !== null && job.endedAt === null) due.push({ kind: 'job-expiry', at: job.expiresAt });
  return due.toSorted((a, b) => a.at - b.at)[0] ?? null;
}

function paymentDetails(
  engine: Engine,
  { payment, operations, escrow }: PaymentAggregate,
  { name, connection, attention, next }: {
    readonly name: string; readonly connection: Connection | null; readonly attention: boolean;
    readonly next: PaymentRow['next'];
  },
): PaymentPage['payment'] {
  const hash = (kind: Operation['kind']): string | null => operations.findLast((operation) =>
    operation.kind === kind && operation.state === 'settled')?.reference ?? null;
  const capabilities = connection === null ? null : engine.capabilitiesOf(connection);
  return {
    ...paymentRowView({ payment, next, attention }, name),
    payer: payment.payer, payerAccount: payment.payerAccount,
    refundAddress: payment.refundAddress, onExpiry: payment.onExpiry,
    inMotion: moneyWire(payment.inMotion),
    available: moneyWire(money(available(payment), payment.amount.asset)),
    connectionName: connection?.name ?? null, escrowReference: escrow?.reference ?? null,
    escrowedAt: payment.escrowedAt, releasedAt: payment.releasedAt,
    refundedAt: payment.refundedAt, expiresAt: payment.expiresAt, version: payment.version,
    externalId: payment.externalId, purchaseId: payment.purchaseId,
    migratedFrom: linkedFrom(payment, 'migrated-from'), refundOf: linkedFrom(payment, 'refund-of'),
    offerId: payment.offerId, sellerId: payment.sellerId, transactionHash: hash('release'),
    refundTransactionHash: hash('refund'), finality: engine.rails[payment.rail].finality,
    partial: capabilities?.partial ?? false,
  };
}

/**
 * Whether the end of the escrow can be put off, from the rail's declaration: no rail of today has a
 * call for it, so the verb stands there with its reason.
 */
export function extendVerb(capabilities: Pick<RailCapabilities, 'extend'> | null): Verb {
  return capabilities?.extend === true ? { allowed: true, reason: null }
    : { allowed: false, reason: 'This rail cannot put off the end of an escrow.' };
}

export function verbsOf(
  aggregate: PaymentAggregate,
  policy: Parameters<typeof permission>[1]['policy'],
  wallet: PayeeWallet | null = null,
): Record<VerbName, Verb> {
  const entries = verbNames.map((name): [VerbName, Verb] => {
    const reason = permission(name, { aggregate, policy, wallet });
    return [name, { allowed: reason === null, reason }];
  });
  return Object.fromEntries(entries) as Record<VerbName, Verb>;
}

function operationView(
  operation: Operation,
  attempts: readonly Attempt[],
  connectionName: string | null,
): OperationView {
  return {
    id: operation.id, kind: operation.kind, ordinal: operation.ordinal, state: operation.state,
    amount: moneyWire(operation.amount), account: operation.account, reason: operation.reason,
    delivered: operation.delivered === null ? null : moneyWire(operation.delivered),
    debited: operation.debited === null ? null : moneyWire(operation.debited),
    connectionName, reference: operation.reference, evidence: operation.evidence,
    notes: evidenceNotes(operation).map((note) => ({ text: inEnglish(note), told: note })),
    failure: operation.failureText, key: operation.key, requestedBy: operation.requestedBy,
    createdAt: operation.createdAt, dueAt: operation.dueAt, endedAt: operation.endedAt,
    dead: operation.deadAt !== null, retryOf: operation.retryOf,
    attempts: attempts.map(({
      id, number, purpose, startedAt, endedAt, outcome, key, request, response,
    }) => ({ id, number, purpose, startedAt, endedAt, outcome, key, request, response })),
  };
}

function timelineView(
  { seq, at, kind, actor, text, from, to, operationId }: StoredEvent,
  operations: readonly Operation[],
) {
  const words = text === '' ? statusWords(kind) : text;
  const told = eventTold({ kind, text, to }, operations.find(({ id }) => id === operationId));
  return { seq, at, kind, actor: actor.name, text: words, told, from, to, operationId };
}

function statusWords(kind: string): string {
  return `Payment ${kind.replace('payment.', '')}`;
}

