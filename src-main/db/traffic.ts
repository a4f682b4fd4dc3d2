import { TRAFFIC_MAX, type Traffic, type TrafficQuery } from '../engine/lists.ts';
import { deliveryCodec } from './deliveries.ts';
import { inboxCodec } from './inbox.ts';
import type { Database } from './open.ts';
import { reader } from './query.ts';

export const TRAFFIC_CLAUSES = {
  deliveries: 'indexed by deliveries_by_payment where payment_id = ? '
    + 'order by created_at, id limit ?',
  messages: 'indexed by inbox_by_job where job_id = ? order by received_at, id limit ?',
} as const;

/** The webhooks about a payment, out and in, oldest first. */
export function createTrafficRead(database: Database): (query: TrafficQuery) => Traffic {
  const deliveries = reader(database, deliveryCodec).many(TRAFFIC_CLAUSES.deliveries);
  const messages = reader(database, inboxCodec).many(TRAFFIC_CLAUSES.messages);
  return ({ paymentId, jobId }) => ({
    deliveries: deliveries(paymentId, TRAFFIC_MAX),
    messages: jobId === null ? [] : messages(jobId, TRAFFIC_MAX),
  });
}
