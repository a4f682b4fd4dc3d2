import { afterEach, describe, expect, test } from 'vitest';
import { startApi, type Api } from './api-client.ts';
import { addJob, addKey, addPayment, operationOf } from './fake-world.ts';
import { claimOf, readIdempotencyKey } from './idempotency.ts';

const open: Api[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

async function start(change?: Parameters<typeof startApi>[1]): Promise<Api> {
  const api = await startApi({}, change);
  open.push(api);
  return api;
}

const KEY = { 'idempotency-key': 'once-1' };
const JOB = { payload: { a: 1 }, payment_amount: 0.001, payment_currency: 'BTC' };

describe('a repeated request', () => {
  test('is answered as the first was, and nothing happens again', async () => {
    const { post, world } = await start();
    const first = await post('/v1/jobs', JOB, KEY);
    world.settles = false;
    const again = await post('/v1/jobs', JOB, KEY);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.text).toBe(first.text);
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(world.asked).toHaveLength(1);
  });

  test('is recognised whatever the order of its keys and the quotes of its key', async () => {
    const { post, world } = await start();
    await post('/v1/jobs', '{"payload":{"a":1,"b":2},"payment_amount":1}', KEY);
    const again = await post('/v1/jobs', '{ "payment_amount":1, "payload":{"b":2,"a":1} }', {
      'idempotency-key': '"once-1"',
    });
    expect([again.status, world.asked.length]).toEqual([201, 1]);
  });

  test('with another body is refused', async () => {
    const { post, world } = await start();
    await post('/v1/jobs', JOB, KEY);
    const other = await post('/v1/jobs', { ...JOB, payment_amount: 0.002 }, KEY);
    expect([other.status, Object(other.body).code]).toEqual([422, 'idempotency_key_reused']);
    expect(world.asked).toHaveLength(1);
  });

  test('while the first is running is told so', async () => {
    const { post, world } = await start();
    const entered = Promise.withResolvers<void>();
    const leave = Promise.withResolvers<void>();
    world.hook = async () => {
      entered.resolve();
      await leave.promise;
    };
    const first = post('/v1/jobs', JOB, KEY);
    await entered.promise;
    const second = await post('/v1/jobs', JOB, KEY);
    expect([second.status, Object(second.body).code]).toEqual([409, 'idempotency_in_progress']);
    leave.resolve();
    expect((await first).status).toBe(201);
    expect((await post('/v1/jobs', JOB, KEY)).headers['idempotent-replayed']).toBe('true');
    expect(world.asked).toHaveLength(1);
  });

  test('after a refusal is decided anew, since nothing was changed', async () => {
    const { post, world } = await start();
    world.refusal = { code: 'state_forbids', message: 'No.', details: {} };
    expect((await post('/v1/jobs', JOB, KEY)).status).toBe(409);
    world.refusal = null;
    expect((await post('/v1/jobs', { payload: {} }, KEY)).status).toBe(201);
  });

  test('of another key or on another address is another request', async () => {
    const { post, world } = await start();
    addKey(world, 'key-b', { marketplaceId: 'mkt_b' });
    await post('/v1/jobs', JOB, KEY);
    await post('/v1/jobs', JOB, { ...KEY, 'x-api-key': 'key-b' });
    addPayment(world, 'pay_8');
    addPayment(world, 'pay_9');
    await post('/v1/payments/pay_8/release', {}, KEY);
    await post('/v1/payments/pay_9/release', {}, KEY);
    expect(world.asked.map(({ command }) => command))
      .toEqual(['job', 'job', 'release', 'release']);
  });

  test('is not kept apart from the others by a key that is none', async () => {
    const { post, world } = await start();
    const answer = await post('/v1/jobs', JOB, { 'idempotency-key': 'a b' });
    expect([answer.status, world.asked.length]).toEqual([400, 0]);
  });
});

describe('a request whose answer was lost', () => {
  test('is answered from the present state of the job, and kept', async () => {
    const { post, world } = await start((deps) => ({
      ...deps, recordAnswer: () => Promise.reject(new Error('the disk was away')),
    }));
    expect((await post('/v1/jobs', JOB, KEY)).status).toBe(201);
    addJob(world, 'job_1', { state: 'running' });
    const again = await post('/v1/jobs', JOB, KEY);
    expect(again.status).toBe(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toMatchObject({ job_id: 'job_1', state: 'running', payment_id: 'pay_1' });
    expect(world.asked).toHaveLength(1);
  });

  test('is answered by the payment that was moved', async () => {
    const { post, world } = await start();
    addPayment(world, 'pay_1', { status: 'released' }, [operationOf('pay_1', {})]);
    const path = '/v1/payments/pay_1/release';
    const claim = claimOf({
      apiKeyId: 'id-of-key-a', method: 'POST', path, key: 'once-1', body: {},
    });
    world.claims.set(JSON.stringify([claim.apiKeyId, claim.route, claim.key]), {
      ...claim, subjectId: 'pay_1', status: null, body: null,
    });
    const answer = await post(path, {}, KEY);
    expect([answer.status, Object(answer.body).status]).toEqual([200, 'released']);
    expect(world.asked).toEqual([]);
    expect((await post(path, {}, KEY)).text).toBe(answer.text);
  });

  test('is answered for every other kind of request as well', async () => {
    const { post, world } = await start((deps) => ({
      ...deps, recordAnswer: () => Promise.reject(new Error('the disk was away')),
    }));
    addJob(world, 'job_7');
    const requests: readonly (readonly [string, unknown])[] = [
      ['/v1/payments', { amount: 1, currency: 'BTC' }],
      ['/v1/jobs/job_7/state', { state: 'completed' }],
      ['/v1/batches', { act: 'release', payment_ids: ['p'], reason: 'x' }],
      ['/api/exchange/purchase', { user_id: 'u', btc_amount: 1, aitbc_address: 'a' }],
    ];
    for (const [path, body] of requests) {
      const first = await post(path, body, KEY);
      const again = await post(path, body, KEY);
      expect([path, again.status, again.text]).toEqual([path, first.status, first.text]);
    }
    expect(world.asked).toHaveLength(requests.length);
  });
});

describe('the key', () => {
  test.each([
    ['abc', 'abc'], ['"abc"', 'abc'], [' "a-b_c" ', 'a-b_c'], ['', null], ['""', null],
    ['a b', null], ['a"b', null], ['ü', null], ['x'.repeat(256), null],
  ])('%s is read as %s', (header, key) => {
    expect(readIdempotencyKey(header)).toBe(key);
  });
});
