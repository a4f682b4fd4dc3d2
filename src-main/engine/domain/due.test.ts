import { describe, expect, test } from 'vitest';
import { START_MS, work } from '../../db/sample-rows.ts';
import { situation, type Act, type Situation } from '../../testing/aggregates.ts';
import { LEASE_GRACE_MS, paymentWork, workChanges } from './due.ts';

const held: Act = ['hold', 'settled'];
const HOUR = 3_600_000;
const WARNING = 900_000;
const routes = { own: 'con_route', exchange: 'con_exchange' } as const;
const kinds = (given: Situation) =>
  paymentWork(situation(given), routes, WARNING).map(({ kind }) => kind);
const first = (given: Situation) => paymentWork(situation(given), routes, WARNING)[0];

describe('the work of an operation', () => {
  test.each([
    ['scheduled', ['dispatch']], ['dispatching', ['dispatch']], ['submitted', ['inquire']],
    ['unclear', ['inquire']], ['planned', []], ['rejected', []], ['cancelled', []],
  ] as const)('that is %s is %j', (state, expected) => {
    expect(kinds({ acts: [['hold', state]] })).toEqual(expected);
  });

  test('keeps the tries, the last failure and the due time of the operation', () => {
    const more = { tries: 2, failureText: 'connection refused', dueAt: 99 } as const;
    expect(first({ acts: [['hold', 'scheduled', more]] })).toEqual({
      id: 'dispatch:op_pay_1_1', kind: 'dispatch', subjectId: 'op_pay_1_1', paymentId: 'pay_1',
      connectionId: 'con_1', dueAt: 99, leaseUntil: null, tries: 2,
      lastError: 'connection refused', deadAt: null,
    });
  });

  test('is leased for its deadline and a grace only while the call is out', () => {
    expect(first({ acts: [['hold', 'dispatching', { deadlineAt: 500 }]] })?.leaseUntil)
      .toBe(500 + LEASE_GRACE_MS);
    expect(first({ acts: [['hold', 'dispatching', { deadlineAt: null, dueAt: 7 }]] })?.leaseUntil)
      .toBe(7 + LEASE_GRACE_MS);
    expect(first({ acts: [['hold', 'submitted', { deadlineAt: 500 }]] })?.leaseUntil).toBeNull();
  });

  test('is gone while the operation is a dead letter', () => {
    expect(kinds({ acts: [['hold', 'scheduled', { deadAt: 1 }]] })).toEqual([]);
    expect(kinds({ acts: [['hold', 'unclear', { deadAt: 1 }]] })).toEqual([]);
  });

  test.each([
    ['its own connection first', 'con_own', 'con_paid', 'hold', 'con_own'],
    ['then the connection of its payment', null, 'con_paid', 'hold', 'con_paid'],
    ['then the route', null, null, 'hold', 'con_route'],
    ['the exchange for a purchase', null, 'con_paid', 'purchase', 'con_exchange'],
  ] as const)('counts against %s', (_what, own, paid, kind, expected) => {
    expect(first({
      acts: [held, [kind, 'scheduled', { connectionId: own }]], payment: { connectionId: paid },
    })?.connectionId).toBe(expected);
  });
});

describe('the work of an escrow', () => {
  test('is a warning and then the expiry', () => {
    expect(paymentWork(situation({ acts: [held] }), routes, WARNING)).toMatchObject([
      { id: 'escrow-warning:pay_1', dueAt: START_MS + HOUR - WARNING, connectionId: null },
      { id: 'escrow-expiry:pay_1', dueAt: START_MS + HOUR },
    ]);
  });

  test('warns no earlier than the payment was made', () => {
    const [warning] = paymentWork(situation({ acts: [held] }), routes, 9 * HOUR);
    expect(warning).toMatchObject({ kind: 'escrow-warning', dueAt: START_MS });
  });

  test.each([
    ['the expiry alone once it has warned', [held], { warnedAt: 1 }, ['escrow-expiry']],
    ['none once it has expired', [held], { expiredAt: 1 }, []],
    ['none while a person decides', [held], { decisionNeeded: 'Has it come back?' }, []],
    ['none once it has ended', [held], { state: 'refunded' }, []],
    ['none when nothing is held any more', [held, ['refund', 'settled']], {}, []],
    ['beside a release that has not left', [held, ['release', 'scheduled']], {},
      ['dispatch', 'escrow-warning', 'escrow-expiry']],
    ['beside a dead letter', [held, ['release', 'scheduled', { deadAt: 1 }]], {},
      ['escrow-warning', 'escrow-expiry']],
    ['beside a planned refund', [held, ['refund', 'planned']], {},
      ['escrow-warning', 'escrow-expiry']],
    ['hidden beside a release that is being sent', [held, ['release', 'dispatching']], {},
      ['dispatch']],
    ['hidden beside a refund that the provider has', [held, ['refund', 'submitted']], {},
      ['inquire']],
    ['hidden beside an unclear release', [held, ['release', 'unclear']], {}, ['inquire']],
    ['hidden beside an unclear release that nobody asks about',
      [held, ['release', 'unclear', { deadAt: 1 }]], {}, []],
    ['back after a rejection', [held, ['release', 'rejected']], {},
      ['escrow-warning', 'escrow-expiry']],
  ] as const)('is %s', (_what, acts, escrow, expected) => {
    expect(kinds({ acts, escrow })).toEqual(expected);
  });

  test('is none without an escrow', () => {
    expect(kinds({ acts: [held], escrow: null })).toEqual([]);
  });
});

describe('the change from one set of work to another', () => {
  const a = work({ subjectId: 'a' });
  const b = work({ subjectId: 'b' });

  test('queues what is new, ends what is gone and leaves what is the same', () => {
    const c = work({ subjectId: 'c' });
    expect(workChanges([a, b], [{ ...b }, c])).toEqual({ queue: [c], done: [a.id] });
  });

  test.each([
    { dueAt: 1 }, { leaseUntil: 1 }, { tries: 1 }, { connectionId: null }, { lastError: 'no' },
  ])('queues a row again when %j differs', (difference) => {
    const changed = { ...a, ...difference };
    expect(workChanges([a], [changed])).toEqual({ queue: [changed], done: [] });
  });

  test('is empty between equals', () => {
    expect(workChanges([a, b], [{ ...a }, { ...b }])).toEqual({ queue: [], done: [] });
  });
});
