import { describe, expect, test } from 'vitest';

import { createTestSandbox, field, START_MS } from '../test-sandbox.ts';
import { MERCHANT_ADDRESS } from './wallet-state.ts';

const HOLD = { amount: '0.001', currency: 'BTC', timeout_seconds: 3600 };
const REFUND_ADDRESS = 'bcrt1q6rhpng9evdsfnn833a4f4vej0asu6dk5srld6x';

function createDaemon(options = {}) {
  const { sandbox, ask } = createTestSandbox(options);
  const hold = (body: object = HOLD) => ask('walletDaemon', 'POST /api/v1/escrow/create', body);
  const release = (address: string) =>
    ask('walletDaemon', 'POST /api/v1/escrow/release', { address, reason: 'Job completed' });
  const refund = (body: object = {}) =>
    ask('walletDaemon', 'POST /api/v1/refund', {
      payment_id: 'pay456', address: REFUND_ADDRESS, amount: '0.001', reason: 'failed', ...body,
    });
  const status = (address: string) => ask('walletDaemon', `GET /api/v1/escrow/${address}`);
  return { sandbox, ask, hold, release, refund, status };
}

describe('wallet daemon hold', () => {
  test('answers a fresh address each time, whatever key is sent', () => {
    const { sandbox } = createDaemon();
    const request = {
      method: 'POST',
      path: '/api/v1/escrow/create',
      headers: { 'Idempotency-Key': 'k-1' },
      bodyText: JSON.stringify(HOLD),
    };
    const first = sandbox.handle('walletDaemon', request);
    const second = sandbox.handle('walletDaemon', request);
    expect(first.status).toBe(200);
    expect(first.bodyText).toMatch(/"address":"bcrt1q/);
    expect(second.bodyText).not.toBe(first.bodyText);
    expect(sandbox.books().map(({ kind, amount }) => [kind, amount])).toEqual([
      ['hold', '0.001'], ['hold', '0.001'],
    ]);
  });

  test('reads a JSON number by its digits', () => {
    const { sandbox, status, hold } = createDaemon();
    const bodyText = '{"amount":184467440.73709551,"currency":"BTC","timeout_seconds":60}';
    const path = '/api/v1/escrow/create';
    sandbox.handle('walletDaemon', { method: 'POST', path, headers: {}, bodyText });
    expect(sandbox.books()[0]?.amount).toBe('184467440.73709551');
    const small = field(hold({ ...HOLD, amount: 1e-8 }), 'address');
    expect(status(small).body).toMatchObject({ amount: '0.00000001', currency: 'BTC' });
  });

  test.each([
    [{ currency: 'BTC' }, 422, 'missing'],
    [{ ...HOLD, amount: '0' }, 422, 'greater_than'],
    [{ ...HOLD, amount: '-1' }, 422, 'decimal_parsing'],
    [{ ...HOLD, amount: '0.000000001' }, 422, 'decimal_max_places'],
    [{ ...HOLD, timeout_seconds: 0 }, 422, 'out_of_range'],
    [{ ...HOLD, currency: 'AITBC' }, 400, 'Unsupported currency'],
    ['no object', 422, 'model_attributes_type'],
  ])('refuses %j with %i and %s', (body, status, word) => {
    const { sandbox, ask } = createDaemon();
    const answer = ask('walletDaemon', 'POST /api/v1/escrow/create', body);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toContain(word);
    expect(sandbox.books()).toEqual([]);
  });
});

describe('wallet daemon release', () => {
  test('pays the whole escrow to the merchant, once', () => {
    const { sandbox, hold, release, status } = createDaemon();
    const address = field(hold(), 'address');
    const hash = field(release(address), 'transaction_hash');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(status(address).body).toEqual({
      address, amount: '0.001', currency: 'BTC', status: 'released', transaction_hash: hash,
    });
    expect(release(address)).toEqual({
      status: 409,
      body: { detail: 'Escrow is already released' },
    });
    expect(sandbox.books().slice(1)).toEqual([
      {
        provider: 'walletDaemon', kind: 'release', reference: address, account: MERCHANT_ADDRESS,
        amount: '0.001', asset: 'BTC', hash, at: '2026-01-01T00:00:00.000Z',
      },
    ]);
  });

  test('of an unknown address is 404', () => {
    const { release } = createDaemon();
    expect(release('bcrt1qnobody').status).toBe(404);
  });
});

describe('wallet daemon refund', () => {
  test('asked twice pays twice, for no escrow limits it', () => {
    const { sandbox, refund } = createDaemon();
    const first = field(refund(), 'transaction_hash');
    const second = field(refund(), 'transaction_hash');
    expect(second).not.toBe(first);
    const row = { kind: 'refund', reference: 'pay456', account: REFUND_ADDRESS, amount: '0.001' };
    expect(sandbox.books()).toMatchObject([{ ...row, hash: first }, { ...row, hash: second }]);
  });

  test.each([
    'bcrt1q6rhpng9evdsfnn833a4f4vej0asu6dk5srld6y', 'bc1qwrong',
    '1BoatSLRHtKNngkdXEeobR76b53LETtpyX', 'two words',
  ])('to %s, which is no address, is refused', (address) => {
    const { sandbox, refund } = createDaemon();
    expect(refund({ address })).toEqual({
      status: 400,
      body: { detail: `Invalid address: ${address}` },
    });
    expect(sandbox.books()).toEqual([]);
  });
});

describe('wallet daemon expiry', () => {
  test('only marks the escrow: the money stays', () => {
    const { sandbox, hold, release, status } = createDaemon();
    const address = field(hold(), 'address');
    sandbox.advance(3_599_999);
    expect(status(address).body).toMatchObject({ status: 'active' });
    sandbox.advance(1);
    expect(status(address).body).toMatchObject({ status: 'expired' });
    expect(release(address).status).toBe(409);
    expect(sandbox.books()).toHaveLength(1);
  });

  test('returns the money where the daemon is configured to', () => {
    const { sandbox, hold, status } = createDaemon({ expiry: { walletDaemonReturns: true } });
    const address = field(hold(), 'address');
    sandbox.advance(7_200_000);
    expect(status(address).body).toMatchObject({ status: 'refunded' });
    expect(sandbox.books()[1]).toMatchObject({
      kind: 'refund', reference: address, account: 'payer', amount: '0.001',
      at: new Date(START_MS + 3_600_000).toISOString(),
    });
  });
});

describe('wallet daemon, stuck', () => {
  test('accepts a release, refuses a second, and pays when faults clear', () => {
    const { sandbox, hold, release, status } = createDaemon();
    const address = field(hold(), 'address');
    sandbox.faults.add({ provider: 'any', operation: 'release', fault: 'stuck', times: 1 });
    expect(release(address)).toEqual({
      status: 202,
      body: { status: 'pending', transaction_hash: null },
    });
    expect(status(address).body).toMatchObject({ status: 'active' });
    expect(release(address).status).toBe(409);
    expect(sandbox.books()).toHaveLength(1);
    sandbox.faults.clear();
    expect(status(address).body).toMatchObject({ status: 'released' });
    expect(sandbox.books()).toHaveLength(2);
  });

  test('sends a pending refund once its delay is over', () => {
    const { sandbox, refund } = createDaemon();
    const rule = { provider: 'walletDaemon', operation: 'refund', fault: 'stuck' } as const;
    sandbox.faults.add({ ...rule, times: 1, delayMs: 5_000 });
    expect(refund().status).toBe(202);
    sandbox.advance(4_999);
    expect(sandbox.books()).toEqual([]);
    sandbox.advance(1);
    expect(sandbox.books()).toHaveLength(1);
  });
});

test('the wallet daemon knows its routes and their methods', () => {
  const { ask } = createDaemon();
  expect(ask('walletDaemon', 'GET /health').status).toBe(200);
  expect(ask('walletDaemon', 'GET /api/v1/escrow/create').status).toBe(405);
  expect(ask('walletDaemon', 'GET /api/v1/refund').status).toBe(405);
  expect(ask('walletDaemon', 'POST /api/v1/elsewhere', {}).status).toBe(404);
  expect(ask('walletDaemon', 'GET /api/v1/escrow/%E0').status).toBe(404);
});
