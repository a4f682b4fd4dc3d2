import { ReadRefusedError } from '../../engine/ports.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { startApi, type Api } from '../api-client.ts';
import type { ListenerConfig } from '../deps.ts';
import { addKey } from '../fake-world.ts';

const open: Api[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

async function start(config: Partial<ListenerConfig> = {}): Promise<Api> {
  const api = await startApi(config);
  open.push(api);
  return api;
}

describe('batches', () => {
  test('are created, counted and paged', async () => {
    const { get, post } = await start();
    const answer = await post('/v1/batches', {
      act: 'release', payment_ids: ['pay_1', 'pay_2'], reason: 'month end',
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ batch_id: 'bat_1', total: 2, counts: { waiting: 1 } });
    const page = await get('/v1/batches/bat_1?limit=1');
    expect(page.body).toMatchObject({
      state: 'running', next_cursor: 'more', items: [{ position: 0, payment_id: 'pay_0' }],
    });
    for (const limit of ['x', '0', '201', '007']) {
      expect((await get(`/v1/batches/bat_1?limit=${limit}`)).status).toBe(400);
    }
    expect((await get('/v1/batches/bat_1?limit=200')).status).toBe(200);
    expect((await get('/v1/batches/bat_2')).status).toBe(404);
  });

  test.each([
    ['?cursor=garbage', 400, 'invalid_request'], ['', 429, 'rate_limited'],
  ])('that cannot be listed (%s) say why with %i', async (query, status, code) => {
    const api = await startApi({}, (deps) => ({
      ...deps, engine: { ...deps.engine, lists: {
        ...deps.engine.lists,
        batchItems: () => Promise.reject(new ReadRefusedError('Start from the first page.')),
      } },
    }));
    open.push(api);
    await api.post('/v1/batches', { act: 'release', payment_ids: ['p'], reason: 'x' });
    const answer = await api.get(`/v1/batches/bat_1${query}`);
    expect(answer).toMatchObject({
      status, body: { code, error: 'Start from the first page.' },
    });
  });

  test('hold 5,000 payments in one body', async () => {
    const { post, world } = await start();
    const payment_ids = Array.from({ length: 5_000 }, (_one, index) =>
      `pay_${index}`.padEnd(36, '0'));
    const answer = await post('/v1/batches', { act: 'refund', payment_ids, reason: 'x' });
    expect([answer.status, world.asked[0]?.input]).toEqual([201, 5_000]);
  });

  test.each([
    ['{"act":"release","payment_ids":{"length":1},"reason":"x"}'],
    ['{"act":"release","payment_ids":["p"],"reason":{"length":1e3}}'],
    [String.raw`{"act":"release","payment_ids":["p"],"reason":"\ud800"}`],
    [String.raw`{"act":"release","payment_ids":["\udc00"],"reason":"x"}`],
  ])('that look like a text or list, or hold none, are refused: %s', async (body) => {
    const { post, world } = await start();
    expect(await post('/v1/batches', body)).toMatchObject({
      status: 400, body: { code: 'invalid_request' },
    });
    expect(world.asked).toEqual([]);
  });

  test('need the scope of their act as well', async () => {
    const { post, world } = await start();
    addKey(world, 'key-a', { marketplaceId: 'mkt_a', scopes: ['batches:write'] });
    const answer = await post('/v1/batches', { act: 'refund', payment_ids: ['p'], reason: 'x' });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ details: { scopes: 'payments:refund' } });
    expect(world.asked).toEqual([]);
  });
});
