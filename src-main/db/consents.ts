import type { Consent } from '../engine/domain/consent.ts';
import type { Asset, Money } from '../engine/domain/money.ts';
import type { Seller } from '../engine/domain/records.ts';
import { assetCell } from './columns.ts';
import { createCodec } from './codec.ts';
import type { Database } from './open.ts';
import { reader, type RowReader, type RowsReader } from './query.ts';
import { consents, sellers } from './schema-consents.ts';

export const sellerCodec = createCodec(sellers, {
  write: (seller: Seller) => ({
    id: seller.id,
    marketplace_id: seller.marketplaceId,
    reference: seller.reference,
    name: seller.name,
    categories: JSON.stringify(seller.categories),
    wallet_address: seller.walletAddress,
    asset: assetCell(seller.asset),
    key_id: seller.keyId,
    private_key: JSON.stringify(seller.privateKey),
    enabled: seller.enabled ? 1 : 0,
    created_at: seller.createdAt,
    updated_at: seller.updatedAt,
    version: seller.version,
  }),
  read: (row): Seller => ({
    id: row.id,
    marketplaceId: row.marketplace_id,
    reference: row.reference,
    name: row.name,
    categories: row.categories,
    walletAddress: row.wallet_address,
    asset: row.asset,
    keyId: row.key_id,
    privateKey: row.private_key,
    enabled: row.enabled,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }),
});

export const consentCodec = createCodec(consents, {
  write: (consent: Consent) => ({
    id: consent.id,
    payment_id: consent.paymentId,
    operation_id: consent.operationId,
    ordinal: consent.ordinal,
    state: consent.state,
    ended_as: consent.endedAs,
    finish_hash: consent.finishHash,
    link: consent.link,
    link_expires_at: consent.linkExpiresAt,
    ready_at: consent.readyAt,
    debit_asset: consent.debit === null ? null : assetCell(consent.debit.asset),
    debit: consent.debit?.minor ?? null,
    receive_asset: consent.receive === null ? null : assetCell(consent.receive.asset),
    receive: consent.receive?.minor ?? null,
    incoming_reference: consent.incomingReference,
    quote_reference: consent.quoteReference,
    quote_expires_at: consent.quoteExpiresAt,
    box: JSON.stringify(consent.box),
    failure_text: consent.failureText,
    tries: consent.tries,
    due_at: consent.dueAt,
    created_at: consent.createdAt,
    returned_at: consent.returnedAt,
    ended_at: consent.endedAt,
    closed_at: consent.closedAt,
    version: consent.version,
  }),
  read: (row): Consent => ({
    id: row.id,
    paymentId: row.payment_id,
    operationId: row.operation_id,
    ordinal: row.ordinal,
    state: row.state,
    endedAs: row.ended_as,
    finishHash: row.finish_hash,
    link: row.link,
    linkExpiresAt: row.link_expires_at,
    readyAt: row.ready_at,
    debit: amount(row.debit, row.debit_asset),
    receive: amount(row.receive, row.receive_asset),
    incomingReference: row.incoming_reference,
    quoteReference: row.quote_reference,
    quoteExpiresAt: row.quote_expires_at,
    box: row.box,
    failureText: row.failure_text,
    tries: row.tries,
    dueAt: row.due_at,
    createdAt: row.created_at,
    returnedAt: row.returned_at,
    endedAt: row.ended_at,
    closedAt: row.closed_at,
    version: row.version,
  }),
});

function amount(minor: bigint | null, asset: Asset | null): Money | null {
  return minor === null || asset === null ? null : { minor, asset };
}

const CONSENTS_MAX = 100;

/** The point reads of sellers and consents; a consent is checked against its hash. */
export function createConsentReads(database: Database): {
  readonly byId: RowReader<Consent>;
  readonly byFinish: RowReader<Consent>;
  readonly byLink: RowReader<Consent>;
  /** The newest consent of a payment. */
  readonly ofPayment: RowReader<Consent>;
  readonly allOfPayment: RowsReader<Consent>;
  readonly sellers: RowsReader<Seller>;
} {
  const { one, many } = reader(database, consentCodec);
  return {
    byId: one('where id = ?'),
    byFinish: one('where finish_hash = ?'),
    // Over the index of those alive, which are few.
    byLink: one("indexed by consents_one_alive where state <> 'ended' and state = 'asked' "
      + 'and link = ?'),
    ofPayment: one('where payment_id = ? order by ordinal desc limit 1'),
    allOfPayment: many(`where payment_id = ? order by ordinal desc limit ${CONSENTS_MAX}`),
    sellers: reader(database, sellerCodec).many('order by created_at, id'),
  };
}
