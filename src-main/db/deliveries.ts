import type { Delivery } from '../engine/domain/records.ts';
import { createCodec } from './codec.ts';
import type { Database } from './open.ts';
import { reader, type RowReader } from './query.ts';
import { deliveries } from './schema-history.ts';

export const deliveryCodec = createCodec(deliveries, {
  write: (delivery: Delivery) => ({
    id: delivery.id,
    marketplace_id: delivery.marketplaceId,
    endpoint_id: delivery.endpointId,
    url: delivery.url,
    type: delivery.type,
    payment_id: delivery.paymentId,
    body: delivery.body,
    state: delivery.state,
    tries: delivery.tries,
    created_at: delivery.createdAt,
    last_tried_at: delivery.lastTriedAt,
    delivered_at: delivery.deliveredAt,
    response_status: delivery.responseStatus,
    response_body: delivery.responseBody,
    replay_of: delivery.replayOf,
    version: delivery.version,
  }),
  read: (row): Delivery => ({
    id: row.id,
    marketplaceId: row.marketplace_id,
    endpointId: row.endpoint_id,
    url: row.url,
    type: row.type,
    paymentId: row.payment_id,
    body: row.body,
    state: row.state,
    tries: row.tries,
    createdAt: row.created_at,
    lastTriedAt: row.last_tried_at,
    deliveredAt: row.delivered_at,
    responseStatus: row.response_status,
    responseBody: row.response_body,
    replayOf: row.replay_of,
    version: row.version,
  }),
});

export function createDeliveryReads(database: Database): { readonly byId: RowReader<Delivery> } {
  return { byId: reader(database, deliveryCodec).one('where id = ?') };
}
