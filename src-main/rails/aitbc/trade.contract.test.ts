import { describe, expect, test } from 'vitest';

import { AITBC, BTC } from '../../engine/domain/money.ts';
import type { FaultWord } from '../../sandbox/faults.ts';
import type { RailOperation } from '../rail.ts';
import { amountOf, createRailBench, operationOf, type RailBench } from '../test-rail.ts';
import { aitbcRail } from './rail.ts';

function fail(desk: RailBench, fault: FaultWord): void {
  desk.sandbox.faults.add({ provider: 'exchange', operation: 'purchase', fault, times: 1 });
}

function moved(desk: RailBench): unknown[] {
  return desk.sandbox.books().map(({ kind, amount }) => `${kind} ${amount}`);
}

describe('a purchase', () => {
  const purchase: RailOperation = {
    ...operationOf({ amount: amountOf('0.001', BTC) }), kind: 'purchase', key: 'key-p',
    purchase: {
      userId: 'user-1', aitbc: amountOf('100', AITBC), aitbcAddress: 'ait1buyer',
      escrowAddress: 'bcrt1qescrow',
    },
  };

  test('is settled once however often it is asked', async () => {
    const desk = createRailBench('exchange');
    fail(desk, 'drop-after');
    expect((await aitbcRail.carryOut(desk.call, purchase)).kind).toBe('unclear');
    expect((await aitbcRail.inquire(desk.call, purchase)).kind).toBe('settled');
    expect((await aitbcRail.carryOut(desk.call, purchase)).kind).toBe('settled');
    expect(moved(desk)).toEqual(['purchase 100']);
  });

  test('that never arrived is missing', async () => {
    const desk = createRailBench('exchange');
    fail(desk, 'timeout-before');
    await aitbcRail.carryOut(desk.call, purchase);
    expect(await aitbcRail.inquire(desk.call, purchase)).toEqual({ kind: 'missing' });
  });

  test('under way is submitted by its id and found there', async () => {
    const desk = createRailBench('exchange');
    fail(desk, 'stuck');
    const outcome = await aitbcRail.carryOut(desk.call, purchase);
    const reference = outcome.kind === 'submitted' ? outcome.reference : null;
    expect(reference).toMatch(/^pur_/);
    const known = { ...purchase, reference };
    expect((await aitbcRail.inquire(desk.call, known)).kind).toBe('submitted');
    desk.sandbox.faults.clear();
    expect((await aitbcRail.inquire(desk.call, known)).kind).toBe('settled');
  });

  test('at a rate that has moved is rejected', async () => {
    const desk = createRailBench('exchange');
    desk.sandbox.setRate('90000');
    expect(await aitbcRail.carryOut(desk.call, purchase))
      .toMatchObject({ kind: 'rejected', code: 'purchase_refused' });
  });

  test('under a key that bought something else is unclear, not ours', async () => {
    const desk = createRailBench('exchange');
    await aitbcRail.carryOut(desk.call, purchase);
    const other = { ...purchase, amount: amountOf('0.002', BTC), purchase: {
      userId: 'user-1', aitbc: amountOf('200', AITBC), aitbcAddress: 'ait1buyer',
      escrowAddress: 'bcrt1qescrow',
    } };
    expect((await aitbcRail.carryOut(desk.call, other)).kind).toBe('unclear');
  });
});
