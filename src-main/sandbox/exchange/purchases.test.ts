import { describe, expect, test } from 'vitest';

import { createTestSandbox, field, readAnswer } from '../test-sandbox.ts';
import type { Answer } from '../test-sandbox.ts';

const PURCHASE = {
  user_id: 'user-1', btc_amount: '0.001', aitbc_amount: '100', aitbc_address: 'ait1user',
  escrow_address: 'bcrt1qescrow',
};

function createTrade() {
  const { sandbox, ask } = createTestSandbox();
  const buy = (key: string | null, body: object = {}): Answer => {
    const headers = { 'x-api-key': sandbox.secrets.exchangeApiKey };
    const delivery = sandbox.deliver('exchange', {
      method: 'POST',
      path: '/api/exchange/purchase',
      headers: key === null ? headers : { ...headers, 'Idempotency-Key': key },
      bodyText: JSON.stringify({ ...PURCHASE, ...body }),
    });
    if (delivery.kind !== 'response') throw new Error(delivery.kind);
    return readAnswer(delivery.response);
  };
  const balance = () => ask('exchange', 'GET /api/v1/token/balance/ait1user');
  return { sandbox, ask, buy, balance };
}

describe('rate', () => {
  test('is 100,000 AITBC for one BTC until it is set', () => {
    const { sandbox, ask } = createTrade();
    expect(ask('exchange', 'GET /api/exchange/rate').body).toEqual({
      base: 'BTC', quote: 'AITBC', rate: '100000', as_of: '2026-01-01T00:00:00.000Z',
    });
    expect(sandbox.setRate('98765.4321')).toBe(true);
    expect(sandbox.setRate('0')).toBe(false);
    expect(sandbox.setRate('much')).toBe(false);
    expect(ask('exchange', 'GET /api/exchange/rate').body).toMatchObject({ rate: '98765.4321' });
  });

  test('is old under the fault stale-rate', () => {
    const { sandbox, ask } = createTrade();
    sandbox.faults.add({ provider: 'exchange', operation: 'rate', fault: 'stale-rate', times: 1 });
    expect(ask('exchange', 'GET /api/exchange/rate').body).toMatchObject({
      as_of: '2025-12-31T23:55:00.000Z',
    });
  });
});

describe('purchase', () => {
  test('credits the address once per Idempotency-Key', () => {
    const { sandbox, ask, buy, balance } = createTrade();
    const first = buy('key-1');
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ status: 'completed', aitbc_amount: '100' });
    expect(buy('key-1')).toEqual(first);
    expect(balance().body).toMatchObject({ balance: '100' });
    expect(sandbox.books()).toEqual([
      {
        provider: 'exchange', kind: 'purchase', reference: 'key-1', account: 'ait1user',
        amount: '100', asset: 'AITBC', hash: field(first, 'transaction_hash'),
        at: '2026-01-01T00:00:00.000Z',
      },
    ]);
    const id = field(first, 'purchase_id');
    expect(ask('exchange', `GET /api/exchange/purchases/${id}`).body).toEqual(first.body);
    expect(ask('exchange', 'GET /api/exchange/purchases?reference=key-1').body).toEqual({
      items: [first.body],
    });
  });

  test('under a used key with another body is 409', () => {
    const { sandbox, buy } = createTrade();
    buy('key-1');
    expect(buy('key-1', { aitbc_amount: '99' }).status).toBe(409);
    expect(sandbox.books()).toHaveLength(1);
  });

  test('without a key is a new one each time', () => {
    const { buy, balance } = createTrade();
    expect(field(buy(null), 'purchase_id')).not.toBe(field(buy(null), 'purchase_id'));
    expect(balance().body).toMatchObject({ balance: '200' });
  });

  test.each([
    ['100.5', 'completed', 1],
    ['100.50000001', 'refused', 0],
  ])('of %s AITBC at a worth of 100 is %s', (aitbc_amount, status, rows) => {
    const { sandbox, buy } = createTrade();
    const answer = buy('key-1', { aitbc_amount });
    expect(answer).toMatchObject({ status: 201, body: { status } });
    expect(sandbox.books()).toHaveLength(rows);
  });

  test('stuck is processing until faults clear', () => {
    const { sandbox, ask, buy, balance } = createTrade();
    sandbox.faults.add({ provider: 'exchange', operation: 'purchase', fault: 'stuck', times: 1 });
    const made = buy('key-1');
    expect(made.body).toMatchObject({ status: 'processing' });
    expect(buy('key-1').body).toEqual(made.body);
    expect(balance().status).toBe(404);
    sandbox.faults.clear();
    const id = field(made, 'purchase_id');
    expect(ask('exchange', `GET /api/exchange/purchases/${id}`).body).toMatchObject({
      status: 'completed', transaction_hash: expect.stringMatching(/^0x[0-9a-f]{64}$/),
    });
    expect(balance().body).toMatchObject({ balance: '100' });
  });

  test('that is unknown or badly asked for is refused', () => {
    const { ask, buy } = createTrade();
    expect(ask('exchange', 'GET /api/exchange/purchases/pur_x').status).toBe(404);
    expect(ask('exchange', 'GET /api/exchange/purchases?reference=k').body).toEqual({ items: [] });
    expect(ask('exchange', 'GET /api/exchange/purchases').status).toBe(422);
    expect(buy('k', { btc_amount: '0' }).status).toBe(422);
  });
});
