import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { startApi, type Api } from '../api-client.ts';
import type { ListenerConfig } from '../deps.ts';
import { addJob, addPayment } from '../fake-world.ts';

const open: Api[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

async function start(config: Partial<ListenerConfig> = {}): Promise<Api> {
  const api = await startApi(config);
  open.push(api);
  return api;
}

const decimals = fc.tuple(
  fc.bigInt({ min: 0n, max: 10n ** 10n }), fc.stringMatching(/^(\d{0,7}[1-9])?$/),
).map(([whole, places]) => (places === '' ? `${whole}` : `${whole}.${places}`));

describe('POST /v1/jobs', () => {
  test('creates the job of S0 and answers its fields', async () => {
    const { post, world } = await start();
    const answer = await post('/v1/jobs', `{
      "payload": {"job_type": "ai_inference", "parameters": {"model": "gpt-4", "prompt": "Hello"}},
      "ttl_seconds": 900, "payment_amount": 0.001, "payment_currency": "BTC", "unknown": [1]
    }`);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      job_id: 'job_1', state: 'queued', payment_id: 'pay_1', payment_status: 'escrowed',
      payment_amount: 0.001, payment_currency: 'BTC', payment_method: 'bitcoin', ttl_seconds: 900,
    });
    expect(answer.text).toContain('"payment_amount":0.001,');
    expect(world.asked).toEqual([{ command: 'job', input: {
      marketplaceId: 'mkt_a', ttlMs: 900_000,
      payload: '{"job_type":"ai_inference","parameters":{"model":"gpt-4","prompt":"Hello"}}',
      payment: {
        currency: 'BTC', amountText: '0.001', externalId: null, payer: null, payerAccount: null,
        payee: null, payeeAccount: null, refundAddress: null, escrowTimeoutMs: null,
      },
    } }]);
  });

  test('takes AITBC where no currency is named (S1)', async () => {
    const { post } = await start();
    const answer = await post('/v1/jobs', { payload: {}, payment_amount: '100' });
    expect(answer.body).toMatchObject({
      payment_currency: 'AITBC', payment_amount: 100, payment_method: 'aitbc_token',
    });
  });

  test.each([
    { payment_currency: 'BTC' }, { payee: 'Ana' }, { refund_address: 'x' },
    { escrow_timeout_seconds: 600, amount: 5 },
  ])('creates no unpaid job where the amount of a payment was forgotten (%j)', async (fields) => {
    const { post, world } = await start();
    const answer = await post('/v1/jobs', { payload: {}, ...fields });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'invalid_request' });
    expect(Object(answer.body).details.payment_amount).toContain('is missing');
    expect(world.asked).toEqual([]);
  });

  test('takes a null amount as the word that none is meant', async () => {
    const { post } = await start();
    const job = { payload: {}, payment_amount: null, payment_currency: 'AITBC' };
    expect(await post('/v1/jobs', job)).toMatchObject({ status: 201, body: { payment_id: null } });
  });

  test('creates a job without a payment where no amount is named', async () => {
    const { post } = await start();
    const answer = await post('/v1/jobs', { payload: { a: 1 }, payment_amount: null });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      payment_id: null, payment_status: null, payment_amount: null,
    });
  });

  test('answers pending while the hold has no outcome', async () => {
    const { post, world } = await start();
    world.settles = false;
    const answer = await post('/v1/jobs', { payload: {}, payment_amount: 1 });
    expect([answer.status, Object(answer.body).payment_status]).toEqual([201, 'pending']);
  });

  test('takes and answers every amount exactly, as number and as string', async () => {
    const { post, world } = await start();
    await fc.assert(fc.asyncProperty(decimals, fc.boolean(), async (amount, quoted) => {
      world.asked.length = 0;
      const written = quoted ? `"${amount}"` : amount;
      const body = `{"payload":{"n":${amount}},"payment_amount":${written}}`;
      const answer = await post('/v1/jobs', body);
      expect(Object(world.asked[0]?.input)).toMatchObject({
        payload: `{"n":${amount}}`, payment: { amountText: amount },
      });
      expect(answer.text).toContain(`"payment_amount":${amount},`);
      expect(answer.text).toContain(`"payload":{"n":${amount}}`);
    }), { numRuns: 60 });
  });

  test('hands 1e-8 over as it is written', async () => {
    const { post, world } = await start();
    await post('/v1/payments', '{"amount": 1e-8, "currency": "BTC"}').catch(() => undefined);
    expect(Object(world.asked[0]?.input).amountText).toBe('1e-8');
  });

  test('hands every field over, seconds as milliseconds', async () => {
    const { post, world } = await start();
    await post('/v1/jobs', {
      payload: {}, payment_amount: 1, payment_currency: 'BTC', refund_address: 'bc1r', payee: 'Ana',
      payee_address: 'bc1p', payer: 'Bo', payer_address: 'bc1q', external_id: 'x-1',
      escrow_timeout_seconds: 300, ttl_seconds: '60',
    });
    expect(world.asked[0]?.input).toMatchObject({ ttlMs: 60_000, payment: {
      refundAddress: 'bc1r', payee: 'Ana', payeeAccount: 'bc1p', payer: 'Bo',
      payerAccount: 'bc1q', externalId: 'x-1', escrowTimeoutMs: 300_000,
    } });
  });

  test.each([
    ['no payload', '{}', 'payload'],
    ['a payload that is a list', '{"payload":[]}', 'payload'],
    ['a payload beyond 32 KiB', JSON.stringify({ payload: { a: 'x'.repeat(33_000) } }), 'payload'],
    ['a broken number of seconds', '{"payload":{},"ttl_seconds":1.5}', 'ttl_seconds'],
    ['an escrow of a minute', '{"payload":{},"escrow_timeout_seconds":60}',
      'escrow_timeout_seconds'],
    ['an amount that is a list', '{"payload":{},"payment_amount":[1]}', 'payment_amount'],
    ['a key twice', '{"payload":{},"payload":{}}', ''],
    ['no JSON', 'payload', ''],
    ['a list', '[]', ''],
  ])('refuses %s and changes nothing', async (_what, body, field) => {
    const { post, world } = await start();
    const answer = await post('/v1/jobs', body);
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'invalid_request', status: 400 });
    expect(Object(answer.body).error).toContain(field);
    expect(world.asked).toEqual([]);
  });

  test("answers the engine's refusal with its code and status", async () => {
    const { post, world } = await start();
    world.refusal = { code: 'invalid_amount', message: 'Not positive.', details: { amount: '-1' } };
    const answer = await post('/v1/jobs', { payload: {}, payment_amount: '-1' });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: 'invalid_amount', error: 'Not positive.', detail: 'Not positive.', title: 'Bad Request',
      details: { amount: '-1' }, instance: '/v1/jobs',
      request_id: answer.headers['x-request-id'],
    });
  });
});

