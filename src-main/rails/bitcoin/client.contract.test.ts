import { describe, expect, test } from 'vitest';

import { BTC } from '../../engine/domain/money.ts';
import type { FaultWord } from '../../sandbox/faults.ts';
import type { RailOperation } from '../rail.ts';
import {
  amountOf, createRailBench, heldReference, operationOf, reply, scriptedCall, type RailBench,
} from '../test-rail.ts';
import { bitcoinRail } from './rail.ts';

const REFUND_ADDRESS = 'mgA7SfyBBrVGVSpQ7oqGHPhxpp2gUZWtfc';
const hold = operationOf({ amount: amountOf('0.00100000', BTC), account: null });

function bench(statusRoute = true): RailBench {
  return createRailBench('walletDaemon', { network: 'regtest', statusRoute });
}

function next(kind: 'release' | 'refund', escrowReference: string): RailOperation {
  const account = kind === 'refund' ? REFUND_ADDRESS : null;
  return { ...hold, kind, key: `key-${kind}`, escrowReference, account };
}

function fail(
  desk: RailBench,
  operation: 'hold' | 'release' | 'refund' | 'inquire',
  fault: FaultWord,
): void {
  desk.sandbox.faults.add({ provider: 'walletDaemon', operation, fault, times: 1 });
}

describe('the wallet daemon', () => {
  test('holds, releases and proves it with a transaction', async () => {
    const desk = bench();
    const address = await heldReference(bitcoinRail, desk, hold);
    const outcome = await bitcoinRail.carryOut(desk.call, next('release', address));
    const books = desk.sandbox.books();
    expect(books.map(({ kind, amount }) => [kind, amount]))
      .toEqual([['hold', '0.001'], ['release', '0.001']]);
    expect(outcome).toMatchObject({ kind: 'settled', reference: books[1]?.hash });
  });

  test('is asked with exact decimal strings and the key', async () => {
    const desk = bench();
    await bitcoinRail.carryOut(desk.call, { ...hold, amount: amountOf('0.1', BTC) });
    expect(desk.requests[0]).toMatchObject({
      method: 'POST', url: 'http://127.0.0.1:20000/api/v1/escrow/create',
      body: '{"amount":"0.1","currency":"BTC","timeout_seconds":3600}',
      headers: { 'idempotency-key': 'key-1' },
    });
  });

  test('refunds to the refund address', async () => {
    const desk = bench();
    const address = await heldReference(bitcoinRail, desk, hold);
    expect((await bitcoinRail.carryOut(desk.call, next('refund', address))).kind).toBe('settled');
    expect(desk.requests.at(-1)?.body).toBe(JSON.stringify({
      payment_id: 'pay_1', address: REFUND_ADDRESS, amount: '0.001', reason: 'Job completed',
    }));
    expect(desk.sandbox.books().at(-1)).toMatchObject({ kind: 'refund', account: REFUND_ADDRESS });
  });

  const outcomes = {
    refuse: 'rejected', 'error-before': 'unclear', 'error-after': 'unclear',
    'drop-before': 'unclear', 'drop-after': 'unclear', 'timeout-before': 'unclear',
    'timeout-after': 'unclear', nonsense: 'unclear', slow: 'settled', down: 'not-received',
    'rate-limit': 'not-received',
  } as const satisfies Partial<Record<FaultWord, string>>;

  test.each(Object.entries(outcomes))('with %s leaves every call %s', async (fault, expected) => {
    for (const kind of ['hold', 'release', 'refund'] as const) {
      const desk = bench();
      const operation = kind === 'hold' ? hold
        : next(kind, await heldReference(bitcoinRail, desk, hold));
      fail(desk, kind, fault as FaultWord);
      expect((await bitcoinRail.carryOut(desk.call, operation)).kind).toBe(expected);
    }
  });

  test('that limits the rate says when to come back', async () => {
    const desk = bench();
    fail(desk, 'hold', 'rate-limit');
    expect(await bitcoinRail.carryOut(desk.call, hold)).toMatchObject({ retryAfterMs: 2_000 });
  });

  test('that is stuck has taken the release, and its hash is found later', async () => {
    const desk = bench();
    const release = next('release', await heldReference(bitcoinRail, desk, hold));
    fail(desk, 'release', 'stuck');
    expect(await bitcoinRail.carryOut(desk.call, release))
      .toEqual({ kind: 'submitted', reference: null });
    desk.sandbox.faults.clear();
    expect((await bitcoinRail.inquire(desk.call, release)).kind).toBe('settled');
  });
});

describe('a refund', () => {
  test('is not sent in the blind where the daemon should show the escrow', async () => {
    const desk = bench();
    const refund = next('refund', await heldReference(bitcoinRail, desk, hold));
    fail(desk, 'inquire', 'no-status');
    const outcome = await bitcoinRail.carryOut(desk.call, refund);
    expect(outcome).toMatchObject({ kind: 'not-received' });
    expect(desk.sandbox.books().filter(({ kind }) => kind === 'refund')).toHaveLength(0);
    desk.sandbox.faults.clear();
    expect((await bitcoinRail.carryOut(desk.call, refund)).kind).toBe('settled');
  });
});

