import { afterEach, describe, expect, test } from 'vitest';
import { StoreHaltedError } from '../../engine/ports.ts';
import { sendPlain, startApi, type Api } from '../api-client.ts';
import type { ListenerConfig } from '../deps.ts';
import type { RefusalCode } from '../engine-types.ts';
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

const PATH = '/webhooks/task-completed';
const signed = { 'x-signature': `sha256=${'0'.repeat(64)}` };
const standard = {
  'webhook-id': 'msg_1', 'webhook-timestamp': '1795251600', 'webhook-signature': 'v1,abc=',
};

describe('an announced task', () => {
  test.each([PATH, `/api/v1${PATH}`])('at %s is taken as GigStream takes it', async (path) => {
    const { post } = await start();
    const answer = await post(path, '{"externalTaskId":"task-7"}', signed);
    expect([answer.status, answer.text]).toEqual([202, '{"status":"accepted",'
      + '"message":"Task queued for verification","estimatedProcessingTime":"2-5 seconds",'
      + '"taskId":"task-7"}']);
  });

  test('is handed over byte by byte, and nothing secret is kept beside it', async () => {
    const { post, world } = await start();
    const body = '{ "amount": 1000.10,\r\n"a": "é" ';
    await post(PATH, body, {
      ...signed, cookie: 'secret', 'idempotency-key': 'not looked at', 'user-agent': 'Gig/1',
    });
    const input = Object(world.asked[0]?.input);
    expect(Buffer.from(input.body).toString('utf8')).toBe(body);
    expect(input).toMatchObject({
      marketplaceId: 'mkt_a', signature: { scheme: 'body', text: signed['x-signature'] },
    });
    expect(input.headers).toEqual({
      ...signed, 'content-type': 'application/json', 'user-agent': 'Gig/1',
    });
  });

  test('signed with its time is proven by that signature alone', async () => {
    const { post, world } = await start();
    expect((await post(PATH, '{}', { ...standard, ...signed })).status).toBe(202);
    expect(Object(world.asked[0]?.input).signature).toEqual({
      scheme: 'standard', messageId: 'msg_1', timestamp: '1795251600', text: 'v1,abc=',
    });
  });

  test.each([
    ['no signature', {}], ['an empty one', { 'x-signature': '' }],
    ['half of Standard Webhooks', { 'webhook-id': 'msg_1', ...signed }],
  ])('with %s is refused as MISSING_AUTH_HEADERS', async (_what, headers) => {
    const { post, world } = await start();
    const answer = await post(PATH, '{}', headers);
    expect(answer).toMatchObject({ status: 401, body: {
      error: { code: 'MISSING_AUTH_HEADERS', message: expect.stringContaining('X-Signature') },
    } });
    expect(answer.headers['content-type']).toBe('application/json');
    expect(world.asked).toEqual([]);
  });

  test('without a key, and with an unknown one, is refused before it is read', async () => {
    const { url, post } = await start();
    const bare = await sendPlain(url + PATH, {
      method: 'POST', body: '{}', headers: { 'content-type': 'application/json', ...signed },
    });
    expect(bare).toMatchObject({
      status: 401, body: { error: { code: 'MISSING_AUTH_HEADERS' } },
    });
    expect(await post(PATH, '{}', { ...signed, 'x-api-key': 'nobody' })).toMatchObject({
      status: 401, body: { error: { code: 'INVALID_API_KEY' } },
    });
  });

  test('with a key that may not announce tasks is PLATFORM_INACTIVE', async () => {
    const { post, world } = await start();
    addKey(world, 'key-b', { marketplaceId: 'mkt_a', scopes: ['payments:write'] });
    expect(await post(PATH, '{}', { ...signed, 'x-api-key': 'key-b' })).toMatchObject({
      status: 403, body: { error: {
        code: 'PLATFORM_INACTIVE', message: expect.stringContaining('tasks:write'),
      } },
    });
    expect(world.asked).toEqual([]);
  });

  test.each<[RefusalCode, number, string]>([
    ['unauthenticated', 403, 'INVALID_SIGNATURE'],
    ['not_configured', 500, 'WEBHOOK_NOT_CONFIGURED'],
    ['invalid_request', 400, 'INVALID_PAYLOAD'], ['internal', 500, 'INTERNAL_ERROR'],
  ])('that is refused as %s is %i %s', async (code, status, word) => {
    const { post, world } = await start();
    world.refusal = { code, message: 'Because.', details: {} };
    expect(await post(PATH, '{}', signed)).toMatchObject({
      status, body: { error: { code: word, message: 'Because.' } },
    });
  });

  test.each(['{"a":', '', 'null,'])('that is not JSON (%j) is INVALID_JSON', async (body) => {
    const { post, world } = await start();
    world.refusal = { code: 'invalid_request', message: 'It is no JSON.', details: {} };
    expect(await post(PATH, body, signed)).toMatchObject({
      status: 400, body: { error: { code: 'INVALID_JSON' } },
    });
  });

  test('whose signature is not to be believed is counted', async () => {
    const { post, get, world } = await start();
    world.refusal = { code: 'unauthenticated', message: 'No.', details: {} };
    await post(PATH, '{}', signed);
    const { text } = await get('/metrics');
    expect(text).toContain(`paydesk_webhook_signature_failures_total{route="${PATH}"} 1\n`);
    expect(text).toContain(
      `paydesk_http_requests_total{method="POST",route="${PATH}",status="403"} 1\n`,
    );
  });

  test('is not acknowledged by a store that has stopped, nor by a bug', async () => {
    const { post, world } = await start();
    world.hook = () => Promise.reject(new StoreHaltedError('The disk is full.'));
    expect(await post(PATH, '{}', signed)).toMatchObject({
      status: 503, body: { error: { code: 'STORE_HALTED' } },
    });
    world.hook = () => Promise.reject(new Error('secret'));
    const answer = await post(PATH, '{}', signed);
    expect([answer.status, Object(answer.body).error.code]).toEqual([500, 'INTERNAL_ERROR']);
    expect(answer.text).not.toContain('secret');
  });

  test('has at most 256 KiB', async () => {
    const { post, world } = await start();
    expect((await post(PATH, 'x'.repeat(256 * 1_024), signed)).status).toBe(202);
    expect(await post(PATH, 'x'.repeat(256 * 1_024 + 1), signed)).toMatchObject({
      status: 413, body: { error: { code: 'BODY_TOO_LARGE', details: { bytes_max: '262144' } } },
    });
    expect(world.asked).toHaveLength(1);
  });

  test('that comes too often is put off in the same form', async () => {
    const { post } = await start({ keyRate: { perSecond: 1, burst: 1 } });
    expect((await post(PATH, '{}', signed)).status).toBe(202);
    const answer = await post(PATH, '{}', signed);
    expect(answer).toMatchObject({ status: 429, body: { error: { code: 'RATE_LIMITED' } } });
    expect(answer.headers['retry-after']).toBe('1');
  });
});