describe('jobs', () => {
  test('are read with the state of their payment', async () => {
    const { get, world } = await start();
    addPayment(world, 'pay_9', { jobId: 'job_9', status: 'unclear' });
    addJob(world, 'job_9', { paymentId: 'pay_9', payload: '{"n":0.10000000000000000001}' });
    const job = await get('/v1/jobs/job_9');
    expect(job.status).toBe(200);
    expect(job.body).toMatchObject({ job_id: 'job_9', payment_status: 'escrowed' });
    expect(job.text).toContain('{"n":0.10000000000000000001}');
    const payment = await get('/v1/jobs/job_9/payment');
    expect(payment.body).toMatchObject({ id: 'pay_9', status: 'escrowed', state: 'unclear' });
    const receipts = await get('/v1/jobs/job_9/receipts');
    expect(receipts.body).toEqual({ items: [{ payment_id: 'pay_9', verified: true }] });
  });

  test('say by which state their work ended', async () => {
    const { post, world } = await start();
    addJob(world, 'job_1');
    const answer = await post('/v1/jobs/job_1/state', { state: 'completed', reason: 'done' });
    expect([answer.status, Object(answer.body).state]).toEqual([200, 'completed']);
    expect(world.asked[0]?.input).toEqual({
      jobId: 'job_1', marketplaceId: 'mkt_a', state: 'completed', reason: 'done',
    });
    expect((await post('/v1/jobs/job_1/state', { state: 'done' })).status).toBe(400);
  });

  test.each(['/v1/jobs/job_1', '/v1/jobs/job_1/payment', '/v1/jobs/job_1/receipts'])(
    'of another marketplace are not there: %s', async (path) => {
      const { get, world } = await start();
      addJob(world, 'job_1', { marketplaceId: 'mkt_b' });
      const answer = await get(path);
      expect([answer.status, Object(answer.body).code]).toEqual([404, 'not_found']);
    },
  );

  test('without a payment have none to read', async () => {
    const { get, world } = await start();
    addJob(world, 'job_1');
    expect((await get('/v1/jobs/job_1/payment')).status).toBe(404);
  });
});
