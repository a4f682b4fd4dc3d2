import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startApp, type App } from '../app.ts';
import { refuse } from '../engine/domain/refusals.ts';
import { dataKeyFile } from '../world/data-key-file.ts';
import { sendPlain, type Answered } from './api-client.ts';

/** The calls of S2 and S3 as they stand, against the real engine and the stand-in's banks. */
const folder = mkdtempSync(join(tmpdir(), 'paydesk-payouts-'));
let app: App;
beforeAll(async () => {
  const silent = (): void => undefined;
  app = await startApp({
    dataFolder: folder, dataKey: () => dataKeyFile(join(folder, 'data.key')),
    log: { debug: silent, info: silent, warn: silent, error: silent },
    env: { PAYDESK_LEGACY_MARKETPLACE: 'only' },
    sandbox: { kind: 'embedded' }, sample: false, machineOperators: false,
    listener: { host: '127.0.0.1', port: 0 },
    deliver: () => Promise.resolve(refuse('not_found')),
  });
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true });
});

function curl(path: string, body: string | null = null): Promise<Answered> {
  return sendPlain(app.listener.url + path, {
    method: body === null ? 'GET' : 'POST', body,
    headers: body === null ? {} : { 'content-type': 'application/json' },
  });
}

const EXAMPLE = '{"sellerId":"default-seller",'
  + '"buyerWalletAddressUrl":"https://ilp.interledger-test.dev/edutest","amount":"100"}';

async function startQuote(): Promise<{ readonly pendingId: string; readonly redirectUrl: string }> {
  const { body } = await curl('/offers/123/quotes/start', EXAMPLE);
  return { pendingId: Object(body).pendingId, redirectUrl: Object(body).redirectUrl };
}

/** What the payer's browser does at the bank; answers where it sends the browser back to. */
async function choose(redirectUrl: string, choice: 'accept' | 'reject'): Promise<string> {
  const go = (url: string, options: Parameters<typeof sendPlain>[1]): Promise<Answered> =>
    sendPlain(url, options);
  const plain = { method: 'GET', headers: {}, body: null } as const;
  const begun = await go(redirectUrl, plain);
  const cookie = begun.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const chosen = await go(begun.headers.location ?? '', {
    method: 'POST', headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: `choice=${choice}`,
  });
  const finished = await go(chosen.headers.location ?? '', { ...plain, headers: { cookie } });
  return finished.headers.location ?? '';
}

describe('job funding (S3-057 to S3-062)', () => {
  test('asks for money with the documented three fields, and is paid by anybody', async () => {
    const answer = await curl('/api/payments/incoming', '{"amount":"100",'
      + '"description":"Job funding for developer position","sellerId":"default-seller"}');
    const { paymentId, data } = Object(answer.body);
    expect(answer).toMatchObject({ status: 200, body: {
      success: true, paymentId: expect.stringMatching(/^pay_/), payment_id: paymentId,
      redirectUrl: null, data: {
        incomingPaymentId: expect.stringMatching(/^http/), amount: '100', assetCode: 'USD',
        assetScale: 2, walletAddress: 'https://ilp.interledger-test.dev/mvr5656',
      },
    } });
    const { url, token } = app.sandbox?.standIns.control ?? { url: '', token: '' };
    const paid = await sendPlain(`${url}/payments`, {
      method: 'POST', body: JSON.stringify({ incoming: data.incomingPaymentId, wallet: 'alice' }),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
    expect(paid.status).toBe(200);
    await vi.waitFor(async () => {
      expect((await curl(`/payments/${paymentId}/status`)).body).toMatchObject({
        status: 'paid', incomingPaymentId: data.incomingPaymentId, outgoingPaymentId: null,
        buyerWalletAddressUrl: null, received: '100.00',
      });
    }, { timeout: 15_000, interval: 250 });
  });
});

describe('a payer of S3', () => {
  test('gets a link, consents, and the offer is paid once', async () => {
    const before = Object.values(Object((await booksOf()).body)).length;
    const answer = await curl('/offers/123/quotes/start', EXAMPLE);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: true, pendingId: expect.stringMatching(/^pay_/),
      redirectUrl: expect.stringMatching(/^http/), paymentUrl: Object(answer.body).redirectUrl,
      incomingPaymentId: expect.stringMatching(/^http/),
      quoteId: expect.stringMatching(/^http/), amount: '100.00', assetCode: 'USD',
    });
    const { pendingId, redirectUrl } = Object(answer.body);
    const back = await choose(String(redirectUrl), 'accept');
    expect(back).toContain(`${app.listener.url}/payments/finish?pendingId=${pendingId}&`);
    const finish = (): Promise<Answered> => sendPlain(back, {
      method: 'GET', headers: { accept: 'application/json' }, body: null,
    });
    const [first, second] = await Promise.all([finish(), finish()]);
    for (const one of [first, second]) {
      expect(one).toMatchObject({ status: 200, body: { ok: true, outgoingPayment: {
        walletAddress: 'https://ilp.interledger-test.dev/edutest',
        receiveAmount: { value: '10000', assetCode: 'USD', assetScale: 2 },
      } } });
    }
    await vi.waitFor(async () => {
      expect((await curl(`/payments/${pendingId}/status`)).body).toMatchObject({
        offerId: '123', status: 'paid', received: '100.00', redirectUrl: null,
      });
    }, 10_000);
    const outgoingPaymentId: unknown = Object(Object(first.body).outgoingPayment).id;
    expect((await curl('/offers/123/payments')).body).toMatchObject({ payments: [
      { pendingId, status: 'paid', outgoingPaymentId },
    ] });
    const [made, ...more] = Object.values(Object((await booksOf()).body)).slice(before);
    expect(more).toEqual([]);
    expect(made).toMatchObject({ kind: 'payout', account: 'mvr5656', amount: '100' });
    expect(outgoingPaymentId).toMatch(new RegExp(`/outgoing-payments/${Object(made).hash}$`));
  }, 30_000);

  test('who refuses at the bank has paid nothing', async () => {
    const { pendingId, redirectUrl } = await startQuote();
    const back = await choose(redirectUrl, 'reject');
    const page = await sendPlain(back, {
      method: 'GET', headers: { accept: 'text/html' }, body: null,
    });
    expect(page.text).toContain('<h1>Not paid</h1>');
    expect((await curl(`/payments/${pendingId}/status`)).body).toMatchObject({
      status: 'failed', outgoingPaymentId: null, received: '0.00',
    });
  }, 30_000);

  test('who comes back with another hash changes nothing', async () => {
    const { pendingId, redirectUrl } = await startQuote();
    const back = new URL(await choose(redirectUrl, 'accept'));
    back.searchParams.set('hash', 'x-gguKWTj8rQf7d7i3w3UhzvuJ5bpOlKyAlVpLxBffY');
    expect(await sendPlain(back.href, { method: 'GET', headers: {}, body: null }))
      .toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect((await curl(`/payments/${pendingId}/status`)).body)
      .toMatchObject({ status: 'pending', redirectUrl });
    expect((await curl('/payments/pending?status=pending')).body)
      .toMatchObject({ payments: [{ pendingId }] });
  }, 30_000);
});

function booksOf(): Promise<Answered> {
  const { url, token } = app.sandbox?.standIns.control ?? { url: '', token: '' };
  return sendPlain(`${url}/books`, {
    method: 'GET', headers: { authorization: `Bearer ${token}` }, body: null,
  });
}
