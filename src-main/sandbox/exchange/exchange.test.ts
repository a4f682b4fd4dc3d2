import { describe, expect, test } from 'vitest';

import { createTestSandbox, field } from '../test-sandbox.ts';

const HOLD = { amount: 100, currency: 'AITBC', job_id: 'abc123', timeout_seconds: 3600 };

function createExchangeTest(options = {}) {
  const { sandbox, ask } = createTestSandbox(options);
  const token = (line: string, body?: object) =>
    ask('exchange', line.replace(' ', ' /api/v1/token/'), body);
  const hold = (body: object = {}) => token('POST escrow/create', { ...HOLD, ...body });
  const release = (body: object) => token('POST escrow/release', { reason: 'done', ...body });
  const refund = (body: object) => token('POST escrow/refund', { reason: 'failed', ...body });
  const status = (escrowId: string) => token(`GET escrow/${escrowId}`);
  const balance = (address: string) => token(`GET balance/${address}`);
  return { sandbox, ask, token, hold, release, refund, status, balance };
}

describe('token hold', () => {
  test('of the same job answers the same escrow, whatever its amount', () => {
    const { sandbox, hold } = createExchangeTest();
    const first = field(hold(), 'escrow_id');
    expect(field(hold({ amount: '7' }), 'escrow_id')).toBe(first);
    expect(sandbox.books()).toEqual([
      {
        provider: 'exchange', kind: 'hold', reference: 'abc123', account: 'marketplace',
        amount: '100', asset: 'AITBC', hash: null, at: '2026-01-01T00:00:00.000Z',
      },
    ]);
  });

  test('of a job whose escrow is spent opens another', () => {
    const { hold, refund } = createExchangeTest();
    const first = field(hold(), 'escrow_id');
    refund({ escrow_id: first });
    expect(field(hold(), 'escrow_id')).not.toBe(first);
  });

  test('debits a buyer whom the exchange knows, else the marketplace', () => {
    const { sandbox, hold, balance } = createExchangeTest();
    sandbox.setBalance('buyer-1', '150');
    hold({ buyer: 'buyer-1' });
    hold({ buyer: 'stranger', job_id: 'job-2' });
    expect(balance('buyer-1').body).toEqual({ address: 'buyer-1', balance: '50' });
    expect(balance('marketplace').body).toMatchObject({ balance: '999999900' });
    expect(balance('stranger').status).toBe(404);
  });

  test('above the balance is refused with 402 and changes nothing', () => {
    const { sandbox, hold, balance } = createExchangeTest();
    sandbox.setBalance('buyer-1', '99.99999999');
    expect(hold({ buyer: 'buyer-1' })).toEqual({
      status: 402,
      body: { detail: 'Insufficient AITBC balance of buyer-1: 99.99999999 available, 100 needed' },
    });
    expect(balance('buyer-1').body).toMatchObject({ balance: '99.99999999' });
    expect(sandbox.books()).toEqual([]);
  });

  test.each([
    [{ currency: 'BTC' }, 400],
    [{ amount: 0 }, 422],
    [{ job_id: undefined }, 422],
    [{ job_id: 7 }, 422],
    [{ timeout_seconds: 1.5 }, 422],
  ])('with %j is refused with %i', (body, status) => {
    const { sandbox, hold } = createExchangeTest();
    expect(hold(body).status).toBe(status);
    expect(sandbox.books()).toEqual([]);
  });
});