describe('an unclear operation', () => {
  test('of kind hold can never be told', async () => {
    const desk = bench();
    fail(desk, 'hold', 'drop-after');
    await bitcoinRail.carryOut(desk.call, hold);
    expect(await bitcoinRail.inquire(desk.call, hold)).toEqual({ kind: 'cannot-tell' });
    expect(desk.requests).toHaveLength(1);
  });

  test.each([['drop-after', 'settled'], ['drop-before', 'undecided']] as const)(
    'of kind release after %s is %s',
    async (fault, expected) => {
      const desk = bench();
      const release = next('release', await heldReference(bitcoinRail, desk, hold));
      fail(desk, 'release', fault);
      await bitcoinRail.carryOut(desk.call, release);
      expect((await bitcoinRail.inquire(desk.call, release)).kind).toBe(expected);
    },
  );

  test.each(['drop-after', 'drop-before'] as const)(
    'of kind refund after %s cannot be told',
    async (fault) => {
      const desk = bench();
      const refund = next('refund', await heldReference(bitcoinRail, desk, hold));
      fail(desk, 'refund', fault);
      await bitcoinRail.carryOut(desk.call, refund);
      expect(await bitcoinRail.inquire(desk.call, refund)).toEqual({ kind: 'cannot-tell' });
    },
  );

  test('cannot be told without a status route', async () => {
    const desk = bench(false);
    const release = next('release', await heldReference(bitcoinRail, desk, hold));
    expect(await bitcoinRail.inquire(desk.call, release)).toEqual({ kind: 'cannot-tell' });
    expect(await bitcoinRail.escrowStanding(desk.call, release)).toEqual({ kind: 'cannot-tell' });
    expect(desk.requests).toHaveLength(1);
  });
});

describe('a release that was carried out before', () => {
  test('is settled by the daemon\'s state, and paid once', async () => {
    const desk = bench();
    const release = next('release', await heldReference(bitcoinRail, desk, hold));
    const first = await bitcoinRail.carryOut(desk.call, release);
    const second = await bitcoinRail.carryOut(desk.call, release);
    expect(second).toMatchObject({ kind: 'settled', reference: 'reference' in first
      ? first.reference : null });
    expect(desk.sandbox.books().filter(({ kind }) => kind === 'release')).toHaveLength(1);
  });

  test('is unclear where the daemon shows no state', async () => {
    const desk = bench(false);
    const release = next('release', await heldReference(bitcoinRail, desk, hold));
    await bitcoinRail.carryOut(desk.call, release);
    expect((await bitcoinRail.carryOut(desk.call, release)).kind).toBe('unclear');
  });

  test('keeps a refund from leaving', async () => {
    const desk = bench();
    const address = await heldReference(bitcoinRail, desk, hold);
    await bitcoinRail.carryOut(desk.call, next('release', address));
    expect(await bitcoinRail.carryOut(desk.call, next('refund', address)))
      .toMatchObject({ kind: 'rejected', code: 'escrow_released' });
    expect(desk.sandbox.books().filter(({ kind }) => kind === 'refund')).toHaveLength(0);
  });
});

describe('nothing is sent', () => {
  const release = next('release', 'bcrt1qqurswpc8qurswpc8qurswpc8qurswpc8dxm0gk');

  const whole = amountOf('1', BTC);
  test.each([
    ['a release without an escrow', { escrowReference: null }, 'escrow_unknown'],
    ['a part of a release', { heldAmount: whole }, 'partial_unsupported'],
    ['a refund to nobody', { kind: 'refund', account: null }, 'refund_address_missing'],
    ['a part of a refund', { kind: 'refund', heldAmount: whole }, 'partial_unsupported'],
    ['a payout', { kind: 'payout' }, 'rail_unsupported'],
    ['a purchase', { kind: 'purchase' }, 'rail_unsupported'],
  ] as const)('for %s', async (_name, given, code) => {
    const { call, requests } = scriptedCall([]);
    const outcome = await bitcoinRail.carryOut(call, { ...release, ...given });
    expect(outcome).toMatchObject({ kind: 'rejected', code });
    expect(requests).toHaveLength(0);
  });

  test('of a refund while the question ahead of it goes unanswered', async () => {
    const { call, requests } = scriptedCall([reply(500, '')], { statusRoute: true });
    const refund = { ...release, kind: 'refund', account: REFUND_ADDRESS } as const;
    expect((await bitcoinRail.carryOut(call, refund)).kind).toBe('not-received');
    expect(requests.map(({ method }) => method)).toEqual(['GET']);
  });
});

describe('the connection test', () => {
  test('says that the daemon answers', async () => {
    expect(await bitcoinRail.health(bench().call)).toMatchObject({ ok: true });
  });

  test('says what is wrong', async () => {
    const down = scriptedCall([{ ok: false, sent: 'no', message: 'connection refused' }]);
    expect(await bitcoinRail.health(down.call))
      .toEqual({ ok: false, message: 'connection refused' });
    const closed = scriptedCall([reply(401, { detail: 'No token' })]);
    expect(await bitcoinRail.health(closed.call)).toMatchObject({ ok: false });
  });

  test('does not claim more than a missing health route proves', async () => {
    const other = scriptedCall([reply(404, '')]);
    const health = await bitcoinRail.health(other.call);
    expect(health).toMatchObject({ ok: true });
    expect(health.message).toContain('not proven');
  });
});

test('a wallet daemon knows neither balance nor rate', async () => {
  const { call } = scriptedCall([]);
  expect((await bitcoinRail.balance(call, 'a')).kind).toBe('cannot-tell');
  expect((await bitcoinRail.rate(call)).kind).toBe('unavailable');
});
