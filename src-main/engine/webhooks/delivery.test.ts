import { describe, expect, test } from 'vitest';
import { operation, payment } from '../../db/sample-rows.ts';
import { marketplaceRow } from '../../testing/seed-rows.ts';
import { createCountingIds } from '../../testing/seeded.ts';
import { paymentStatuses, type Payment } from '../domain/payment.ts';
import { deliveriesFor, webhookWrites, type WebhookMove } from './delivery.ts';
import { createLanes } from './lanes.ts';
import { DELIVERY_DELAYS_MS, deliveryDelayMs } from './retries.ts';
import { makeWebhookSecret, signedHeaders } from './signature.ts';

const NOW = Date.UTC(2026, 10, 21, 9);
const secret = { keyId: 'dk_1', box: 'sealed' };
const endpoint = (id: string, enabled = true) =>
  ({ id, url: `https://${id}.example/hooks`, secret, enabled });

function move(after: Partial<Payment>, before: Partial<Payment> | null): WebhookMove {
  return {
    marketplace: marketplaceRow({ webhooks: [endpoint('whk_1')] }), nowMs: NOW,
    payment: payment(after), before: before === null ? null : payment(before),
    ids: createCountingIds(),
  };
}

describe('a move', () => {
  test.each(paymentStatuses)('to %s is told under its own type', (status) => {
    const before = status === 'requested' ? null : { status: 'requested' } as const;
    expect(deliveriesFor(move({ status }, before)).map(({ type }) => type))
      .toEqual([`payment.${status}`]);
  });

  test('that leaves the status as it was is not told', () => {
    expect(deliveriesFor(move({ status: 'escrowed' }, { status: 'escrowed' }))).toEqual([]);
  });

  test('goes to every endpoint that is enabled, each with an id of its own', () => {
    const marketplace = marketplaceRow({
      webhooks: [endpoint('whk_1'), endpoint('whk_2', false), endpoint('whk_3')],
    });
    const told = deliveriesFor({ ...move({ status: 'escrowed' }, null), marketplace });
    expect(told.map(({ endpointId }) => endpointId)).toEqual(['whk_1', 'whk_3']);
    expect(new Set(told.map(({ id }) => id)).size).toBe(2);
  });

  test.each([
    ['requested', 'rate-locked'], ['unclear', 'frozen'], ['released', 'completed'],
    ['refunding', 'refunding'], ['refunded', 'refunded'], ['failed', 'failed'],
  ] as const)('of a purchase to %s is told as purchase.%s too', (status, word) => {
    const told = deliveriesFor(move({ status, purchaseId: 'pur_1' }, null));
    expect(told.map(({ type }) => type)).toEqual([`payment.${status}`, `purchase.${word}`]);
  });

  test('carries exact amounts and the id under which it is signed', () => {
    const [told] = deliveriesFor(move({ status: 'escrowed' }, { status: 'holding' }));
    const body: unknown = JSON.parse(told?.body ?? '');
    expect(body).toMatchObject({
      id: told?.id, type: 'payment.escrowed', timestamp: '2026-11-21T09:00:00.000Z',
      data: {
        payment_id: 'pay_1', job_id: 'job_1', status: 'escrowed', previous_status: 'holding',
        amount: '0.00001000', currency: 'BTC', asset: 'BTC/8', payment_method: 'bitcoin',
      },
    });
    expect(body).not.toHaveProperty('data.transaction_hash');
  });

  test('carries transaction hashes where the operations are at hand', () => {
    const evidence = { kind: 'transaction', reference: 'ff00', word: 'daemon', raw: '' } as const;
    const operations = [operation({ kind: 'release', state: 'settled', evidence })];
    const [told] = deliveriesFor({ ...move({ status: 'released' }, null), operations });
    expect(JSON.parse(told?.body ?? '')).toMatchObject({
      data: { transaction_hash: 'ff00', refund_transaction_hash: null },
    });
  });

  test('is stored, queued and counted in one set of writes', () => {
    const writes = webhookWrites(move({ status: 'escrowed' }, null));
    expect(writes).toMatchObject([
      { write: 'insert', noun: 'deliveries', row: { state: 'waiting', version: 1 } },
      { write: 'work', row: { kind: 'deliver', dueAt: NOW, connectionId: null } },
      { write: 'counter', delta: { name: 'deliveries:waiting', count: 1 } },
    ]);
  });
});

describe('a signature', () => {
  test('is the one of the Standard Webhooks specification', () => {
    // The vector of the reference libraries' own tests.
    const headers = signedHeaders('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', {
      messageId: 'msg_p5jXN8AQM9LWM0D4loKWxJek', sentAtMs: 1_614_265_330_999,
      body: '{"test": 2432232314}',
    });
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  test('takes a secret of 32 bytes', () => {
    const made = makeWebhookSecret({ bytes: (length) => new Uint8Array(length).fill(255) });
    expect(Buffer.from(made.slice('whsec_'.length), 'base64')).toHaveLength(32);
  });
});

describe('the next try', () => {
  test('comes after 5 s, then ever later, then never', () => {
    expect(deliveryDelayMs(1, undefined)).toBe(5_000);
    expect(deliveryDelayMs(2, undefined)).toBe(30_000);
    const delays = DELIVERY_DELAYS_MS.map((_, index) => deliveryDelayMs(index + 1, undefined));
    expect(delays).toEqual([...DELIVERY_DELAYS_MS].toSorted((a, b) => a - b));
    expect(deliveryDelayMs(DELIVERY_DELAYS_MS.length + 1, undefined)).toBeNull();
  });

  test.each([
    ['120', 120_000], ['1', 5_000], ['999999', 86_400_000], ['soon', 5_000], ['-5', 5_000],
  ])('heeds Retry-After %j', (retryAfter, delay) => {
    expect(deliveryDelayMs(1, retryAfter)).toBe(delay);
  });
});

describe('a lane', () => {
  test('bears a few at once and sends the rest away with a time of their own', () => {
    const lanes = createLanes();
    const first = Array.from({ length: 8 }, () => lanes.enter('whk_1', NOW));
    expect(new Set(first)).toEqual(new Set(['entered']));
    expect([lanes.enter('whk_1', NOW), lanes.enter('whk_1', NOW)]).toEqual([NOW + 10, NOW + 20]);
    expect(lanes.enter('whk_2', NOW)).toBe('entered');
    lanes.leave('whk_1', true);
    expect(lanes.enter('whk_1', NOW)).toBe('entered');
  });

  test('that failed bears one at a time until it answers', () => {
    const lanes = createLanes();
    lanes.enter('whk_1', NOW);
    lanes.leave('whk_1', false);
    expect(lanes.enter('whk_1', NOW)).toBe('entered');
    expect(lanes.enter('whk_1', NOW)).toBe(NOW + 1_000);
    lanes.leave('whk_1', true);
    expect([lanes.enter('whk_1', NOW), lanes.enter('whk_1', NOW)]).toEqual(['entered', 'entered']);
  });
});