describe('token release and refund', () => {
  test('split an escrow into parts that add up', () => {
    const { sandbox, hold, release, refund, status, balance } = createExchangeTest();
    const escrow_id = field(hold({ provider: 'miner-1' }), 'escrow_id');
    const first = field(release({ escrow_id, amount: '30.5' }), 'transaction_hash');
    expect(status(escrow_id).body).toMatchObject({
      state: 'partially_released', released_amount: '30.5', refunded_amount: '0',
    });
    const second = field(refund({ escrow_id, address: 'buyer-9', amount: 20 }), 'transaction_hash');
    const third = field(release({ escrow_id }), 'transaction_hash');
    const at = '2026-01-01T00:00:00.000Z';
    expect(status(escrow_id).body).toEqual({
      escrow_id, job_id: 'abc123', amount: '100', currency: 'AITBC', state: 'released',
      released_amount: '80', refunded_amount: '20', expires_at: '2026-01-01T01:00:00.000Z',
      transactions: [
        { kind: 'release', amount: '30.5', transaction_hash: first, at },
        { kind: 'refund', amount: '20', transaction_hash: second, at },
        { kind: 'release', amount: '49.5', transaction_hash: third, at },
      ],
    });
    expect(first).toMatch(/^0x[0-9a-f]{64}$/);
    expect(balance('miner-1').body).toMatchObject({ balance: '80' });
    expect(balance('buyer-9').body).toMatchObject({ balance: '20' });
    expect(sandbox.books().map(({ kind, amount }) => `${kind} ${amount}`)).toEqual([
      'hold 100', 'release 30.5', 'refund 20', 'release 49.5',
    ]);
  });

  test('without an address the tokens return to the payer', () => {
    const { sandbox, hold, refund, status, balance } = createExchangeTest();
    const escrow_id = field(hold(), 'escrow_id');
    expect(refund({ escrow_id }).status).toBe(200);
    expect(balance('marketplace').body).toMatchObject({ balance: '1000000000' });
    expect(status(escrow_id).body).toMatchObject({ state: 'refunded' });
    expect(sandbox.books()[1]).toMatchObject({ kind: 'refund', account: 'marketplace' });
  });

  test('without a named provider the tokens wait unclaimed', () => {
    const { hold, release, balance } = createExchangeTest();
    release({ escrow_id: field(hold(), 'escrow_id') });
    expect(balance('unclaimed').body).toMatchObject({ balance: '100' });
  });

  test('are refused above what is left, once spent, and for strangers', () => {
    const { hold, release, refund } = createExchangeTest();
    const escrow_id = field(hold(), 'escrow_id');
    expect(release({ escrow_id, amount: '100.00000001' }).status).toBe(400);
    expect(release({ escrow_id }).status).toBe(200);
    expect(release({ escrow_id }).status).toBe(409);
    expect(refund({ escrow_id })).toEqual({
      status: 409,
      body: { detail: 'Escrow is already released' },
    });
    expect(refund({ escrow_id: 'esc_unknown' }).status).toBe(404);
  });
});

describe('token escrow expiry', () => {
  test('returns what is left to the payer after the grace', () => {
    const { sandbox, hold, release, status, balance } = createExchangeTest();
    const escrow_id = field(hold({ provider: 'miner' }), 'escrow_id');
    release({ escrow_id, amount: 40 });
    sandbox.advance(3_600_000);
    expect(status(escrow_id).body).toMatchObject({ state: 'expired' });
    sandbox.advance(600_000);
    expect(status(escrow_id).body).toMatchObject({ state: 'released', refunded_amount: '60' });
    expect(balance('marketplace').body).toMatchObject({ balance: '999999960' });
    expect(sandbox.books().at(-1)).toMatchObject({
      kind: 'refund', account: 'marketplace', amount: '60', at: '2026-01-01T01:10:00.000Z',
    });
    expect(release({ escrow_id }).status).toBe(409);
  });

  test('still honours a release within the grace', () => {
    const { sandbox, hold, release } = createExchangeTest();
    const escrow_id = field(hold(), 'escrow_id');
    sandbox.advance(3_700_000);
    expect(release({ escrow_id }).status).toBe(200);
    sandbox.advance(3_600_000);
    expect(sandbox.books()).toHaveLength(2);
  });

  test('returns nothing where the exchange is configured not to', () => {
    const { sandbox, hold, status } = createExchangeTest({ expiry: { exchangeReturns: false } });
    const escrow_id = field(hold(), 'escrow_id');
    sandbox.advance(99_999_999_999);
    expect(status(escrow_id).body).toMatchObject({ state: 'expired' });
    expect(sandbox.books()).toHaveLength(1);
  });

  test('waits for a move that is under way', () => {
    const { sandbox, hold, release, status } = createExchangeTest();
    const escrow_id = field(hold(), 'escrow_id');
    sandbox.faults.add({ provider: 'exchange', operation: 'release', fault: 'stuck', times: 1 });
    expect(release({ escrow_id, amount: 30 }).status).toBe(202);
    sandbox.advance(9_000_000);
    expect(sandbox.books()).toHaveLength(1);
    sandbox.faults.clear();
    sandbox.advance(60_000);
    expect(status(escrow_id).body).toMatchObject({ released_amount: '30', refunded_amount: '70' });
  });
});

