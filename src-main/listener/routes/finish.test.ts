import { afterEach, describe, expect, test } from 'vitest';
import { sendPlain, startApi, type Answered, type Api } from '../api-client.ts';
import { OUTGOING, RIGHT_HASH } from '../fake-payouts.ts';
import { addPayout, usd } from '../fake-world.ts';

const open: Api[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

async function start(): Promise<Api> {
  const api = await startApi();
  open.push(api);
  addPayout(api.world, 'pay_1');
  api.world.finishKeys.set('k1', 'pay_1');
  return api;
}

const BROWSER = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document',
};

function come(
  { url }: Api, query: string, headers: Record<string, string> = {}, method = 'GET',
): Promise<Answered> {
  return sendPlain(`${url}/payments/finish?${query}`, { method, headers, body: null });
}

const RIGHT = `pendingId=pay_1&key=k1&interact_ref=ref-1&hash=${RIGHT_HASH}`;

describe('a program that comes back', () => {
  test('hears of the outgoing payment in the form of S3', async () => {
    const api = await start();
    const answer = await come(api, RIGHT);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ok: true, outgoingPayment: {
      id: OUTGOING, walletAddress: 'https://wallet.example/buyer',
      receiveAmount: { value: '10000', assetCode: 'USD', assetScale: 2 },
    } });
    expect(api.world.asked).toEqual([{ command: 'returned', input: {
      finishKey: 'k1', parameters: { interact_ref: 'ref-1', hash: RIGHT_HASH }, waitMs: 12_000,
    } }]);
  });

  test('hears 202 while it goes on, and the link where the payer is needed again', async () => {
    const api = await start();
    api.world.settles = false;
    expect(await come(api, RIGHT)).toMatchObject({ status: 202, body: {
      ok: true, status: 'pending', pendingId: 'pay_1', redirectUrl: null,
    } });
    addPayout(api.world, 'pay_1', { consent: { state: 'asked', ordinal: 2 } });
    expect(await come(api, RIGHT.replace(RIGHT_HASH, 'x'))).toMatchObject({ status: 400 });
  });

  test('hears that its payer refused', async () => {
    const api = await start();
    expect(await come(api, 'key=k1&result=grant_rejected')).toMatchObject({
      status: 200, body: { ok: false, status: 'failed', pendingId: 'pay_1' },
    });
  });

  test('hears what arrived once it did', async () => {
    const api = await start();
    addPayout(api.world, 'pay_1', {
      payment: { status: 'released' }, consent: { state: 'ended', endedAs: 'used' },
      payout: { state: 'settled', reference: OUTGOING, delivered: usd(9_950n) },
    });
    expect((await come(api, RIGHT)).body).toMatchObject({
      ok: true, outgoingPayment: { id: OUTGOING, receiveAmount: { value: '9950' } },
    });
  });

  test.each(['unclear', 'stalled'] as const)('hears %s called pending', async (status) => {
    const api = await start();
    addPayout(api.world, 'pay_1', {
      payment: { status }, consent: { state: 'granted' }, payout: { state: 'unclear' },
    });
    expect(await come(api, RIGHT)).toMatchObject({ status: 202, body: { status: 'pending' } });
  });

  test('with a forged hash is refused, and nothing has changed', async () => {
    const api = await start();
    const before = api.world.payments.get('pay_1');
    expect(await come(api, 'key=k1&interact_ref=ref-1&hash=forged')).toMatchObject({
      status: 400, body: { code: 'invalid_request' },
    });
    expect(api.world.payments.get('pay_1')).toBe(before);
  });

  test.each(['pendingId=pay_1', 'key=unknown', ''])('to %j finds nothing', async (query) => {
    expect((await come(await start(), query)).status).toBe(404);
  });

  test('with HEAD is refused before anything is looked at', async () => {
    const api = await start();
    expect((await come(api, RIGHT, {}, 'HEAD')).status).toBe(405);
    expect(api.world.asked).toEqual([]);
  });

  test('with more than 2,048 characters is refused at the door', async () => {
    const api = await start();
    expect((await come(api, `${RIGHT}&message=${'a'.repeat(2_048)}`)).status).toBe(400);
    expect(api.world.asked).toEqual([]);
  });
});

