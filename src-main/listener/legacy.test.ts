import { afterEach, describe, expect, test } from 'vitest';
import { sendPlain, startApi, type Answered, type Api } from './api-client.ts';
import type { ListenerConfig } from './deps.ts';
import { addPayout } from './fake-world.ts';

const open: Api[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

async function start(config: Partial<ListenerConfig> = { legacyLoopback: 'only' }): Promise<Api> {
  const api = await startApi(config);
  open.push(api);
  return api;
}

/** As `curl` sends it: no key, and `-d` with the type of the documents' examples. */
function curl(
  { url }: Api, path: string, body: string | null = null, headers: Record<string, string> = {},
): Promise<Answered> {
  return sendPlain(url.replace('127.0.0.1', 'localhost') + path, {
    method: body === null ? 'GET' : 'POST', body,
    headers: {
      accept: '*/*', 'user-agent': 'curl/8.5.0',
      ...(body === null ? {} : { 'content-type': 'application/json' }), ...headers,
    },
  });
}

const EXAMPLE = '{"sellerId":"default-seller",'
  + '"buyerWalletAddressUrl":"https://ilp.interledger-test.dev/edutest","amount":"100"}';

describe("the documents' own examples, without a key", () => {
  test('start a quote', async () => {
    const api = await start();
    const answer = await curl(api, '/offers/123/quotes/start', EXAMPLE);
    expect([answer.status, Object(answer.body).success]).toEqual([200, true]);
    expect(api.world.asked[0]?.input).toMatchObject({
      marketplaceId: 'mkt_a', offerId: '123', sellerReference: 'default-seller',
    });
  });

  test('read a status', async () => {
    const api = await start();
    addPayout(api.world, 'pay_1');
    expect((await curl(api, '/payments/pay_1/status')).body)
      .toMatchObject({ pendingId: 'pay_1', offerId: '123', status: 'pending' });
  });

  test('read the list of payments', async () => {
    const api = await start();
    addPayout(api.world, 'pay_1');
    expect((await curl(api, '/payments/pending')).body)
      .toMatchObject({ payments: [{ pendingId: 'pay_1' }] });
  });

  test.each([
    ['/health', null], ['/sellers', null], ['/offers/123/payments', null],
    ['/api/wallet/profile', '{"walletAddressUrl":"https://ilp.interledger-test.dev/edutest"}'],
    ['/sellers', '{"id":"s","walletAddressUrl":"https://wallet.example/s","keyId":"k"}'],
  ])('call %s', async (path, body) => {
    expect((await curl(await start(), path, body)).status).toBe(200);
  });
});

describe('a caller without a key', () => {
  test('is refused where nothing says otherwise', async () => {
    const api = await start({});
    for (const path of ['/sellers', '/payments/pending', '/payments/pay_1/status']) {
      expect((await curl(api, path)).status).toBe(401);
    }
    expect((await curl(api, '/offers/123/quotes/start', EXAMPLE)).status).toBe(401);
    expect(api.world.asked).toEqual([]);
  });

  test.each([
    ['/v1/jobs', '{"payload":{}}'], ['/v1/payments', '{"amount":1,"currency":"BTC"}'],
    ['/metrics', null], ['/v1/events', null], ['/api/exchange/rate', null],
  ])('is refused on %s all the same', async (path, body) => {
    expect((await curl(await start(), path, body)).status).toBe(401);
  });

  test.each([
    ['a proxy', { 'x-forwarded-for': '203.0.113.7' }],
    ['a tunnel', { 'cf-connecting-ip': '203.0.113.7' }],
    ['a gateway', { via: '1.1 gate' }], ['another one', { forwarded: 'for=203.0.113.7' }],
    ['the public address', { host: 'pay.example.com' }],
  ])('that comes through %s is not of this machine', async (_what, headers) => {
    const api = await start({ legacyLoopback: 'only', publicBaseUrl: 'https://pay.example.com' });
    expect((await curl(api, '/sellers')).status).toBe(200);
    expect((await curl(api, '/sellers', null, headers)).status).toBe(401);
  });

  test('that is a page in a browser is refused at the door', async () => {
    const api = await start();
    for (const headers of [{ origin: 'http://localhost:8000' }, { 'sec-fetch-site': 'none' }]) {
      expect((await curl(api, '/sellers', null, headers)).status).toBe(403);
    }
  });

  test('that shows a wrong key is held to it', async () => {
    const api = await start();
    expect((await curl(api, '/sellers', null, { 'x-api-key': 'wrong' })).status).toBe(401);
    expect((await curl(api, '/sellers', null, { authorization: 'Basic eA==' })).status).toBe(401);
  });

  test('acts for the marketplace that is named, and for none where it is not clear', async () => {
    const named = await start({ legacyLoopback: 'mkt_b' });
    named.world.marketplaceIds.push('mkt_b');
    await curl(named, '/offers/123/quotes/start', EXAMPLE);
    expect(named.world.asked[0]?.input).toMatchObject({ marketplaceId: 'mkt_b' });
    const several = await start();
    several.world.marketplaceIds.push('mkt_b');
    expect((await curl(several, '/sellers')).status).toBe(401);
    expect((await curl(await start({ legacyLoopback: 'mkt_z' }), '/sellers')).status).toBe(401);
  });

  test('is told that an Idempotency-Key needs an API key', async () => {
    const api = await start();
    const answer = await curl(api, '/offers/123/quotes/start', EXAMPLE, {
      'idempotency-key': 'k',
    });
    expect([answer.status, Object(answer.body).code]).toEqual([400, 'invalid_request']);
    expect(api.world.asked).toEqual([]);
  });
});
