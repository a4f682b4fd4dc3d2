import { describe, expect, test } from 'vitest';

import { createTestSandbox, field } from '../test-sandbox.ts';

const CREATE = { job_id: 'abc123', buyer: 'ait1buyer', provider: 'ait1miner', amount: '12.5' };

function createChainTest(options = {}) {
  const { sandbox, ask } = createTestSandbox(options);
  const create = (body: object = {}) =>
    ask('chain', 'POST /rpc/escrow/create', { ...CREATE, ...body });
  const release = () => ask('chain', 'POST /rpc/escrow/abc123/release', { reason: 'done' });
  const refund = () => ask('chain', 'POST /rpc/escrow/abc123/refund', { reason: 'failed' });
  const status = () => ask('chain', 'GET /rpc/escrow/abc123');
  return { sandbox, ask, create, release, refund, status };
}

describe('chain contract', () => {
  test('is one per job: another amount is 409', () => {
    const { sandbox, create } = createChainTest();
    const contract = field(create(), 'contract_id');
    expect(field(create({ amount: 12.5 }), 'contract_id')).toBe(contract);
    expect(create({ amount: '13' }).status).toBe(409);
    expect(sandbox.books()).toEqual([
      {
        provider: 'chain', kind: 'hold', reference: 'abc123', account: 'ait1buyer', amount: '12.5',
        asset: 'AITBC', hash: null, at: '2026-01-01T00:00:00.000Z',
      },
    ]);
  });

  test('pays the provider on release, once', () => {
    const { sandbox, create, release, refund, status } = createChainTest();
    const contract_id = field(create(), 'contract_id');
    const answer = release();
    const tx_hash = field(answer, 'tx_hash');
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    expect(status().body).toEqual({
      ...CREATE, contract_id, state: 'released', tx_hash,
    });
    expect(release().status).toBe(400);
    expect(refund().status).toBe(400);
    expect(sandbox.books()[1]).toMatchObject({
      kind: 'release', account: 'ait1miner', amount: '12.5', hash: tx_hash,
    });
  });

  test('pays the buyer back on refund', () => {
    const { sandbox, create, refund, status } = createChainTest();
    create();
    const refund_tx_hash = field(refund(), 'refund_tx_hash');
    expect(status().body).toMatchObject({ state: 'refunded', refund_tx_hash });
    expect(sandbox.books()[1]).toMatchObject({ kind: 'refund', account: 'ait1buyer' });
  });

  test('needs a provider, and never takes the buyer for one', () => {
    const { sandbox, create } = createChainTest();
    expect(create({ provider: undefined }).status).toBe(422);
    expect(sandbox.books()).toEqual([]);
  });

  test('of an unknown job is 404', () => {
    const { release, refund, status } = createChainTest();
    expect([release().status, refund().status, status().status]).toEqual([404, 404, 404]);
  });

  test('in dispute is not released, yet refunded', () => {
    const { sandbox, create, release, refund, status } = createChainTest();
    create();
    expect(sandbox.setContractState('abc123', 'disputed')).toBe(true);
    expect(sandbox.setContractState('other', 'disputed')).toBe(false);
    expect(status().body).toMatchObject({ state: 'disputed' });
    expect(release().status).toBe(400);
    expect(refund().status).toBe(200);
  });
});

describe('chain oddities', () => {
  test('no-hash claims a release that never paid', () => {
    const { sandbox, create, release, status } = createChainTest();
    create();
    sandbox.faults.add({ provider: 'chain', operation: 'release', fault: 'no-hash', times: 1 });
    expect(release().body).toMatchObject({ success: true, tx_hash: null });
    expect(status().body).not.toHaveProperty('tx_hash');
    expect(status().body).toMatchObject({ state: 'released' });
    expect(sandbox.books()).toHaveLength(1);
  });

  test('truncate-amount stores whole tokens only', () => {
    const { sandbox, create, status } = createChainTest();
    const rule = { provider: 'chain', operation: 'hold', fault: 'truncate-amount' } as const;
    sandbox.faults.add(rule);
    create();
    expect(status().body).toMatchObject({ amount: '12' });
    create({ job_id: 'half', amount: '0.5' });
    expect(sandbox.books().map(({ amount }) => amount)).toEqual(['12']);
  });

  test('stuck leaves a contract created, then a release without a hash', () => {
    const { sandbox, create, release, status } = createChainTest();
    sandbox.faults.add({ provider: 'chain', operation: 'any', fault: 'stuck' });
    create();
    expect(status().body).toMatchObject({ state: 'created' });
    sandbox.faults.clear();
    expect(status().body).toMatchObject({ state: 'funded' });
    sandbox.faults.add({ provider: 'chain', operation: 'any', fault: 'stuck' });
    expect(release().body).toMatchObject({ success: true, tx_hash: null });
    expect(status().body).toMatchObject({ state: 'job_completed' });
    expect(release().status).toBe(400);
    sandbox.faults.clear();
    expect(status().body).toMatchObject({ state: 'released', tx_hash: expect.any(String) });
  });
});

describe('chain expiry after 30 days', () => {
  const LIFE_MS = 30 * 24 * 3_600_000;

  test('marks the contract, which can still be refunded', () => {
    const { sandbox, create, release, refund, status } = createChainTest();
    create();
    sandbox.advance(LIFE_MS);
    expect(status().body).toMatchObject({ state: 'expired' });
    expect(release().status).toBe(400);
    expect(refund().status).toBe(200);
  });

  test('refunds the buyer where the chain is configured to', () => {
    const { sandbox, create, status } = createChainTest({ expiry: { chainReturns: true } });
    create();
    sandbox.advance(LIFE_MS);
    expect(status().body).toMatchObject({ state: 'refunded' });
    expect(sandbox.books()[1]).toMatchObject({ kind: 'refund', account: 'ait1buyer' });
  });
});

test('the chain answers nobody without its token', () => {
  const { sandbox } = createChainTest();
  const ask = (path: string, authorization: string) => {
    const request = { method: 'GET', path, headers: { authorization }, bodyText: '' };
    return sandbox.handle('chain', request).status;
  };
  expect(ask('/health', '')).toBe(200);
  expect(ask('/rpc/escrow/x', '')).toBe(401);
  expect(ask('/rpc/escrow/x', sandbox.secrets.chainToken)).toBe(401);
  expect(ask('/rpc/escrow/x', `Bearer ${sandbox.secrets.chainToken}`)).toBe(404);
});

test('the chain knows its routes and their methods', () => {
  const { ask } = createChainTest();
  expect(ask('chain', 'POST /rpc/escrow', {}).status).toBe(404);
  expect(ask('chain', 'GET /rpc/escrow/x/release').status).toBe(405);
  expect(ask('chain', 'POST /rpc/escrow/x/burn', {}).status).toBe(404);
});
