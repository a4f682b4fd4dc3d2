import { describe, expect, test } from 'vitest';

import { AITBC } from '../../engine/domain/money.ts';
import type { FaultWord } from '../../sandbox/faults.ts';
import type { OperationName, ProviderName } from '../../sandbox/provider.ts';
import type { RailOperation } from '../rail.ts';
import {
  amountOf, createRailBench, heldReference, operationOf, reply, scriptedCall, type RailBench,
} from '../test-rail.ts';
import { aitbcRail } from './rail.ts';

const hold = operationOf({ amount: amountOf('100.5', AITBC) });

type Version = 'v1' | 'v2';
const providers = { v1: 'exchange', v2: 'chain' } as const satisfies Record<Version, ProviderName>;

function bench(version: Version): RailBench {
  return createRailBench(providers[version], { apiVersion: version, partial: version === 'v1' });
}

function fail(desk: RailBench, operation: OperationName, fault: FaultWord): void {
  desk.sandbox.faults.add({ provider: 'any', operation, fault, times: 1 });
}

function next(kind: 'release' | 'refund', escrowReference: string): RailOperation {
  return { ...hold, kind, key: `key-${kind}`, escrowReference, account: null };
}

async function heldOn(desk: RailBench): Promise<string> {
  return heldReference(aitbcRail, desk, hold);
}

function moved(desk: RailBench): unknown[] {
  return desk.sandbox.books().map(({ kind, amount }) => `${kind} ${amount}`);
}

