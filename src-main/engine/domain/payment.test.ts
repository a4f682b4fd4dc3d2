import { describe, expect, test } from 'vitest';
import { btc, operationsOf, situation, type Act } from '../../testing/aggregates.ts';
import { payment as paymentRow } from '../../db/sample-rows.ts';
import { operationKinds, operationStates } from './operation.ts';
import {
  available, expiryPolicy, isTerminal, latestOperation, openOperation, paymentStatuses,
  projectStatus, stillHeld, tokensCredited, type PaymentStatus,
} from './payment.ts';
import { settleUp } from './plan.ts';

const held: Act = ['hold', 'settled'];
const dead = { deadAt: 5 } as const;
const part = (minor: bigint) => ({ amount: btc(minor) });

const projections: readonly [PaymentStatus, string, readonly Act[]][] = [
  ['requested', 'nothing was ever planned', []],
  ['requested', 'the hold is planned', [['hold', 'planned']]],
  ['requested', 'the hold was never sent', [['hold', 'scheduled']]],
  ['holding', 'the hold waits for another try', [['hold', 'scheduled', { dispatchedAt: 1 }]]],
  ['holding', 'the hold is being sent', [['hold', 'dispatching']]],
  ['holding', 'the provider has the hold', [['hold', 'submitted']]],
  ['unclear', 'nobody knows about the hold', [['hold', 'unclear']]],
  ['unclear', 'nobody knows and nothing asks any more', [['hold', 'unclear', dead]]],
  ['stalled', 'the hold could not be sent', [['hold', 'scheduled', dead]]],
  ['stalled', 'the hold was rejected', [['hold', 'rejected']]],
  ['cancelled', 'the hold was withdrawn', [['hold', 'cancelled']]],
  ['cancelled', 'its second try was withdrawn', [['hold', 'rejected'], ['hold', 'cancelled']]],
  ['escrowed', 'money is held', [held]],
  ['escrowed', 'a release was rejected', [held, ['release', 'rejected']]],
  ['escrowed', 'a release was withdrawn', [held, ['release', 'cancelled']]],
  ['escrowed', 'a part was released', [held, ['release', 'settled', part(400n)]]],
  ['escrowed', 'a part went back', [held, ['refund', 'settled', part(400n)]]],
  ['escrowed', 'a refund waits for its address', [held, ['refund', 'planned']]],
  ['escrowed', 'the tokens were credited', [held, ['purchase', 'settled']]],
  ['escrowed', 'a refund was rejected and the next withdrawn',
    [held, ['refund', 'rejected'], ['refund', 'cancelled']]],
  ['releasing', 'a release waits for its time', [held, ['release', 'scheduled']]],
  ['releasing', 'a release is being sent', [held, ['release', 'dispatching']]],
  ['releasing', 'the provider has a release', [held, ['release', 'submitted']]],
  ['releasing', 'a purchase is being sent', [held, ['purchase', 'dispatching']]],
  ['refunding', 'a refund waits for its time', [held, ['refund', 'scheduled']]],
  ['refunding', 'the provider has a refund', [held, ['refund', 'submitted']]],
  ['unclear', 'nobody knows about a release', [held, ['release', 'unclear']]],
  ['unclear', 'nobody knows about a refund', [held, ['refund', 'unclear']]],
  ['unclear', 'nobody knows about a purchase', [held, ['purchase', 'unclear']]],
  ['stalled', 'a release could not be sent', [held, ['release', 'scheduled', dead]]],
  ['stalled', 'a refund was rejected', [held, ['refund', 'rejected']]],
  ['stalled', 'a purchase was rejected', [held, ['purchase', 'rejected']]],
  ['released', 'all was released', [held, ['release', 'settled']]],
  ['released', 'one part was released and the rest went back',
    [held, ['release', 'settled', part(1n)], ['refund', 'settled', part(999n)]]],
  ['refunded', 'all went back', [held, ['refund', 'settled']]],
];

