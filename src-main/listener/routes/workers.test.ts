import { afterEach, describe, expect, test } from 'vitest';
import { startApi, type Api } from '../api-client.ts';
import { addTaskPayment, addWallet, CHAIN_HASH, usdc } from '../fake-tasks.ts';
import { START_MS } from '../fake-world.ts';

const open: Api[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

async function start(): Promise<Api> {
  const api = await startApi();
  open.push(api);
  addWallet(api.world, 'worker-1');
  return api;
}

const eurc = { code: 'EURC', scale: 6 };

describe('the earnings of a payee', () => {
  test.each(['', '/api/v1'])('under %j are transactions of GigStream, exact', async (base) => {
    const { get, world } = await start();
    addTaskPayment(world, 'pay_1', { amount: usdc(1_000_100_000n), fee: null });
    addTaskPayment(world, 'pay_2');
    const answer = await get(`${base}/workers/worker-1/earnings?limit=1&offset=1`);
    expect([answer.status, answer.text]).toEqual([200, '{"payments":[{"id":"pay_2",'
      + '"taskId":"task-of-pay_2","workerId":"worker-1","amount":50,"fee":0.5,"netAmount":49.5,'
      + `"currency":"USDC","txHash":"${CHAIN_HASH}","circleTxId":"circle-1",`
      + '"status":"completed","timestamp":"2026-11-21T09:00:00.000Z",'
      + '"paidAt":"2026-11-21T09:00:02.360Z"}],"stats":{"currency":"USDC","totalPayments":2,'
      + '"totalAmount":1050.1,"totalFees":0.5,"successRate":100.00,"averagePaymentTime":2360,'
      + '"completedPayments":2,"failedPayments":0,"openPayments":0,"reputationScore":110},'
      + '"pagination":{"limit":1,"offset":1,"total":2}}']);
  });

  test('say why a payment came to nothing', async () => {
    const { get, world } = await start();
    addTaskPayment(world, 'pay_1', { status: 'failed', releasedAt: null }, {
      state: 'rejected', evidence: null, failureText: 'The address is blocked.',
    });
    addTaskPayment(world, 'pay_2', { status: 'cancelled', releasedAt: null }, {
      state: 'cancelled', evidence: null, reference: null,
    });
    addTaskPayment(world, 'pay_3', { status: 'unclear', releasedAt: null }, {
      state: 'unclear', evidence: null, failureText: 'No answer.',
    });
    const { body } = await get('/workers/worker-1/earnings');
    const [failed, cancelled, unclear] = Object(body).payments;
    expect(failed).toMatchObject({
      status: 'failed', error: 'The address is blocked.', txHash: null, paidAt: null,
    });
    expect(cancelled).toMatchObject({ status: 'failed', error: expect.stringContaining('cancel') });
    expect(unclear).toMatchObject({ status: 'processing' });
    expect(unclear).not.toHaveProperty('error');
  });

  test.each(['earnings', 'stats'])('of another marketplace are not there: %s', async (what) => {
    const { get, world } = await start();
    addWallet(world, 'worker-2', { marketplaceId: 'mkt_b' });
    for (const id of ['worker-2', 'nobody']) {
      expect(await get(`/workers/${id}/${what}`))
        .toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });

  test.each(['limit=101', 'offset=10001', 'currency=BTC'])('with %s are refused', async (query) => {
    const { get } = await start();
    expect((await get(`/workers/worker-1/earnings?${query}`)).status).toBe(400);
  });
});

describe('the statistics of a payee', () => {
  test('count what is paid, and what has ended, of one currency', async () => {
    const { get, world } = await start();
    addTaskPayment(world, 'pay_1', { releasedAt: START_MS + 1_000 });
    addTaskPayment(world, 'pay_2', { releasedAt: START_MS + 2_001 });
    addTaskPayment(world, 'pay_3', { status: 'failed', releasedAt: null });
    addTaskPayment(world, 'pay_4', { status: 'stalled', releasedAt: null });
    addTaskPayment(world, 'pay_5', { amount: { minor: 7_000_000n, asset: eurc }, fee: null });
    expect((await get('/workers/worker-1/stats')).text).toBe('{"currency":"USDC",'
      + '"totalPayments":4,"totalAmount":100,"totalFees":1,"successRate":66.66,'
      + '"averagePaymentTime":1501,"completedPayments":2,"failedPayments":1,"openPayments":1,'
      + '"reputationScore":110}');
    expect((await get('/api/v1/workers/worker-1/stats?currency=EURC')).body).toMatchObject({
      currency: 'EURC', totalPayments: 1, totalAmount: 7, totalFees: 0, successRate: 100,
    });
  });

  test('of a payee who was never paid are all nought', async () => {
    const { get } = await start();
    expect((await get('/workers/worker-1/stats')).text).toBe('{"currency":"USDC",'
      + '"totalPayments":0,"totalAmount":0,"totalFees":0,"successRate":0.00,'
      + '"averagePaymentTime":0,"completedPayments":0,"failedPayments":0,"openPayments":0,'
      + '"reputationScore":110}');
  });

  test('call nothing certain that is not: one failure among many shows', async () => {
    const { get, world } = await start();
    addTaskPayment(world, 'pay_0', { status: 'failed', releasedAt: null });
    for (let index = 1; index < 300; index += 1) addTaskPayment(world, `pay_${index}`);
    expect((await get('/workers/worker-1/stats')).text).toContain('"successRate":99.66,');
  });
});
