import { describe, expect, test } from 'vitest';

import type { BookRow } from './books.ts';
import type { FaultWord } from './faults.ts';
import { createTestSandbox, field } from './test-sandbox.ts';

const HOLD = { amount: '5', currency: 'AITBC', job_id: 'job-1' };
const CREATE = 'POST /api/v1/token/escrow/create';

function underFault(fault: FaultWord, delayMs?: number) {
  const { sandbox, send } = createTestSandbox();
  const rule = { provider: 'exchange', operation: 'hold', fault, times: 1 } as const;
  sandbox.faults.add(delayMs === undefined ? rule : { ...rule, delayMs });
  return { sandbox, send, delivery: send('exchange', CREATE, HOLD) };
}

describe('a fault before acting', () => {
  test.each([
    ['refuse', { kind: 'response', response: { status: 400 }, acted: false }],
    ['error-before', { kind: 'response', response: { status: 500 }, acted: false }],
    ['drop-before', { kind: 'dropped', acted: false }],
    ['timeout-before', { kind: 'timeout', acted: false }],
    ['down', { kind: 'refused-connection', acted: false }],
    ['rate-limit', { kind: 'response', response: { status: 429 }, acted: false }],
  ] as const)('%s leaves the books empty', (fault, expected) => {
    const { sandbox, delivery } = underFault(fault);
    expect(delivery).toMatchObject(expected);
    expect(sandbox.books()).toEqual([]);
  });

  test('rate-limit says when to come back', () => {
    const { delivery } = underFault('rate-limit', 4_500);
    expect(delivery).toMatchObject({ response: { headers: { 'retry-after': '5' } } });
  });
});

describe('a fault after acting', () => {
  test.each([
    ['error-after', { kind: 'response', response: { status: 500 }, acted: true }],
    ['drop-after', { kind: 'dropped', acted: true }],
    ['timeout-after', { kind: 'timeout', acted: true }],
    ['nonsense', { kind: 'response', response: { status: 200 }, acted: true }],
    ['slow', { kind: 'response', response: { status: 200 }, acted: true, delayMs: 3_000 }],
  ] as const)('%s leaves one row in the books', (fault, expected) => {
    const { sandbox, delivery } = underFault(fault);
    expect(delivery).toMatchObject(expected);
    expect(sandbox.books()).toHaveLength(1);
  });

  test('nonsense is no JSON', () => {
    const { delivery } = underFault('nonsense');
    const text = delivery.kind === 'response' ? delivery.response.bodyText : '';
    expect((): unknown => JSON.parse(text)).toThrow(SyntaxError);
  });

  test('does not count as acted where the provider refuses', () => {
    const { sandbox, send } = createTestSandbox();
    sandbox.faults.add({ provider: 'exchange', operation: 'hold', fault: 'drop-after' });
    const refused = send('exchange', CREATE, { ...HOLD, currency: 'EUR' });
    expect(refused).toEqual({ kind: 'dropped', acted: false });
    send('exchange', CREATE, HOLD);
    expect(send('exchange', CREATE, HOLD)).toEqual({ kind: 'dropped', acted: false });
  });
});

