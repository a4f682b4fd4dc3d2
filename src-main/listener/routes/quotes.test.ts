import { afterEach, describe, expect, test } from 'vitest';
import { startApi, type Api } from '../api-client.ts';
import { addKey, addPayout } from '../fake-world.ts';

const open: Api[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

async function start(change?: Parameters<typeof startApi>[1]): Promise<Api> {
  const api = await startApi({}, change);
  open.push(api);
  return api;
}

const BODY = {
  sellerId: 'default-seller', amount: '100',
  buyerWalletAddressUrl: 'https://ilp.interledger-test.dev/edutest',
};
const START = '/offers/123/quotes/start';

describe('a quote', () => {
  test('is started with all eight fields of S2', async () => {
    const { post, world } = await start();
    const answer = await post(START, { ...BODY, description: 'Logo', category: 'design' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: true, pendingId: 'pay_1', redirectUrl: 'https://wallet.example/interact/pay_1',
      paymentUrl: 'https://wallet.example/interact/pay_1',
      incomingPaymentId: 'https://wallet.example/incoming/1',
      quoteId: 'https://wallet.example/quotes/1', amount: '100.00', assetCode: 'USD',
    });
    expect(world.asked).toEqual([{ command: 'start', input: {
      marketplaceId: 'mkt_a', sellerReference: 'default-seller', category: 'design',
      offerId: '123', externalId: null, payer: null, payerAccount: BODY.buyerWalletAddressUrl,
      amountText: '100', description: 'Logo', waitMs: 20_000,
    } }]);
  });

  test('takes a payment pointer as its address', async () => {
    const { post, world } = await start();
    await post(START, { ...BODY, buyerWalletAddressUrl: '$wallet.example/buyer' });
    expect(world.asked[0]?.input).toMatchObject({ payerAccount: 'https://wallet.example/buyer' });
  });

  test.each([
    ['no amount', { amount: undefined }, 'amount'],
    ['no buyer', { buyerWalletAddressUrl: undefined }, 'buyerWalletAddressUrl'],
    ['an address that is none', { buyerWalletAddressUrl: 'alice' }, 'buyerWalletAddressUrl'],
  ])('with %s is refused by the name of the field', async (_what, changes, field) => {
    const { post, world } = await start();
    const answer = await post(START, { ...BODY, ...changes });
    expect(answer.status).toBe(400);
    expect(Object.keys(Object(Object(answer.body).details))).toEqual([field]);
    expect(world.asked).toEqual([]);
  });

  test.each(['%20', '%00', 'a'.repeat(129)])('for the offer %j is refused', async (offer) => {
    const { post, world } = await start();
    expect((await post(`/offers/${offer}/quotes/start`, BODY)).status).toBe(400);
    expect(world.asked).toEqual([]);
  });

  test('is started once under one Idempotency-Key', async () => {
    const { post, world } = await start();
    const key = { 'idempotency-key': 'offer-123' };
    const first = await post(START, BODY, key);
    const again = await post(START, BODY, key);
    expect(again.text).toBe(first.text);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(world.asked).toHaveLength(1);
    expect((await post(START, { ...BODY, amount: '200' }, key)).status).toBe(422);
  });

  test('whose link takes longer is found again under its Idempotency-Key', async () => {
    const { post, world } = await start();
    const key = { 'idempotency-key': 'offer-123' };
    world.settles = false;
    const late = await post(START, BODY, key);
    expect(late).toMatchObject({
      status: 503, headers: { 'retry-after': '5' },
      body: { code: 'provider_unavailable', details: { pendingId: 'pay_1' } },
    });
    const still = await post(START, BODY, key);
    expect(still).toMatchObject({ status: 503, body: { details: { pendingId: 'pay_1' } } });
    addPayout(world, 'pay_1');
    expect(await post(START, BODY, key)).toMatchObject({
      status: 200, body: { success: true, pendingId: 'pay_1' },
    });
    expect(world.asked).toHaveLength(1);
  });

  test('that came to nothing says so again under its Idempotency-Key', async () => {
    const { post, world } = await start();
    const key = { 'idempotency-key': 'offer-123' };
    world.settles = false;
    await post(START, BODY, key);
    addPayout(world, 'pay_1', { consent: {
      state: 'ended', endedAs: 'refused', link: null, failureText: 'Unknown receiver.',
    } });
    expect(await post(START, BODY, key)).toMatchObject({
      status: 422, body: { code: 'quote_refused', error: 'Unknown receiver.' },
    });
  });

  test('is refused in the words of the engine', async () => {
    const { post, world } = await start();
    world.refusal = { code: 'unknown_seller', message: 'No such seller.', details: {} };
    expect(await post(START, BODY)).toMatchObject({
      status: 400, body: { code: 'unknown_seller', error: 'No such seller.' },
    });
  });

  test('needs the scope for it', async () => {
    const { post, world } = await start();
    addKey(world, 'reader', { marketplaceId: 'mkt_a', scopes: ['payments:read'] });
    for (const path of [START, '/api/payments/incoming', '/api/wallet/profile']) {
      expect((await post(path, BODY, { 'x-api-key': 'reader' })).status).toBe(403);
    }
    expect(world.asked).toEqual([]);
  });
});

describe('a request for money', () => {
  test('answers under both spellings of S3, the amount as it was given', async () => {
    const { post } = await start();
    const answer = await post('/api/payments/incoming', {
      ...BODY, offerId: '123', description: 'Job funding for developer position',
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: true, paymentId: 'pay_1', payment_id: 'pay_1',
      redirectUrl: 'https://wallet.example/interact/pay_1',
      data: {
        incomingPaymentId: 'https://wallet.example/incoming/1',
        walletAddress: 'https://wallet.example/seller', amount: '100', assetCode: 'USD',
        assetScale: 2,
      },
    });
  });

  test('is not answered with the view of a quote when it is repeated', async () => {
    const { post } = await start();
    const key = { 'idempotency-key': 'funding' };
    const body = { ...BODY, offerId: '123' };
    const first = await post('/api/payments/incoming', body, key);
    expect((await post('/api/payments/incoming', body, key)).text).toBe(first.text);
  });
});

describe('a wallet', () => {
  const path = '/api/wallet/profile';

  test('is asked what an account counts in', async () => {
    const { post, world } = await start();
    const answer = await post(path, { walletAddressUrl: '$wallet.example/alice' });
    expect(answer).toMatchObject({ status: 200, body: {
      success: true, walletAddressUrl: 'https://wallet.example/alice', assetCode: 'USD',
      assetScale: 2, publicName: 'Alice', reachable: true,
    } });
    expect(world.asked).toEqual([{ command: 'account', input: 'https://wallet.example/alice' }]);
  });

  test.each([
    ['unknown', 400, 'invalid_address'], ['unavailable', 503, 'provider_unavailable'],
  ] as const)('that answers %s is refused as %i %s', async (kind, status, code) => {
    const { post, world } = await start();
    world.account = { kind, message: 'It says no.' };
    expect(await post(path, { walletAddressUrl: 'https://wallet.example/alice' }))
      .toMatchObject({ status, body: { code, error: 'It says no.' } });
  });

  test('is not asked for an address that is none', async () => {
    const { post, world } = await start();
    expect(await post(path, { walletAddressUrl: 'alice' }))
      .toMatchObject({ status: 400, body: { code: 'invalid_address' } });
    expect(world.asked).toEqual([]);
  });
});