describe('token escrow, stuck', () => {
  test('leaves a hold pending and unbooked until faults clear', () => {
    const { sandbox, hold, release, status } = createExchangeTest();
    sandbox.faults.add({ provider: 'exchange', operation: 'hold', fault: 'stuck', times: 1 });
    const escrow_id = field(hold(), 'escrow_id');
    expect(field(hold(), 'escrow_id')).toBe(escrow_id);
    expect(status(escrow_id).body).toMatchObject({ state: 'pending' });
    expect(release({ escrow_id }).status).toBe(409);
    expect(sandbox.books()).toEqual([]);
    sandbox.faults.clear();
    expect(status(escrow_id).body).toMatchObject({ state: 'active' });
    expect(sandbox.books()).toHaveLength(1);
  });

  test('shows an accepted release without a hash', () => {
    const { sandbox, hold, release, status } = createExchangeTest();
    const escrow_id = field(hold(), 'escrow_id');
    sandbox.faults.add({ provider: 'any', operation: 'release', fault: 'stuck', delayMs: 1_000 });
    expect(release({ escrow_id }).status).toBe(202);
    expect(release({ escrow_id }).status).toBe(409);
    expect(status(escrow_id).body).toMatchObject({
      state: 'active',
      transactions: [{ kind: 'release', amount: '100', transaction_hash: null }],
    });
    sandbox.advance(1_000);
    expect(status(escrow_id).body).toMatchObject({ state: 'released' });
  });
});

test('an escrow is found again by its job', () => {
  const { hold, token } = createExchangeTest();
  const escrow_id = field(hold(), 'escrow_id');
  expect(token('GET escrow?job_id=abc123').body).toMatchObject({ items: [{ escrow_id }] });
  expect(token('GET escrow?job_id=other').body).toEqual({ items: [] });
  expect(token('GET escrow').status).toBe(422);
});

test('the exchange answers nobody without its key', () => {
  const { sandbox } = createExchangeTest();
  const ask = (path: string, headers: Record<string, string>) =>
    sandbox.handle('exchange', { method: 'GET', path, headers, bodyText: '' }).status;
  expect(ask('/health', {})).toBe(200);
  expect(ask('/api/exchange/rate', {})).toBe(401);
  expect(ask('/api/exchange/rate', { 'X-Api-Key': 'wrong' })).toBe(401);
  expect(ask('/api/exchange/rate', { 'X-Api-Key': sandbox.secrets.exchangeApiKey })).toBe(200);
});

test('the exchange knows its routes and their methods', () => {
  const { ask, token } = createExchangeTest();
  expect(token('GET escrow/release').status).toBe(405);
  expect(token('PUT escrow/release').status).toBe(405);
  expect(token('POST balance/x', {}).status).toBe(405);
  expect(ask('exchange', 'GET /api/exchange/purchase').status).toBe(405);
  expect(ask('exchange', 'GET /api/v1/token/escrow/a/b').status).toBe(404);
});