describe('the script', () => {
  test('spends a fault its times, oldest first', () => {
    const { sandbox, send } = createTestSandbox();
    sandbox.faults.add({ provider: 'any', operation: 'any', fault: 'drop-before', times: 2 });
    sandbox.faults.add({ provider: 'exchange', operation: 'hold', fault: 'refuse', times: 1 });
    const kinds = [1, 2, 3, 4].map(() => {
      const delivery = send('exchange', CREATE, HOLD);
      return delivery.kind === 'response' ? delivery.response.status : delivery.kind;
    });
    expect(kinds).toEqual(['dropped', 'dropped', 400, 200]);
    expect(sandbox.faults.list()).toEqual([]);
  });

  test('strikes only its provider and its operation', () => {
    const { sandbox, ask } = createTestSandbox();
    sandbox.faults.add({ provider: 'exchange', operation: 'release', fault: 'refuse' });
    expect(ask('exchange', CREATE, HOLD).status).toBe(200);
    const hold = { amount: '1', currency: 'BTC' };
    expect(ask('walletDaemon', 'POST /api/v1/escrow/create', hold).status).toBe(200);
    expect(ask('exchange', 'POST /api/v1/token/escrow/release', {}).status).toBe(400);
    expect(sandbox.faults.list()).toHaveLength(1);
  });

  test('spares health unless it is named', () => {
    const { sandbox, ask } = createTestSandbox();
    sandbox.faults.add({ provider: 'any', operation: 'any', fault: 'error-before' });
    expect(ask('chain', 'GET /health').status).toBe(200);
    sandbox.faults.clear();
    sandbox.faults.add({ provider: 'chain', operation: 'health', fault: 'refuse' });
    expect(ask('chain', 'GET /health').status).toBe(400);
  });

  test('no-status hides what the provider knows', () => {
    const { sandbox, ask } = createTestSandbox();
    const id = field(ask('exchange', CREATE, HOLD), 'escrow_id');
    sandbox.faults.add({ provider: 'exchange', operation: 'any', fault: 'no-status', times: 2 });
    expect(ask('exchange', `GET /api/v1/token/escrow/${id}`).status).toBe(404);
    expect(ask('exchange', 'GET /api/v1/token/escrow?job_id=job-1').status).toBe(404);
    expect(ask('exchange', `GET /api/v1/token/escrow/${id}`).status).toBe(200);
  });
});

describe('a sentinel', () => {
  test.each([
    ['job-sentinel-timeout-after-7', { kind: 'timeout', acted: true }],
    ['sentinel-timeout-before', { kind: 'timeout', acted: false }],
    ['sentinel-drop-after', { kind: 'dropped', acted: true }],
  ])('in the job id %s strikes the hold', (job_id, expected) => {
    const { send } = createTestSandbox();
    expect(send('exchange', CREATE, { ...HOLD, job_id })).toEqual(expected);
  });

  test('in the payee strikes the release and nothing else', () => {
    const { send, ask } = createTestSandbox();
    const held = ask('exchange', CREATE, { ...HOLD, provider: 'sentinel-error-after' });
    const escrow_id = field(held, 'escrow_id');
    const release = send('exchange', 'POST /api/v1/token/escrow/release', { escrow_id });
    expect(release).toMatchObject({ response: { status: 500 }, acted: true });
    expect(ask('exchange', `GET /api/v1/token/escrow/${escrow_id}`).status).toBe(200);
  });

  test('in the refund address strikes the refund', () => {
    const { send } = createTestSandbox();
    const refund = { payment_id: 'p', address: 'sentinel-drop-after', amount: '1' };
    const struck = send('walletDaemon', 'POST /api/v1/refund', refund);
    expect(struck).toEqual({ kind: 'dropped', acted: true });
  });

  test('on the chain strikes by job, provider and buyer', () => {
    const { send, ask } = createTestSandbox();
    const create = (body: object) =>
      send('chain', 'POST /rpc/escrow/create', { buyer: 'b', provider: 'p', amount: 1, ...body });
    expect(create({ job_id: 'sentinel-refuse' })).toMatchObject({ response: { status: 400 } });
    create({ job_id: 'j', provider: 'sentinel-no-hash', buyer: 'sentinel-down' });
    const refund = send('chain', 'POST /rpc/escrow/j/refund');
    expect(refund).toMatchObject({ kind: 'refused-connection' });
    expect(ask('chain', 'POST /rpc/escrow/j/release').body).toMatchObject({ tx_hash: null });
  });
});

test('onEffect hears of the rows that a request added', () => {
  const { sandbox } = createTestSandbox();
  const heard: (readonly BookRow[])[] = [];
  const headers = { 'x-api-key': sandbox.secrets.exchangeApiKey };
  const bodyText = JSON.stringify(HOLD);
  const request = { method: 'POST', path: CREATE.slice(5), headers, bodyText };
  sandbox.faults.add({ provider: 'exchange', operation: 'hold', fault: 'drop-before', times: 1 });
  for (let i = 0; i < 3; i++) {
    sandbox.deliver('exchange', request, { onEffect: (rows) => heard.push(rows) });
  }
  expect(heard).toEqual([[expect.objectContaining({ kind: 'hold', amount: '5' })]]);
});
