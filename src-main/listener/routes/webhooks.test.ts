import { afterEach, describe, expect, test } from 'vitest';
import { StoreHaltedError } from '../../engine/ports.ts';
import { startApi, type Api } from '../api-client.ts';

const open: Api[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

async function start(): Promise<Api> {
  const api = await startApi();
  open.push(api);
  return api;
}

const signed = {
  'webhook-id': 'msg_1', 'webhook-timestamp': '1795251600',
  'webhook-signature': 'v1,abc= v1,def=',
};
const PATH = '/webhooks/jobs';

describe('a webhook', () => {
  test('is handed over byte by byte, with no key and no reading', async () => {
    const { post, world } = await start();
    const body = '{ "a": 1.0,\r\n"a": "é" ';
    const answer = await post(PATH, body, {
      ...signed, 'x-api-key': '', 'user-agent': 'Acme/1', cookie: 'secret',
      'idempotency-key': 'not looked at', 'x-paydesk-marketplace': 'mkt_a',
    });
    expect([answer.status, answer.text]).toEqual([202, '{"ok":true}']);
    const [asked] = world.asked;
    expect(asked?.command).toBe('webhook');
    const input = Object(asked?.input);
    expect(Buffer.from(input.body).toString('utf8')).toBe(body);
    expect(input).toMatchObject({
      marketplaceId: 'mkt_a', messageId: 'msg_1', timestamp: '1795251600',
      signature: 'v1,abc= v1,def=',
    });
    expect(input.headers).toEqual({
      ...signed, 'content-type': 'application/json', 'user-agent': 'Acme/1',
      'x-paydesk-marketplace': 'mkt_a',
    });
  });

  test('without headers or body is the engine\'s to refuse', async () => {
    const { post, world } = await start();
    await post(PATH, '');
    expect(world.asked[0]?.input).toMatchObject({
      marketplaceId: null, messageId: '', timestamp: '', signature: '',
    });
    expect(Object(world.asked[0]?.input).body).toHaveLength(0);
  });

  test('that is not believed is 401 without a reason, and counted', async () => {
    const { post, get, world } = await start();
    world.refusal = { code: 'unauthenticated', message: 'It is not valid.', details: {} };
    const answer = await post(PATH, '{}', signed);
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: 'unauthenticated', details: {} });
    const { text } = await get('/metrics');
    expect(text).toContain(`paydesk_webhook_signature_failures_total{route="${PATH}"} 1\n`);
    expect(text).toContain(
      `paydesk_http_requests_total{method="POST",route="${PATH}",status="401"} 1\n`,
    );
  });

  test('is not acknowledged by a store that has stopped', async () => {
    const { post, world } = await start();
    world.hook = () => Promise.reject(new StoreHaltedError('The disk is full.'));
    expect((await post(PATH, '{}', signed)).status).toBe(503);
  });

  test.each([
    ['an Origin', { origin: 'https://acme.example' }, 403],
    ['a Sec-Fetch header', { 'sec-fetch-site': 'cross-site' }, 403],
    ['another type', { 'content-type': 'text/plain' }, 415],
    ['a content encoding', { 'content-encoding': 'gzip' }, 415],
  ])('with %s is turned away', async (_what, headers, status) => {
    const { post, world } = await start();
    expect((await post(PATH, '{}', { ...signed, ...headers })).status).toBe(status);
    expect(world.asked).toEqual([]);
  });

  test('has at most 256 KiB', async () => {
    const { post, world } = await start();
    expect((await post(PATH, 'x'.repeat(256 * 1_024), signed)).status).toBe(202);
    expect((await post(PATH, 'x'.repeat(256 * 1_024 + 1), signed)).status).toBe(413);
    expect(world.asked).toHaveLength(1);
  });

  test('is posted and nothing else', async () => {
    const { get } = await start();
    const answer = await get(PATH, signed);
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
  });
});
