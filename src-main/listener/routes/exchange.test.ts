import { afterEach, describe, expect, test } from 'vitest';
import { startApi, type Api } from '../api-client.ts';
import type { ListenerConfig } from '../deps.ts';

const open: Api[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

async function start(config: Partial<ListenerConfig> = {}): Promise<Api> {
  const api = await startApi(config);
  open.push(api);
  return api;
}

describe('the exchange', () => {
  test('tells the rate', async () => {
    const { get, world } = await start();
    expect((await get('/api/exchange/rate')).body).toEqual({
      base: 'BTC', quote: 'AITBC', rate: '100000', as_of: '2026-11-21T09:00:00.000Z',
    });
    world.refusal = { code: 'rate_stale', message: 'Too old.', details: {} };
    expect(await get('/api/exchange/rate')).toMatchObject({
      status: 503, headers: { 'retry-after': '5' },
    });
  });

  test('sells AITBC for BTC, amounts as strings', async () => {
    const { get, post } = await start();
    const bought = await post('/api/exchange/purchase', {
      user_id: 'u1', btc_amount: '0.00001', aitbc_address: 'aitbc1x', refund_address: 'bc1r',
    });
    expect(bought.status).toBe(201);
    expect(bought.body).toMatchObject({
      purchase_id: 'pur_1', status: 'held', rate: '100000', btc_amount: '0.00001',
      aitbc_amount: '1', escrow_address: null, expires_at: '2026-11-21T09:00:00.001Z',
    });
    expect((await get('/api/exchange/purchases/pur_1')).body).toEqual(bought.body);
    expect((await get('/api/exchange/purchases/pur_2')).status).toBe(404);
  });

  test('wants exactly one of the two amounts', async () => {
    const { post, world } = await start();
    const body = { user_id: 'u1', aitbc_address: 'a' };
    expect((await post('/api/exchange/purchase', body)).status).toBe(400);
    expect((await post('/api/exchange/purchase', {
      ...body, btc_amount: 1, aitbc_amount: 1,
    })).status).toBe(400);
    expect(world.asked).toEqual([]);
  });

  test('answers 429 at the limit of a user', async () => {
    const { post, world } = await start();
    world.refusal = { code: 'purchase_limit', message: 'Reached.', details: {} };
    const answer = await post('/api/exchange/purchase', {
      user_id: 'u1', btc_amount: 1, aitbc_address: 'a',
    });
    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '60' } });
  });
});
