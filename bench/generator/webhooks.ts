import { createHash } from 'node:crypto';
import type { Payment } from '../../src-main/engine/domain/payment.ts';
import { isTerminal } from '../../src-main/engine/domain/payment.ts';
import type { Delivery, InboxMessage } from '../../src-main/engine/domain/records.ts';
import { attentionId, counterWrite } from '../../src-main/engine/payments/record.ts';
import type { Ids, Write } from '../../src-main/engine/ports.ts';
import { deliveryCount, deliveryWork } from '../../src-main/engine/webhooks/delivery.ts';
import { endpointOf } from './directory.ts';
import type { Facts } from './facts.ts';
import type { Seeded } from './people.ts';

type Source = { readonly ids: Ids; readonly seeded: Seeded; readonly facts: Facts };

const DELIVERED_SHARE = 0.2;
const DEAD_SHARE = 0.004;
const WAITING_SHARE = 0.002;
const MESSAGE_SHARE = 0.05;

/** One payment in five told its marketplace; a few endpoints were down, a few are yet to answer. */
export function deliveryWritesOf(
  { ids, seeded, facts, payment }: Source & { readonly payment: Payment },
): readonly Write[] {
  if (!seeded.chance(DELIVERED_SHARE)) return [];
  const state: Delivery['state'] = isTerminal(payment.status) || !seeded.chance(WAITING_SHARE * 50)
    ? seeded.chance(DEAD_SHARE) ? 'dead' : 'delivered' : 'waiting';
  const endpoint = endpointOf(payment.marketplaceId);
  const id = ids.next('dlv');
  const type = `payment.${payment.status}`;
  const tried = state === 'waiting' ? null : facts.movedAt + 300;
  const row: Delivery = {
    id, marketplaceId: payment.marketplaceId, endpointId: endpoint.id, url: endpoint.url, type,
    paymentId: payment.id, state, tries: state === 'dead' ? 8 : state === 'waiting' ? 0 : 1,
    body: JSON.stringify({
      id, type, timestamp: new Date(facts.movedAt).toISOString(),
      data: {
        payment_id: payment.id, status: payment.status, amount: String(payment.amount.minor),
      },
    }),
    createdAt: facts.movedAt, lastTriedAt: tried,
    deliveredAt: state === 'delivered' ? tried : null,
    responseStatus: state === 'delivered' ? 204 : state === 'dead' ? 503 : null,
    responseBody: '', replayOf: null, version: 1,
  };
  return [
    { write: 'insert', noun: 'deliveries', row }, deliveryCount(state, 1),
    ...state === 'waiting'
      ? [{ write: 'work', row: deliveryWork(row, facts.laterAt) } as const] : [],
    ...state === 'dead' ? undeliveredWrites(row) : [],
  ];
}

function undeliveredWrites(row: Delivery): readonly Write[] {
  return [{
    write: 'attention-opened',
    row: {
      id: attentionId('delivery', row.id, 'webhook-undelivered'), subject: 'delivery',
      subjectId: row.id, reason: 'webhook-undelivered', stage: 'now', deadlineAt: null,
      text: `${row.type} did not reach ${row.url} in 8 tries: The endpoint answered 503.`,
      openedAt: row.createdAt, closedAt: null, claimedBy: null,
    },
  }, counterWrite('attention:webhook-undelivered', 1)];
}

/** One job in twenty had its end told by a webhook of its marketplace, as it came. */
export function messageWritesOf(
  { ids, seeded, facts, jobId }: Source & { readonly jobId: string },
): readonly Write[] {
  if (!seeded.chance(MESSAGE_SHARE)) return [];
  const body = JSON.stringify({ type: 'job.completed', data: { job_id: jobId } });
  const refused = seeded.chance(0.05);
  const row: InboxMessage = {
    id: ids.next('ibx'), kind: 'job', marketplaceId: facts.marketplace.id,
    messageId: `msg_${facts.hex.slice(0, 24)}`,
    sentAt: facts.movedAt, receivedAt: facts.movedAt, headers: {}, body, bodyEncoding: 'utf-8',
    bodyHash: createHash('sha256').update(body).digest('hex'),
    state: refused ? 'refused' : 'processed', code: refused ? 'state_forbids' : null,
    detail: refused ? 'The job has ended.' : 'The job is completed.', jobId,
    processedAt: facts.movedAt + 50, version: 1,
  };
  return [{ write: 'insert', noun: 'inbox', row }, counterWrite(`inbox:${row.state}`, 1)];
}
