import type { Purchase } from '../engine/domain/purchase.ts';
import { assetCell } from './columns.ts';
import { createCodec } from './codec.ts';
import type { Database } from './open.ts';
import { reader, type RowReader } from './query.ts';
import { purchases } from './schema-payments.ts';

export const purchaseCodec = createCodec(purchases, {
  write: (purchase: Purchase) => ({
    id: purchase.id,
    marketplace_id: purchase.marketplaceId,
    user_id: purchase.userId,
    payment_id: purchase.paymentId,
    exchange_connection_id: purchase.exchangeConnectionId,
    status: purchase.status,
    rate: purchase.rate,
    rate_as_of: purchase.rateAsOf,
    btc_asset: assetCell(purchase.btc.asset),
    btc_amount: purchase.btc.minor,
    aitbc_asset: assetCell(purchase.aitbc.asset),
    aitbc_amount: purchase.aitbc.minor,
    aitbc_address: purchase.aitbcAddress,
    created_at: purchase.createdAt,
    updated_at: purchase.updatedAt,
    version: purchase.version,
  }),
  read: (row): Purchase => ({
    id: row.id,
    marketplaceId: row.marketplace_id,
    userId: row.user_id,
    paymentId: row.payment_id,
    exchangeConnectionId: row.exchange_connection_id,
    status: row.status,
    rate: row.rate,
    rateAsOf: row.rate_as_of,
    btc: { minor: row.btc_amount, asset: row.btc_asset },
    aitbc: { minor: row.aitbc_amount, asset: row.aitbc_asset },
    aitbcAddress: row.aitbc_address,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }),
});

export function createPurchaseReads(database: Database): {
  readonly byId: RowReader<Purchase>;
  readonly ofPayment: RowReader<Purchase>;
} {
  const { one } = reader(database, purchaseCodec);
  return { byId: one('where id = ?'), ofPayment: one('where payment_id = ?') };
}
