import { describe, expect, test } from 'vitest';
import { actsOf, btc, situation, type Act } from '../../testing/aggregates.ts';
import {
  checkMove, moveOne, planOperation, replaceOperation, withdrawUnsent, type PlannedOperation,
} from './plan.ts';

const held: Act = ['hold', 'settled'];
const plan: PlannedOperation = {
  id: 'op_new', keyOf: (paymentId, kind, ordinal) => `${paymentId}/${kind}/${ordinal}`,
  kind: 'release', amount: btc(400n), account: 'bcrt1payee', reason: 'The work is good.',
  requestedBy: 'opr_1', state: 'scheduled', nowMs: 10, dueAt: 20, retryOf: null, batchId: 'bat_1',
};

describe('a planned operation', () => {
  test('takes the next ordinal, a key of its own and nothing from the last one', () => {
    const after = planOperation(situation({ acts: [held, ['release', 'rejected']] }), plan);
    expect(after.operations.at(-1)).toMatchObject({
      id: 'op_new', paymentId: 'pay_1', ordinal: 3, key: 'pay_1/release/3', state: 'scheduled',
      amount: btc(400n), account: 'bcrt1payee', createdAt: 10, dueAt: 20, connectionId: null,
      reference: null, evidence: null, tries: 0, deadAt: null, dispatchedAt: null, endedAt: null,
      batchId: 'bat_1', version: 1,
    });
    expect(after.payment).toMatchObject({ status: 'releasing', inMotion: btc(400n) });
  });

  test('is the first of a payment that has none', () => {
    const after = planOperation(situation(), { ...plan, kind: 'hold' });
    expect(after.operations.map(({ ordinal }) => ordinal)).toEqual([1]);
    expect(after.payment.inMotion).toEqual(btc(0n));
  });

  test('above what is left breaks the unit of work', () => {
    const before = situation({ acts: [held, ['release', 'settled', { amount: btc(601n) }]] });
    expect(() => planOperation(before, plan)).toThrow(/R6/);
  });
});

describe('money of a payment', () => {
  test.each([
    ['may move when all of it rests', [held], 1_000n, null],
    ['may move in part', [held], 1n, null],
    ['may move after a rejection', [held, ['release', 'rejected']], 1_000n, null],
    ['does not move above what is held', [held], 1_001n, 'above_held'],
    ['does not move above what is left',
      [held, ['release', 'settled', { amount: btc(999n) }]], 2n, 'above_held'],
    ['does not move as nothing', [held], 0n, 'invalid_amount'],
    ['does not move as less than nothing', [held], -1n, 'invalid_amount'],
    ['does not move before it is held', [], 1n, 'above_held'],
    ['does not move beside a scheduled operation', [held, ['refund', 'scheduled']], 1n,
      'operation_open'],
    ['does not move beside a submitted one', [held, ['release', 'submitted']], 1n,
      'operation_open'],
    ['does not move while an outcome is unclear', [held, ['release', 'unclear']], 1n,
      'outcome_unclear'],
    ['does not move when a planned refund claims it', [held, ['refund', 'planned']], 1n,
      'above_held'],
  ] as const)('%s', (_claim, acts, minor, code) => {
    const answer = checkMove(situation({ acts }), btc(minor));
    expect(answer.ok ? null : answer.refusal.code).toBe(code);
  });
});

describe('a signal to an operation', () => {
  const before = situation({ acts: [held, ['release', 'submitted']] });

  test('moves it with what came along, and the payment follows', () => {
    const moved = moveOne(before, 'op_pay_1_2', {
      signal: 'settle', patch: { reference: 'txid', endedAt: 7 },
    });
    if (!moved.ok) throw new Error(moved.refusal.message);
    expect(moved.value.operations[1]).toMatchObject({ state: 'settled', reference: 'txid' });
    expect(moved.value.payment).toMatchObject({ status: 'released', released: btc(1_000n) });
    expect(moved.value.escrow).toMatchObject({ state: 'released' });
    expect(before.payment.status).toBe('releasing');
  });

  test('cannot smuggle another state in', () => {
    const moved = moveOne(before, 'op_pay_1_2', { signal: 'lose', patch: { state: 'settled' } });
    expect(moved).toMatchObject({ ok: true, value: { payment: { status: 'unclear' } } });
  });

  test('that its state forbids is refused', () => {
    expect(moveOne(before, 'op_pay_1_1', { signal: 'reject', patch: {} }))
      .toMatchObject({ ok: false, refusal: { code: 'state_forbids' } });
  });

  test('to an operation of another payment is refused', () => {
    expect(moveOne(before, 'op_other_1', { signal: 'settle', patch: {} }))
      .toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });
});

describe('withdrawing what has not left', () => {
  test.each([
    ['a scheduled release', [held, ['release', 'scheduled']], ['hold settled',
      'release cancelled'], 'escrowed'],
    ['a planned refund', [held, ['refund', 'planned']], ['hold settled', 'refund cancelled'],
      'escrowed'],
    ['a scheduled hold', [['hold', 'scheduled']], ['hold cancelled'], 'cancelled'],
    ['nothing that was dispatched', [held, ['release', 'dispatching']],
      ['hold settled', 'release dispatching'], 'releasing'],
    ['nothing that is submitted', [held, ['refund', 'submitted']],
      ['hold settled', 'refund submitted'], 'refunding'],
    ['nothing that is unclear', [held, ['release', 'unclear']],
      ['hold settled', 'release unclear'], 'unclear'],
  ] as const)('takes back %s', (_what, acts, expected, status) => {
    const after = withdrawUnsent(situation({ acts }), 77, 'taken back');
    expect(actsOf(after)).toEqual(expected);
    expect(after.payment.status).toBe(status);
    for (const operation of after.operations.filter(({ state }) => state === 'cancelled')) {
      expect(operation).toMatchObject({ endedAt: 77, failureText: 'taken back' });
    }
  });
});

describe('the escrow of a payment', () => {
  test.each([
    ['active', 'while all is held', [held]],
    ['active', 'while one unit is left', [held, ['release', 'settled', { amount: btc(999n) }]]],
    ['released', 'after a release', [held, ['release', 'settled']]],
    ['refunded', 'after a refund', [held, ['refund', 'settled']]],
    ['released', 'after a split', [held, ['release', 'settled', { amount: btc(1n) }],
      ['refund', 'settled', { amount: btc(999n) }]]],
  ] as const)('is %s %s', (state, _when, acts) => {
    expect(situation({ acts }).escrow?.state).toBe(state);
  });

  test('that has ended is left alone', () => {
    const ended = { state: 'refunded', endedAt: 3 } as const;
    expect(situation({ acts: [held, ['release', 'settled']], escrow: ended }).escrow)
      .toMatchObject(ended);
  });
});

test('replacing an operation settles the payment up again and leaves the others', () => {
  const before = situation({ acts: [held, ['release', 'scheduled']] });
  const [hold, release] = before.operations;
  if (release === undefined) throw new Error('There is no release.');
  const after = replaceOperation(before, { ...release, deadAt: 5 });
  expect(after.operations[0]).toBe(hold);
  expect(after.payment.status).toBe('stalled');
});
