import { assetRef, formatAmount, money, type Money } from '../domain/money.ts';
import type { Operation, OperationKind } from '../domain/operation.ts';
import type { Payment, PaymentStatus } from '../domain/payment.ts';
import type { PurchaseStatus } from '../domain/purchase.ts';
import { railAssets } from '../domain/rails.ts';
import type { Delivery, Marketplace, WebhookEndpoint } from '../domain/records.ts';
import { workId, type Work } from '../domain/work.ts';
import type { Ids, Write } from '../ports.ts';

/** What is told when a payment moves from one status to another. */
export type WebhookMove = {
  readonly marketplace: Marketplace;
  readonly payment: Payment;
  /** The payment before the move; null for a new one. */
  readonly before: Payment | null;
  readonly ids: Ids;
  readonly nowMs: number;
  /** With them the body carries the transaction hashes; without them it leaves the fields out. */
  readonly operations?: readonly Operation[];
};

/**
 * The purchase event that a payment's status stands for, where it stands for exactly one: while a
 * purchase's payment is `releasing`, only its operations tell which leg is under way.
 */
const purchaseEvent = {
  requested: 'rate-locked', holding: null, escrowed: null, releasing: null,
  refunding: 'refunding', unclear: 'frozen', stalled: null, released: 'completed',
  refunded: 'refunded', cancelled: 'failed', failed: 'failed',
} as const satisfies Record<PaymentStatus, PurchaseStatus | null>;

/**
 * The deliveries that a payment's move causes: one per event and enabled endpoint, each with the
 * exact body that will be signed. None where the status did not move.
 */
export function deliveriesFor(move: WebhookMove): readonly Delivery[] {
  const { marketplace, payment, before } = move;
  if (before?.status === payment.status) return [];
  const types = [`payment.${payment.status}`];
  const purchase = payment.purchaseId === null ? null : purchaseEvent[payment.status];
  if (purchase !== null) types.push(`purchase.${purchase}`);
  const offer = offerStatus(payment);
  const completed = offer === null ? [] : [`payment.${offer === 'paid' ? 'completed' : 'failed'}`];
  return marketplace.webhooks.filter(({ enabled }) => enabled)
    .flatMap((endpoint) => [...new Set([...types, ...completed])]
      .map((type) => delivery(move, endpoint, type)));
}

/**
 * How a payment of an offer has ended, in the words of S3-041 to S3-047: null while it has not, and
 * for one that pays another back, which pays no offer.
 */
function offerStatus({ rail, status, link }: Payment): 'paid' | 'failed' | null {
  if (railAssets[rail].holds || link !== null) return null;
  if (status === 'released') return 'paid';
  return status === 'cancelled' || status === 'failed' ? 'failed' : null;
}

/** The writes that queue what `deliveriesFor` answers, in the commit that made it true (R2). */
export function webhookWrites(move: WebhookMove): readonly Write[] {
  return deliveriesFor(move).flatMap((row) => deliveryWrites(row));
}

/** Stores a delivery, queues its work and counts it. */
export function deliveryWrites(row: Delivery): readonly Write[] {
  return [
    { write: 'insert', noun: 'deliveries', row },
    { write: 'work', row: deliveryWork(row, row.createdAt) },
    deliveryCount(row.state, 1),
  ];
}

/** `deliveries:<state>`, by how many. */
export function deliveryCount(state: Delivery['state'], count: number): Write {
  return { write: 'counter', delta: { name: `deliveries:${state}`, count, minor: 0n } };
}

/** The work row of a delivery. It counts against no connection: endpoints have their own limits. */
export function deliveryWork(
  { id, paymentId, tries }: Delivery,
  dueAt: number,
  lastError: string | null = null,
): Work {
  return {
    id: workId('deliver', id), kind: 'deliver', subjectId: id, paymentId, connectionId: null,
    dueAt, leaseUntil: null, tries, lastError, deadAt: null,
  };
}

function delivery(
  { payment, before, ids, nowMs, operations }: WebhookMove,
  endpoint: WebhookEndpoint,
  type: string,
): Delivery {
  const id = ids.next('dlv');
  const body = JSON.stringify({
    id, type, timestamp: new Date(nowMs).toISOString(),
    ...offerBody(payment, operations ?? []), data: bodyData(payment, before, operations),
  });
  return {
    id, marketplaceId: payment.marketplaceId, endpointId: endpoint.id, url: endpoint.url, type,
    paymentId: payment.id, body, state: 'waiting', tries: 0, createdAt: nowMs, lastTriedAt: null,
    deliveredAt: null, responseStatus: null, responseBody: '', replayOf: null, version: 1,
  };
}

/** What S3 has in the body itself; the rest of ours stands beside it. */
function offerBody(payment: Payment, operations: readonly Operation[]) {
  const status = offerStatus(payment);
  if (status === null) return {};
  const payout = operations.findLast(({ kind, reference }) =>
    kind === 'payout' && reference !== null);
  return {
    pendingId: payment.id, offerId: payment.offerId, status,
    outgoingPaymentId: payout?.reference ?? null,
  };
}

/** Amounts are decimal strings with every place of the asset, times RFC 3339 UTC. */
function bodyData(
  payment: Payment,
  before: Payment | null,
  operations: readonly Operation[] | undefined,
) {
  return {
    payment_id: payment.id,
    external_id: payment.externalId,
    job_id: payment.jobId,
    purchase_id: payment.purchaseId,
    offer_id: payment.offerId,
    refund_of: payment.link?.kind === 'refund-of' ? payment.link.paymentId : null,
    status: payment.status,
    previous_status: before?.status ?? null,
    payment_method: railAssets[payment.rail].method,
    currency: payment.amount.asset.code,
    asset: assetRef(payment.amount.asset),
    ...amounts(payment),
    ...(payment.fee === null ? {} : {
      fee: formatAmount(payment.fee),
      gross: formatAmount(money(payment.amount.minor + payment.fee.minor, payment.fee.asset)),
    }),
    refund_address: payment.refundAddress,
    created_at: time(payment.createdAt),
    updated_at: time(payment.updatedAt),
    escrowed_at: time(payment.escrowedAt),
    released_at: time(payment.releasedAt),
    refunded_at: time(payment.refundedAt),
    expires_at: time(payment.expiresAt),
    ...(operations === undefined ? {} : {
      transaction_hash: transactionHash(operations, 'release')
        ?? transactionHash(operations, 'payout'),
      refund_transaction_hash: transactionHash(operations, 'refund'),
    }),
  };
}

function amounts({ amount, held, released, refunded }: Payment): Record<string, string> {
  const named: Record<string, Money> = { amount, held, released, refunded };
  return Object.fromEntries(Object.entries(named).map(([name, value]) =>
    [name, formatAmount(value)]));
}

/**
 * The transaction of the newest settled operation of a kind; null where none is evidenced by one.
 * An escrow state or an operator's statement is evidence too, and is no transaction hash.
 */
export function transactionHash(
  operations: readonly Operation[],
  kind: OperationKind,
): string | null {
  const settled = operations.findLast((operation) =>
    operation.kind === kind && operation.state === 'settled'
    && operation.evidence?.kind === 'transaction');
  return settled?.evidence?.reference ?? null;
}

function time(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}
