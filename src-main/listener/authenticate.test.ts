import { afterEach, describe, expect, test } from 'vitest';
import { startApi, type Api } from './api-client.ts';
import type { ListenerConfig } from './deps.ts';
import { addKey, addPayment, ALL_SCOPES } from './fake-world.ts';

const open: Api[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

async function start(config: Partial<ListenerConfig> = {}): Promise<Api> {
  const api = await startApi(config);
  open.push(api);
  return api;
}

describe('callers', () => {
  const reads: readonly (readonly [string, string])[] = [
    ['/v1/jobs/x', 'jobs:read'], ['/v1/jobs/x/payment', 'payments:read'],
    ['/v1/jobs/x/receipts', 'payments:read'], ['/v1/payments/x', 'payments:read'],
    ['/v1/payments/x/receipt', 'payments:read'], ['/v1/batches/x', 'payments:read'],
    ['/v1/events', 'events:read'], ['/api/exchange/purchases/x', 'exchange:purchase'],
    ['/metrics', 'metrics:read'],
  ];
  const writes: readonly (readonly [string, string])[] = [
    ['/v1/jobs', 'jobs:write'], ['/v1/jobs/x/state', 'jobs:write'],
    ['/v1/payments', 'payments:write'], ['/v1/payments/x/release', 'payments:release'],
    ['/v1/payments/x/refund', 'payments:refund'], ['/v1/batches', 'batches:write'],
    ['/api/exchange/purchase', 'exchange:purchase'],
  ];
  const routes = [
    ...reads.map(([path, scope]) => ({ method: 'GET', path, scope })),
    ...writes.map(([path, scope]) => ({ method: 'POST', path, scope })),
  ];

  test.each(routes)('need a key and $scope for $method $path', async ({ method, path, scope }) => {
    const { get, post, world } = await start();
    const send = (headers: Record<string, string>) =>
      (method === 'GET' ? get(path, headers) : post(path, {}, headers));
    const nobody = await send({ 'x-api-key': '' });
    expect([nobody.status, Object(nobody.body).code]).toEqual([401, 'unauthenticated']);
    expect(nobody.headers['www-authenticate']).toContain('Bearer');
    expect((await send({ 'x-api-key': 'wrong' })).status).toBe(401);
    addKey(world, 'key-b', {
      marketplaceId: 'mkt_a', scopes: ALL_SCOPES.filter((one) => one !== scope),
    });
    const lacking = await send({ 'x-api-key': 'key-b' });
    expect([lacking.status, Object(lacking.body).details]).toEqual([403, { scopes: scope }]);
    expect(world.asked).toEqual([]);
  });

  test('may name their key as a bearer token', async () => {
    const { get, world } = await start();
    addPayment(world, 'pay_1');
    const answer = await get('/v1/payments/pay_1', {
      'x-api-key': '', authorization: 'Bearer key-a',
    });
    expect(answer.status).toBe(200);
  });

  test('are slowed down by key, and the others are not', async () => {
    const { get, world } = await start({ keyRate: { perSecond: 1, burst: 2 } });
    addKey(world, 'key-b', { marketplaceId: 'mkt_b' });
    const path = '/api/exchange/rate';
    const statuses = [await get(path), await get(path), await get(path)].map((one) => one.status);
    expect(statuses).toEqual([200, 200, 429]);
    expect((await get(path)).headers['retry-after']).toBe('1');
    expect((await get(path, { 'x-api-key': 'key-b' })).status).toBe(200);
    world.nowMs += 1_000;
    expect((await get(path)).status).toBe(200);
  });

  test('that guess keys are slowed down, and a known key is not', async () => {
    const { get } = await start({ failureRate: { perSecond: 1, burst: 1 } });
    const guess = () => get('/api/exchange/rate', { 'x-api-key': 'guess' });
    expect([(await guess()).status, (await guess()).status]).toEqual([401, 429]);
    expect((await get('/api/exchange/rate')).status).toBe(200);
  });

  test('hear nothing of a bug but its id', async () => {
    const { get, post, world } = await start();
    world.hook = async () => {
      throw new Error('secret detail');
    };
    const answer = await post('/v1/jobs', { payload: {} });
    expect([answer.status, Object(answer.body).code]).toEqual([500, 'internal']);
    expect(answer.text).not.toContain('secret');
    expect(answer.text).not.toContain('.ts');
    expect((await get('/health')).status).toBe(200);
  });
});
