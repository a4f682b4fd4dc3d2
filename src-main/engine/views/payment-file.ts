import { invariant } from '../domain/result.ts';
import type { Engine, PaymentFile } from '../api.ts';

const EVENTS_MAX = 2_000;

/** Everything known of a payment, for its receipt; null where there is no such payment. */
export async function paymentFile(
  { read }: Pick<Engine, 'read'>,
  paymentId: string,
): Promise<PaymentFile | null> {
  const aggregate = await read.payment(paymentId);
  if (aggregate === null) return null;
  const { payment, operations } = aggregate;
  const [job, marketplaces, connections, events, attempts, siblings] = await Promise.all([
    payment.jobId === null ? null : read.job(payment.jobId),
    read.marketplaces(), read.connections(), read.eventsOf(paymentId, EVENTS_MAX),
    Promise.all(operations.map(({ id }) => read.attempts(id))),
    payment.jobId === null ? [] : read.paymentsOfJob(payment.jobId),
  ]);
  const marketplace = marketplaces.find(({ id }) => id === payment.marketplaceId);
  invariant(marketplace !== undefined, `Payment ${paymentId} belongs to an unknown marketplace.`);
  return {
    ...aggregate, job, marketplace,
    connection: connections.find(({ id }) => id === payment.connectionId) ?? null,
    events, attempts: attempts.flat(),
    linked: siblings.filter(({ id }) => id !== paymentId),
  };
}