describe('the status of a payment', () => {
  test.each(projections)('is %s when %s', (status, _when, acts) => {
    expect(situation({ acts }).payment.status).toBe(status);
  });

  test('is failed when it was given up without money held', () => {
    const { payment } = situation({ acts: [['hold', 'rejected']], payment: { abandonedAt: 9 } });
    expect(payment.status).toBe('failed');
  });

  test('is not failed by giving up while money is held or on its way', () => {
    const abandoned = { abandonedAt: 9 } as const;
    expect(situation({ acts: [held], payment: abandoned }).payment.status).toBe('escrowed');
    expect(situation({ acts: [['hold', 'unclear']], payment: abandoned }).payment.status)
      .toBe('unclear');
  });

  test('takes every word of its list in some situation above', () => {
    const met = new Set([...projections.map(([status]) => status), 'failed']);
    expect([...met].toSorted()).toEqual([...paymentStatuses].toSorted());
  });

  test('is unclear whenever an operation of any kind is', () => {
    for (const kind of operationKinds) {
      const operations = operationsOf([held, [kind, 'unclear']]);
      expect(projectStatus(paymentRow(), operations)).toBe('unclear');
    }
  });

  test('is never terminal while an operation is open', () => {
    for (const kind of operationKinds) {
      for (const state of ['scheduled', 'dispatching', 'submitted', 'unclear'] as const) {
        const operations = operationsOf([held, [kind, state]]);
        expect(isTerminal(projectStatus(paymentRow({ abandonedAt: 1 }), operations))).toBe(false);
      }
    }
  });

  test('is terminal only when it is released, refunded, cancelled or failed', () => {
    expect(paymentStatuses.filter(isTerminal))
      .toEqual(['released', 'refunded', 'cancelled', 'failed']);
  });
});

describe('R6: a payment', () => {
  test.each([
    ['a release above what is held', [held, ['release', 'settled', part(1_001n)]]],
    ['a release beside a refund', [held, ['release', 'settled', part(600n)],
      ['refund', 'scheduled', part(401n)]]],
    ['a planned refund beside a release', [held, ['refund', 'planned'],
      ['release', 'scheduled', part(1n)]]],
    ['a release of what was never held', [['hold', 'submitted'], ['release', 'scheduled']]],
    ['a second release after the first', [held, ['release', 'settled'], ['release', 'unclear']]],
  ] as const)('breaks the unit of work on %s', (_what, acts) => {
    expect(() => situation({ acts })).toThrow(/would move more than it may/);
  });

  test.each(operationStates)('counts a release that is %s once, or not at all', (state) => {
    const { payment } = situation({ acts: [held, ['release', state, part(400n)]] });
    const released = state === 'settled' ? 400n : 0n;
    const moving = ['planned', 'scheduled', 'dispatching', 'submitted', 'unclear'].includes(state)
      ? 400n : 0n;
    expect([payment.released.minor, payment.inMotion.minor]).toEqual([released, moving]);
    expect(available(payment)).toBe(1_000n - released - moving);
    expect(stillHeld(payment)).toBe(1_000n - released);
  });

  test('is settled up to the same thing twice', () => {
    for (const [, , acts] of projections) {
      const once = situation({ acts });
      expect(settleUp(once)).toEqual(once);
    }
  });
});

describe('the operations of a payment', () => {
  test('have a last one, and an open one where one is open', () => {
    const operations = operationsOf([held, ['release', 'rejected'], ['refund', 'unclear']]);
    expect(latestOperation(operations)).toBe(operations[2]);
    expect(openOperation(operations)).toBe(operations[2]);
    expect(openOperation(operations.slice(0, 2))).toBeNull();
    expect(latestOperation([])).toBeNull();
  });

  test('credit tokens only by a settled purchase', () => {
    for (const state of operationStates) {
      expect(tokensCredited(operationsOf([held, ['purchase', state]]))).toBe(state === 'settled');
    }
    expect(tokensCredited(operationsOf([held]))).toBe(false);
  });
});

describe('the end of an escrow', () => {
  test.each([
    ['refund', 'refund', [held]],
    ['release', 'release', [held]],
    ['ask', 'ask', [held]],
    ['release', 'refund', [held, ['refund', 'planned']]],
    ['ask', 'refund', [held, ['refund', 'scheduled']]],
    ['release', 'release', [held, ['refund', 'cancelled']]],
    ['ask', 'ask', [held, ['refund', 'rejected']]],
    ['refund', 'release', [held, ['purchase', 'settled']]],
    ['refund', 'refund', [held, ['purchase', 'rejected']]],
    ['refund', 'refund', [held, ['release', 'scheduled']]],
  ] as const)('under the policy %s means %s with %j', (onExpiry, expected, acts) => {
    expect(expiryPolicy(situation({ acts, payment: { onExpiry } }))).toBe(expected);
  });
});
