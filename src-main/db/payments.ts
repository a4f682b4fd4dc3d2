import type { Payment } from '../engine/domain/payment.ts';
import { assetCell } from './columns.ts';
import { createCodec } from './codec.ts';
import type { Database } from './open.ts';
import { reader, type RowReader, type RowsReader } from './query.ts';
import type { RowMemory } from './row-memory.ts';
import { payments } from './schema-payments.ts';

export const paymentCodec = createCodec(payments, {
  write: (payment: Payment) => ({
    id: payment.id,
    marketplace_id: payment.marketplaceId,
    job_id: payment.jobId,
    external_id: payment.externalId,
    rail: payment.rail,
    connection_id: payment.connectionId,
    asset: assetCell(payment.amount.asset),
    amount: payment.amount.minor,
    held: payment.held.minor,
    released: payment.released.minor,
    refunded: payment.refunded.minor,
    in_motion: payment.inMotion.minor,
    status: payment.status,
    payer: payment.payer,
    payer_account: payment.payerAccount,
    payee: payment.payee,
    payee_account: payment.payeeAccount,
    refund_address: payment.refundAddress,
    on_expiry: payment.onExpiry,
    escrow_timeout_ms: payment.escrowTimeoutMs,
    link_kind: payment.link?.kind ?? null,
    link_payment_id: payment.link?.paymentId ?? null,
    purchase_id: payment.purchaseId,
    abandoned_at: payment.abandonedAt,
    created_at: payment.createdAt,
    updated_at: payment.updatedAt,
    escrowed_at: payment.escrowedAt,
    released_at: payment.releasedAt,
    refunded_at: payment.refundedAt,
    expires_at: payment.expiresAt,
    version: payment.version,
    seller_id: payment.sellerId,
    offer_id: payment.offerId,
    fee: payment.fee?.minor ?? null,
    identity: payment.identity,
    review: payment.review,
    wallet_id: payment.walletId,
  }),
  read: ({ asset, ...row }): Payment => ({
    id: row.id,
    marketplaceId: row.marketplace_id,
    jobId: row.job_id,
    externalId: row.external_id,
    rail: row.rail,
    connectionId: row.connection_id,
    amount: { minor: row.amount, asset },
    held: { minor: row.held, asset },
    released: { minor: row.released, asset },
    refunded: { minor: row.refunded, asset },
    inMotion: { minor: row.in_motion, asset },
    status: row.status,
    payer: row.payer,
    payerAccount: row.payer_account,
    payee: row.payee,
    payeeAccount: row.payee_account,
    refundAddress: row.refund_address,
    onExpiry: row.on_expiry,
    escrowTimeoutMs: row.escrow_timeout_ms,
    link: row.link_kind === null || row.link_payment_id === null
      ? null : { kind: row.link_kind, paymentId: row.link_payment_id },
    purchaseId: row.purchase_id,
    abandonedAt: row.abandoned_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    escrowedAt: row.escrowed_at,
    releasedAt: row.released_at,
    refundedAt: row.refunded_at,
    expiresAt: row.expires_at,
    version: row.version,
    sellerId: row.seller_id,
    offerId: row.offer_id,
    fee: row.fee === null ? null : { minor: row.fee, asset },
    identity: row.identity,
    review: row.review,
    walletId: row.wallet_id,
  }),
}, { later: ['seller_id', 'offer_id', 'fee', 'identity', 'review', 'wallet_id'] });

/** Of one job, of one offer, or that follow one payment. */
const TOGETHER_MAX = 100;

/** The point reads of payments; each row is checked against its hash. */
export function createPaymentReads(database: Database, memory: RowMemory<Payment>): {
  readonly byId: RowReader<Payment>;
  readonly byExternalId: RowReader<Payment>;
  readonly byIdentity: RowReader<Payment>;
  readonly ofJob: RowsReader<Payment>;
  readonly ofOffer: RowsReader<Payment>;
  readonly linkedTo: RowsReader<Payment>;
} {
  const newest = `order by created_at desc, seq desc limit ${TOGETHER_MAX}`;
  const { one, many } = reader(database, paymentCodec, memory);
  return {
    byId: one('where id = ?'),
    byExternalId: one('where marketplace_id = ? and external_id = ?'),
    byIdentity: one('where marketplace_id = ? and identity = ? '
      + "and status not in ('failed', 'cancelled')"),
    ofJob: many(`where job_id = ? ${newest}`),
    ofOffer: many(`where marketplace_id = ? and offer_id = ? ${newest}`),
    linkedTo: many(`where link_payment_id = ? ${newest}`),
  };
}