describe.each<Version>(['v1', 'v2'])('AITBC %s', (version) => {
  test.each(['release', 'refund'] as const)('holds and settles a %s by its hash', async (kind) => {
    const desk = bench(version);
    const outcome = await aitbcRail.carryOut(desk.call, next(kind, await heldOn(desk)));
    expect(outcome).toMatchObject({
      kind: 'settled', reference: desk.sandbox.books().at(-1)?.hash,
      evidence: { kind: 'transaction' },
    });
    expect(moved(desk)).toEqual(['hold 100.5', `${kind} 100.5`]);
  });

  const outcomes = {
    refuse: 'rejected', 'error-before': 'unclear', 'error-after': 'unclear',
    'drop-before': 'unclear', 'drop-after': 'unclear', 'timeout-before': 'unclear',
    'timeout-after': 'unclear', nonsense: 'unclear', slow: 'settled', 'rate-limit': 'not-received',
    down: 'not-received', stuck: 'submitted',
  } as const satisfies Partial<Record<FaultWord, string>>;

  test.each(Object.entries(outcomes))('with %s leaves every call %s', async (fault, expected) => {
    for (const kind of ['hold', 'release', 'refund'] as const) {
      const desk = bench(version);
      const operation = kind === 'hold' ? hold : next(kind, await heldOn(desk));
      fail(desk, kind, fault as FaultWord);
      expect((await aitbcRail.carryOut(desk.call, operation)).kind).toBe(expected);
    }
  });

  test.each([
    ['drop-after', 'settled'], ['error-after', 'settled'], ['nonsense', 'settled'],
    ['timeout-after', 'settled'], ['drop-before', 'missing'], ['timeout-before', 'missing'],
  ] as const)('after %s is found %s, and a repeat pays once', async (fault, expected) => {
    for (const kind of ['hold', 'release', 'refund'] as const) {
      const desk = bench(version);
      const operation = kind === 'hold' ? hold : next(kind, await heldOn(desk));
      fail(desk, kind, fault);
      await aitbcRail.carryOut(desk.call, operation);
      expect((await aitbcRail.inquire(desk.call, operation)).kind).toBe(expected);
      expect((await aitbcRail.carryOut(desk.call, operation)).kind).toBe('settled');
      expect(moved(desk).filter((row) => String(row).startsWith(kind))).toHaveLength(1);
    }
  });

  test('that cannot be read back leaves the hold submitted, and finds it later', async () => {
    const desk = bench(version);
    const fault = { provider: 'any', operation: 'inquire', fault: 'no-status', times: 2 } as const;
    desk.sandbox.faults.add(fault);
    const outcome = await aitbcRail.carryOut(desk.call, hold);
    expect(outcome).toMatchObject({ kind: 'submitted', reference: expect.any(String) });
    const reference = outcome.kind === 'submitted' ? outcome.reference : null;
    expect((await aitbcRail.inquire(desk.call, { ...hold, reference })).kind).toBe('settled');
  });

  test('that cannot be asked first is not sent anything', async () => {
    const desk = bench(version);
    fail(desk, 'inquire', 'timeout-before');
    expect((await aitbcRail.carryOut(desk.call, hold)).kind).toBe('not-received');
    expect(desk.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  test('completes what was stuck', async () => {
    const desk = bench(version);
    const release = next('release', await heldOn(desk));
    fail(desk, 'release', 'stuck');
    await aitbcRail.carryOut(desk.call, release);
    desk.sandbox.faults.clear();
    expect((await aitbcRail.inquire(desk.call, release)).kind).toBe('settled');
  });

  test('refuses a hold of another amount for the same job', async () => {
    const desk = bench(version);
    await heldOn(desk);
    const other = { ...hold, amount: amountOf('100.50000001', AITBC) };
    expect(await aitbcRail.carryOut(desk.call, other))
      .toMatchObject({ kind: 'rejected', code: 'amount_mismatch' });
    expect(moved(desk)).toEqual(['hold 100.5']);
  });

  test('tells where an escrow stands', async () => {
    const desk = bench(version);
    const refund = next('refund', await heldOn(desk));
    expect(await aitbcRail.escrowStanding(desk.call, refund)).toEqual({ kind: 'held' });
    await aitbcRail.carryOut(desk.call, refund);
    expect((await aitbcRail.escrowStanding(desk.call, refund)).kind).toBe('returned');
    fail(desk, 'inquire', 'no-status');
    expect(await aitbcRail.escrowStanding(desk.call, refund)).toEqual({ kind: 'cannot-tell' });
  });

  test('passes its connection test, and fails it with a wrong key', async () => {
    const desk = bench(version);
    expect(await aitbcRail.health(desk.call)).toMatchObject({ ok: true });
    const connection = { ...desk.call.connection, secrets: { apiKey: 'x', token: 'x' } };
    const stranger = { ...desk.call, connection };
    expect(await aitbcRail.health(stranger)).toMatchObject({ ok: false });
    expect(await aitbcRail.carryOut(stranger, hold)).toMatchObject({ code: 'provider_auth' });
  });
});

describe('the exchange', () => {
  test('is asked with exact decimal strings, the key and the api key', async () => {
    const desk = bench('v1');
    await aitbcRail.carryOut(desk.call, hold);
    expect(desk.sent().map((line) => line.replace(/esc_\w+/, 'ESC'))).toEqual([
      'GET /api/v1/token/escrow?job_id=job-1', 'POST /api/v1/token/escrow/create',
      'GET /api/v1/token/escrow/ESC',
    ]);
    expect(desk.requests[1]).toMatchObject({
      body: '{"amount":"100.5","currency":"AITBC","job_id":"job-1","timeout_seconds":3600,'
        + '"buyer":"marketplace","provider":"worker-1"}',
      headers: { 'idempotency-key': 'key-1', 'x-api-key': desk.sandbox.secrets.exchangeApiKey },
    });
  });

  test('moves parts, equal ones too, each once', async () => {
    const desk = bench('v1');
    const escrowReference = await heldOn(desk);
    const part = { ...next('release', escrowReference), amount: amountOf('30.25', AITBC) };
    const first = { ...part, heldAmount: amountOf('100.5', AITBC) };
    await aitbcRail.carryOut(desk.call, first);
    const second = { ...part, heldAmount: amountOf('70.25', AITBC) };
    expect(await aitbcRail.inquire(desk.call, second)).toEqual({ kind: 'missing' });
    fail(desk, 'release', 'drop-after');
    expect((await aitbcRail.carryOut(desk.call, second)).kind).toBe('unclear');
    expect((await aitbcRail.carryOut(desk.call, second)).kind).toBe('settled');
    const rest = { ...next('refund', escrowReference), amount: amountOf('40', AITBC) };
    const last = { ...rest, heldAmount: amountOf('40', AITBC) };
    expect((await aitbcRail.carryOut(desk.call, last)).kind).toBe('settled');
    expect(moved(desk))
      .toEqual(['hold 100.5', 'release 30.25', 'release 30.25', 'refund 40']);
  });

  test('does not get a part while it does not show the escrow', async () => {
    const desk = bench('v1');
    const part = { ...next('release', await heldOn(desk)), amount: amountOf('1', AITBC) };
    fail(desk, 'inquire', 'no-status');
    expect((await aitbcRail.carryOut(desk.call, part)).kind).toBe('not-received');
    expect(moved(desk)).toEqual(['hold 100.5']);
  });

  test('that returned an expired escrow is found out', async () => {
    const desk = bench('v1');
    const release = next('release', await heldOn(desk));
    desk.sandbox.advance(3 * 3_600_000);
    expect(await aitbcRail.carryOut(desk.call, release))
      .toMatchObject({ kind: 'rejected', code: 'escrow_returned' });
    expect((await aitbcRail.escrowStanding(desk.call, release)).kind).toBe('returned');
  });

  test('refuses a hold above the balance', async () => {
    const desk = bench('v1');
    desk.sandbox.setBalance('poor', '1');
    expect(await aitbcRail.carryOut(desk.call, { ...hold, payerAccount: 'poor' }))
      .toMatchObject({ kind: 'rejected', code: 'insufficient_balance' });
    expect(await aitbcRail.balance(desk.call, 'poor'))
      .toEqual({ kind: 'balance', amount: amountOf('1', AITBC) });
    expect(await aitbcRail.balance(desk.call, 'nobody')).toEqual({ kind: 'cannot-tell' });
  });

  test('quotes its rate', async () => {
    const desk = bench('v1');
    expect(await aitbcRail.rate(desk.call))
      .toEqual({ kind: 'rate', price: '100000', asOfMs: desk.sandbox.nowMs() });
  });
});

describe('the chain', () => {
  test('is asked for both parties, with the bearer token', async () => {
    const desk = bench('v2');
    await aitbcRail.carryOut(desk.call, hold);
    expect(desk.requests[1]).toMatchObject({
      url: 'http://127.0.0.1:20000/rpc/escrow/create',
      body: '{"job_id":"job-1","buyer":"marketplace","provider":"worker-1","amount":"100.5"}',
      headers: { authorization: `Bearer ${desk.sandbox.secrets.chainToken}` },
    });
  });

  test('that cuts the fraction off does not settle the hold (T-07)', async () => {
    const desk = bench('v2');
    fail(desk, 'hold', 'truncate-amount');
    expect((await aitbcRail.carryOut(desk.call, hold)).kind).toBe('unclear');
    expect((await aitbcRail.inquire(desk.call, hold)).kind).toBe('unavailable');
  });

  test('that names no transaction settles nothing (T-08)', async () => {
    const desk = bench('v2');
    const release = next('release', await heldOn(desk));
    fail(desk, 'release', 'no-hash');
    expect((await aitbcRail.carryOut(desk.call, release)).kind).toBe('submitted');
    expect((await aitbcRail.inquire(desk.call, release)).kind).toBe('unavailable');
    expect((await aitbcRail.carryOut(desk.call, release)).kind).toBe('unclear');
  });

  test('holds a job\'s one contract for ever', async () => {
    const desk = bench('v2');
    await aitbcRail.carryOut(desk.call, next('refund', await heldOn(desk)));
    expect(await aitbcRail.carryOut(desk.call, hold))
      .toMatchObject({ kind: 'rejected', code: 'escrow_ended' });
  });
});

describe('nothing is sent', () => {
  test.each([
    ['a v2 hold without a payee (T-05)', 'v2', { account: null }, 'provider_missing'],
    ['a v2 hold without a payer', 'v2', { payerAccount: null }, 'buyer_missing'],
    ['a job id that walks to another route', 'v2', { jobId: '..' }, 'job_id_unusable'],
    ['a v1 job id that cannot be written', 'v1', { jobId: '\uD800' }, 'job_id_unusable'],
    ['a release without an escrow', 'v1', { kind: 'release' }, 'escrow_unknown'],
    ['a part where parts are off', 'v1',
      { kind: 'release', escrowReference: 'e', heldAmount: amountOf('200', AITBC) },
      'partial_unsupported'],
    ['a part on v2', 'v2',
      { kind: 'refund', escrowReference: 'e', heldAmount: amountOf('200', AITBC) },
      'partial_unsupported'],
    ['a purchase on v2', 'v2', { kind: 'purchase' }, 'rail_unsupported'],
    ['a purchase of nothing', 'v1', { kind: 'purchase' }, 'purchase_unknown'],
    ['a payout', 'v1', { kind: 'payout' }, 'rail_unsupported'],
  ] as const)('for %s', async (_name, apiVersion, given, code) => {
    const { call, requests } = scriptedCall([], { apiVersion });
    expect(await aitbcRail.carryOut(call, { ...hold, ...given }))
      .toMatchObject({ kind: 'rejected', code });
    expect(requests).toHaveLength(0);
  });
});

test('a conflict that nobody can explain is unclear', async () => {
  const { call } = scriptedCall([reply(409, { detail: 'Conflict' }), reply(404, '')]);
  const release = { ...next('release', 'esc_1') };
  expect((await aitbcRail.carryOut(call, release)).kind).toBe('unclear');
});
