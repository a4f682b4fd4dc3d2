import { ReadRefusedError } from '../../engine/ports.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { startApi, type Api } from '../api-client.ts';
import { addPayment, addPayout, START_MS, usd } from '../fake-world.ts';

const open: Api[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

async function start(change?: Parameters<typeof startApi>[1]): Promise<Api> {
  const api = await startApi({}, change);
  open.push(api);
  return api;
}

const OUTGOING = 'https://wallet.example/outgoing/1';
const INCOMING = 'https://wallet.example/incoming/1';

function idsOf(body: unknown): unknown[] {
  return Object.values(Object(Object(body).payments))
    .map((one): unknown => Reflect.get(Object(one), 'pendingId'));
}

describe('the status of a payment', () => {
  test('has the fields of S3, and the link while it works', async () => {
    const { get, world } = await start();
    addPayout(world, 'pay_1');
    const answer = await get('/payments/pay_1/status');
    expect(answer.body).toEqual({
      pendingId: 'pay_1', offerId: '123', status: 'pending',
      buyerWalletAddressUrl: 'https://wallet.example/buyer', incomingPaymentId: INCOMING,
      outgoingPaymentId: null, quoteId: 'https://wallet.example/quotes/1', refundOf: null,
      redirectUrl: 'https://wallet.example/interact/pay_1', amount: '100.00', received: '0.00',
      assetCode: 'USD',
    });
    world.nowMs = START_MS + 600_000;
    expect((await get('/payments/pay_1/status')).body).toMatchObject({ redirectUrl: null });
  });

  test('names the outgoing payment once there is one', async () => {
    const { get, world } = await start();
    addPayout(world, 'pay_1', {
      payment: { status: 'releasing' }, consent: { state: 'granted' },
      payout: { state: 'submitted', reference: OUTGOING },
    });
    expect((await get('/payments/pay_1/status')).body).toMatchObject({
      status: 'pending', outgoingPaymentId: OUTGOING, redirectUrl: null,
    });
  });

  test('never calls the request for money an outgoing payment', async () => {
    const { get, world } = await start();
    const evidence = { kind: 'incoming-payment', reference: INCOMING, word: '', raw: '' } as const;
    const paid = { payment: { status: 'released', released: usd(9_950n) } } as const;
    addPayout(world, 'pay_1', {
      ...paid, consent: { state: 'ended', endedAs: 'used', incomingReference: null },
      payout: { state: 'settled', reference: INCOMING, evidence },
    });
    addPayout(world, 'pay_2', {
      ...paid, payout: { state: 'settled', reference: OUTGOING, evidence },
    });
    expect((await get('/payments/pay_1/status')).body).toMatchObject({
      status: 'paid', received: '99.50', incomingPaymentId: INCOMING, outgoingPaymentId: null,
    });
    expect((await get('/payments/pay_2/status')).body).toMatchObject({
      incomingPaymentId: INCOMING, outgoingPaymentId: OUTGOING,
    });
  });

  test('is told of no other marketplace and no other rail', async () => {
    const { get, world } = await start();
    addPayout(world, 'pay_1', { payment: { marketplaceId: 'mkt_b' } });
    addPayment(world, 'pay_2');
    for (const id of ['pay_1', 'pay_2', 'pay_3']) {
      expect((await get(`/payments/${id}/status`)).status).toBe(404);
    }
  });
});

describe('the list of payments', () => {
  test('holds all of the caller, newest first, in the form of S3', async () => {
    const { get, world } = await start();
    addPayout(world, 'pay_1', { payment: { status: 'cancelled' } });
    addPayment(world, 'pay_2');
    addPayout(world, 'pay_3', { payment: { marketplaceId: 'mkt_b' } });
    addPayout(world, 'pay_4', {
      payment: { offerId: '7', link: { kind: 'refund-of', paymentId: 'pay_0' } },
    });
    const { body } = await get('/payments/pending');
    expect(body).toEqual({ next: null, payments: [
      {
        pendingId: 'pay_4', offerId: '7', status: 'pending', incomingPaymentId: INCOMING,
        buyerWalletAddressUrl: 'https://wallet.example/buyer', outgoingPaymentId: null,
        refundOf: 'pay_0',
      },
      expect.objectContaining({ pendingId: 'pay_1', status: 'failed', refundOf: null }),
    ] });
  });

  test.each([['pending', 'pay_1'], ['paid', 'pay_2'], ['failed', 'pay_3']])(
    'is narrowed to what is %s', async (word, id) => {
      const { get, world } = await start();
      addPayout(world, 'pay_1', { payment: { status: 'unclear' } });
      addPayout(world, 'pay_2', { payment: { status: 'released' } });
      addPayout(world, 'pay_3', { payment: { status: 'failed' } });
      expect(idsOf((await get(`/payments/pending?status=${word}`)).body)).toEqual([id]);
    },
  );

  test('goes on where its page ended, and holds a hundred unless asked otherwise', async () => {
    const { get, world } = await start();
    for (let number = 1; number <= 101; number += 1) addPayout(world, `pay_${number}`);
    const first = await get('/payments/pending');
    expect(idsOf(first.body)).toHaveLength(100);
    const { next } = Object(first.body);
    expect(idsOf((await get(`/payments/pending?cursor=${next}`)).body)).toEqual(['pay_1']);
    expect(idsOf((await get('/payments/pending?limit=1')).body)).toEqual(['pay_101']);
  });

  test.each(['status=unclear', 'limit=0', 'limit=201'])('refuses %s', async (query) => {
    const { get } = await start();
    expect((await get(`/payments/pending?${query}`)).status).toBe(400);
  });

  test('says of a cursor that cannot be read that it cannot', async () => {
    const { get } = await start((deps) => ({
      ...deps, engine: { ...deps.engine, lists: {
        ...deps.engine.lists,
        payments: () => Promise.reject(new ReadRefusedError('Start from the first page.')),
      } },
    }));
    expect(await get('/payments/pending?cursor=x')).toMatchObject({
      status: 400, body: { code: 'invalid_request', error: 'Start from the first page.' },
    });
  });
});

describe('an offer', () => {
  test('lists its payments, newest first, in the form of S3', async () => {
    const { get, world } = await start();
    addPayout(world, 'pay_1', { payment: { status: 'failed' } });
    addPayout(world, 'pay_2');
    addPayout(world, 'pay_3', { payment: { offerId: '124' } });
    addPayout(world, 'pay_4', { payment: { marketplaceId: 'mkt_b' } });
    expect((await get('/offers/123/payments')).body).toEqual({ offerId: '123', payments: [
      {
        pendingId: 'pay_2', status: 'pending', incomingPaymentId: INCOMING,
        buyerWalletAddressUrl: 'https://wallet.example/buyer', outgoingPaymentId: null,
        quoteId: 'https://wallet.example/quotes/1', refundOf: null,
      },
      expect.objectContaining({ pendingId: 'pay_1', status: 'failed' }),
    ] });
  });

  test('that nobody paid for has none', async () => {
    const { get } = await start();
    expect(await get('/offers/a%2Fb%20c/payments'))
      .toMatchObject({ status: 200, body: { offerId: 'a/b c', payments: [] } });
  });
});
