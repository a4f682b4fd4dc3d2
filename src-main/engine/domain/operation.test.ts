import { describe, expect, test } from 'vitest';
import {
  isEnded, isOpen, moveOperation, operationSignals, operationStates, type OperationSignal,
  type OperationState,
} from './operation.ts';

/** DESIGN section 4, written out a second time: every pair that is not here is forbidden. */
const allowed: Readonly<Record<OperationState, Partial<Record<OperationSignal, OperationState>>>> =
{
  planned: { schedule: 'scheduled', withdraw: 'cancelled' },
  scheduled: { dispatch: 'dispatching', withdraw: 'cancelled' },
  dispatching: {
    accept: 'submitted', settle: 'settled', reject: 'rejected', lose: 'unclear',
    'return-unsent': 'scheduled',
  },
  submitted: { settle: 'settled', reject: 'rejected', lose: 'unclear' },
  unclear: {
    accept: 'submitted', settle: 'settled', reject: 'rejected', 'return-unsent': 'scheduled',
  },
  settled: {},
  rejected: {},
  cancelled: {},
};

const pairs = operationStates.flatMap((state) =>
  operationSignals.map((signal): [OperationState, OperationSignal, OperationState | null] =>
    [state, signal, allowed[state][signal] ?? null]));

describe('an operation', () => {
  test('has 64 pairs of state and signal, 16 of them moves', () => {
    expect(pairs).toHaveLength(64);
    expect(pairs.filter(([, , to]) => to !== null)).toHaveLength(16);
  });

  test.each(pairs.filter(([, , to]) => to !== null))(
    'that is %s and hears %s becomes %s', (state, signal, to) => {
      expect(moveOperation(state, signal)).toEqual({ ok: true, value: to });
    },
  );

  test.each(pairs.filter(([, , to]) => to === null))(
    'that is %s refuses %s and names both', (state, signal) => {
      expect(moveOperation(state, signal)).toMatchObject({
        ok: false, refusal: { code: 'state_forbids', details: { state, signal } },
      });
    },
  );

  test.each([
    ['planned', 'waiting'], ['scheduled', 'open'], ['dispatching', 'open'], ['submitted', 'open'],
    ['unclear', 'open'], ['settled', 'ended'], ['rejected', 'ended'], ['cancelled', 'ended'],
  ] as const)('that is %s counts as %s', (state, stage) => {
    expect({ open: isOpen(state), ended: isEnded(state) })
      .toEqual({ open: stage === 'open', ended: stage === 'ended' });
  });

  test('that was never dispatched is proven neither done nor not done', () => {
    for (const state of ['planned', 'scheduled'] as const) {
      for (const signal of ['settle', 'reject', 'lose', 'accept'] as const) {
        expect(moveOperation(state, signal).ok).toBe(false);
      }
    }
  });
});
