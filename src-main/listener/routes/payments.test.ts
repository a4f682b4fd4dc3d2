import { afterEach, describe, expect, test } from 'vitest';
import { startApi, type Api } from '../api-client.ts';
import type { ListenerConfig } from '../deps.ts';
import { addPayment, btc, operationOf } from '../fake-world.ts';

const open: Api[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

async function start(config: Partial<ListenerConfig> = {}): Promise<Api> {
  const api = await startApi(config);
  open.push(api);
  return api;
}

describe('payments', () => {
  test('are created alone, and the currency has to be named', async () => {
    const { post } = await start();
    const answer = await post('/v1/payments', { amount: '0.00000001', currency: 'BTC' });
    expect(answer.status).toBe(201);
    expect(answer.text).toContain('"amount":0.00000001,');
    expect((await post('/v1/payments', { amount: 1 })).status).toBe(400);
  });

  test('are read under every name of the source documents', async () => {
    const { get, world } = await start();
    const evidence = { kind: 'transaction', reference: 'tx9', word: '', raw: '' } as const;
    const at = world.nowMs;
    addPayment(world, 'pay_1', {
      jobId: 'job_1', status: 'released', refundAddress: 'bc1r', escrowedAt: at, releasedAt: at,
      refundedAt: at, expiresAt: at, released: btc(100_000n),
    }, [operationOf('pay_1', { evidence })]);
    const answer = await get('/v1/payments/pay_1');
    const time = '2026-11-21T09:00:00.000Z';
    expect(answer.body).toMatchObject({
      id: 'pay_1', job_id: 'job_1', amount: 0.001, currency: 'BTC', status: 'released',
      payment_method: 'bitcoin', escrow_address: null, refund_address: 'bc1r',
      transaction_hash: 'tx9', refund_transaction_hash: null, created_at: time, updated_at: time,
      escrowed_at: time, released_at: time, refunded_at: time, expires_at: time,
      state: 'released',
    });
  });

  test.each(['release', 'refund'] as const)('%s to 200 once it is proven', async (act) => {
    const { post, world } = await start();
    addPayment(world, 'pay456', { jobId: 'abc123' });
    const body = { job_id: 'abc123', reason: 'Job completed successfully' };
    const answer = await post(`/v1/payments/pay456/${act}`, body);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      status: `${act}${act === 'release' ? 'd' : 'ed'}`, payment_id: 'pay456',
      transaction_hash: 'tx1', operation_state: 'settled',
    });
    expect(world.asked[0]).toEqual({ command: act, input: {
      paymentId: 'pay456', marketplaceId: 'mkt_a', version: null, amountText: null, delayMs: 0,
      reason: 'Job completed successfully',
    } });
  });

  test.each(['release', 'refund'] as const)('%s to 202 while it is not', async (act) => {
    const { post, world } = await start();
    addPayment(world, 'pay_1');
    world.settles = false;
    const answer = await post(`/v1/payments/pay_1/${act}`, { amount: 0.0005 });
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({
      status: 'escrowed', transaction_hash: null, operation_state: 'dispatching',
    });
    expect(Object(world.asked[0]?.input).amountText).toBe('0.0005');
  });

  test('do not move for the job of another payment', async () => {
    const { post, world } = await start();
    addPayment(world, 'pay_1', { jobId: 'job_1' });
    const answer = await post('/v1/payments/pay_1/release', { job_id: 'job_2' });
    expect([answer.status, Object(answer.body).code]).toEqual([409, 'state_forbids']);
    expect(world.asked).toEqual([]);
  });

  test('have a receipt', async () => {
    const { get, world } = await start();
    addPayment(world, 'pay_1');
    expect((await get('/v1/payments/pay_1/receipt')).body)
      .toEqual({ payment_id: 'pay_1', verified: true });
    expect((await get('/v1/payments/pay_2/receipt')).status).toBe(404);
  });

  test('of another marketplace are not there, for reading and for moving', async () => {
    const { get, post, world } = await start();
    addPayment(world, 'pay_1', { marketplaceId: 'mkt_b' });
    expect((await get('/v1/payments/pay_1')).status).toBe(404);
    expect((await get('/v1/payments/pay_1/receipt')).status).toBe(404);
    for (const act of ['release', 'refund']) {
      expect((await post(`/v1/payments/pay_1/${act}`, {})).status).toBe(404);
    }
    expect(world.asked).toEqual([]);
  });
});
