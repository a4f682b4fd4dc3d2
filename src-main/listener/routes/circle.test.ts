import { afterEach, describe, expect, test } from 'vitest';
import { StoreHaltedError } from '../../engine/ports.ts';
import { sendPlain, startApi, type Answered, type Api } from '../api-client.ts';
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

const PATH = '/webhooks/circle';
const signed = { 'x-circle-signature': 'MEQ=', 'x-circle-key-id': 'key-1' };

function ask({ url }: Api, method: string): Promise<Answered> {
  return sendPlain(url + PATH, { method, headers: {}, body: null });
}

describe('a notification of Circle', () => {
  test('finds somebody there before it is sent', async () => {
    const api = await start();
    expect(await ask(api, 'HEAD')).toMatchObject({ status: 200, text: '' });
    const read = await ask(api, 'GET');
    expect([read.status, read.headers.allow]).toEqual([405, 'HEAD, POST']);
  });

  test('is handed over byte by byte, with no key and no reading', async () => {
    const { post, world } = await start();
    const body = '{ "a": 1.0, "a": "é" ';
    const answer = await post(PATH, body, { ...signed, 'x-api-key': '', 'user-agent': 'Circle' });
    expect([answer.status, answer.text]).toEqual([200, '{"received":true}']);
    const input = Object(world.asked[0]?.input);
    expect(Buffer.from(input.body).toString('utf8')).toBe(body);
    expect(input).toMatchObject({ rail: 'usdc', signature: 'MEQ=', keyId: 'key-1' });
    expect(input.headers).toEqual({
      ...signed, 'content-type': 'application/json', 'user-agent': 'Circle',
    });
  });

  test('that is not signed is 401 without a reason, and counted', async () => {
    const { post, get, world } = await start();
    world.refusal = { code: 'unauthenticated', message: 'It is not valid.', details: {} };
    expect(await post(PATH, '{}')).toMatchObject({
      status: 401, body: { code: 'unauthenticated', details: {} },
    });
    expect(Object(world.asked[0]?.input)).toMatchObject({ signature: '', keyId: '' });
    expect((await get('/metrics')).text)
      .toContain(`paydesk_webhook_signature_failures_total{route="${PATH}"} 1\n`);
  });

  test('is not acknowledged by a store that has stopped', async () => {
    const { post, world } = await start();
    world.hook = () => Promise.reject(new StoreHaltedError('The disk is full.'));
    expect(await post(PATH, '{}', signed)).toMatchObject({
      status: 503, body: { code: 'store_halted' },
    });
  });

  test('has at most 256 KiB', async () => {
    const { post, world } = await start();
    expect((await post(PATH, 'x'.repeat(256 * 1_024), signed)).status).toBe(200);
    expect((await post(PATH, 'x'.repeat(256 * 1_024 + 1), signed)).status).toBe(413);
    expect(world.asked).toHaveLength(1);
  });

  test('that comes too often is put off', async () => {
    const { post, world } = await start({ keyRate: { perSecond: 1, burst: 1 } });
    expect((await post(PATH, '{}', signed)).status).toBe(200);
    const answer = await post(PATH, '{}', signed);
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '1']);
    expect(world.asked).toHaveLength(1);
  });

  test('does not come from a web page', async () => {
    const { post, world } = await start();
    expect((await post(PATH, '{}', { ...signed, origin: 'https://x.example' })).status).toBe(403);
    expect(world.asked).toEqual([]);
  });
});