describe('a payer who comes back', () => {
  test('sees what is on its way, and to whom', async () => {
    const answer = await come(await start(), RIGHT, BROWSER);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.text).toContain('<h1>On its way</h1>');
    expect(answer.text).toContain('<dd>100.00 USD</dd>');
    expect(answer.text).toContain('<dd>Seller &amp; Sons</dd>');
  });

  test('gets a page that runs, loads, keeps and sends nothing', async () => {
    const { headers, text } = await come(await start(), RIGHT, BROWSER);
    expect(headers).toMatchObject({
      'cache-control': 'no-store', 'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['content-security-policy']).toMatch(new RegExp(
      "^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; "
      + "form-action 'none'; frame-ancestors 'none'$",
    ));
    expect(text).not.toMatch(/<(script|img|link|form|iframe|a)\b|https?:/);
    expect(text).toContain('prefers-color-scheme:dark');
  });

  test.each([
    ['Not paid', 200, 'key=k1&result=grant_rejected&message=<b>x</b>'],
    ['Not accepted', 400, 'key=k1&interact_ref=r&hash=<script>forged'],
    ['Not ours', 404, 'key=<i>nothing</i>&pendingId=pay_1'],
  ])('is told %j with %i and reads nothing of the request', async (title, status, query) => {
    const answer = await come(await start(), encodeURI(query), BROWSER);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(`<h1>${title}</h1>`);
    for (const echo of ['<b>', '<script', '<i>', 'forged', 'nothing<', 'pay_1', '<dl>']) {
      expect(answer.text).not.toContain(echo);
    }
  });

  test.each([
    ['link_expired', 410, 'Link expired'], ['store_halted', 503, 'One moment'],
  ] as const)('is told of %s with %i', async (code, status, title) => {
    const api = await start();
    api.world.refusal = { code, message: 'No.', details: {} };
    const answer = await come(api, RIGHT, BROWSER);
    expect([answer.status, answer.text.includes(`<h1>${title}</h1>`)]).toEqual([status, true]);
  });

  test.each([
    ['Paid', { status: 'released' }, { state: 'ended', endedAs: 'used' }, true],
    ['On its way', { status: 'requested' }, { state: 'returned' }, true],
    ['Being checked', { status: 'unclear' }, { state: 'granted' }, true],
    ['Not paid', { status: 'failed' }, { state: 'ended', endedAs: 'refused' }, false],
    ['Link expired', { status: 'cancelled' }, { state: 'ended', endedAs: 'lapsed' }, false],
    ['Not paid', { status: 'requested' }, { state: 'declined' }, false],
    ['Once more, please', { status: 'requested' }, { state: 'preparing' }, false],
  ] as const)('reads %j of %o with %o', async (title, payment, consent, tellsAmount) => {
    const api = await start();
    addPayout(api.world, 'pay_1', { payment, consent });
    const { text } = await come(api, RIGHT, BROWSER);
    expect(text).toContain(`<h1>${title}</h1>`);
    expect(text.includes('100.00 USD')).toBe(tellsAmount);
  });

  test('without the proof in hand reads no amount, even of what is paid', async () => {
    const api = await start();
    addPayout(api.world, 'pay_1', {
      payment: { status: 'released' }, consent: { state: 'ended', endedAs: 'used' },
    });
    const { text } = await come(api, 'key=k1', BROWSER);
    expect(text).toContain('<h1>Paid</h1>');
    expect(text).not.toContain('100.00');
  });

  test.each([
    ['a script', { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
    ['a frame', { 'sec-fetch-dest': 'iframe' }],
    ['an image', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
    ['a guess of the browser', { 'sec-purpose': 'prefetch;prerender' }],
  ])('is not taken for %s', async (_what, changes) => {
    const api = await start();
    expect((await come(api, RIGHT, { ...BROWSER, ...changes })).status).toBe(403);
    expect((await come(api, RIGHT, { origin: 'https://evil.example' })).status).toBe(403);
    expect(api.world.asked).toEqual([]);
  });
});
