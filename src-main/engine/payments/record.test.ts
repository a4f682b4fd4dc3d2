import { describe, expect, test } from 'vitest';
import { START_MS } from '../../db/sample-rows.ts';
import { situation, type Act } from '../../testing/aggregates.ts';
import { createCountingIds } from '../../testing/seeded.ts';
import { ENGINE } from '../domain/actor.ts';
import type { OperationSignal } from '../domain/operation.ts';
import type { PaymentAggregate } from '../domain/payment.ts';
import { moveOne } from '../domain/plan.ts';
import type { Write } from '../ports.ts';
import { recordPayment } from './record.ts';

const held: Act = ['hold', 'settled'];
const NOW = START_MS + 1_000;

function record(
  before: PaymentAggregate | null,
  after: PaymentAggregate,
  webhooks: readonly Write[] = [],
) {
  return recordPayment({
    ids: createCountingIds(), nowMs: NOW, actor: ENGINE, warningMs: 900_000,
    routes: { own: 'con_route', exchange: null },
    webhooksFor: () => webhooks,
  }, before, after);
}

/** The last operation of a situation, moved by a signal, and what that writes. */
function moved(
  acts: readonly Act[],
  signal: OperationSignal,
  patch: Partial<PaymentAggregate['operations'][number]> = {},
) {
  const before = situation({ acts });
  const last = before.operations.at(-1);
  const after = moveOne(before, last?.id ?? '', { signal, patch });
  if (!after.ok) throw new Error(after.refusal.message);
  return { before, ...record(before, after.value) };
}

const only = <K extends Write['write']>(writes: readonly Write[], kind: K) =>
  writes.filter((write): write is Extract<Write, { write: K }> => write.write === kind);
const postings = (writes: readonly Write[]) => only(writes, 'posting')
  .map(({ row }) => [row.account, row.delta.minor]);
const eventKinds = (writes: readonly Write[]) => only(writes, 'event').map(({ row }) => row.kind);

describe('one change of a payment writes', () => {
  test('the whole of a new one', () => {
    const { after, writes } = record(null, situation({ acts: [['hold', 'scheduled']] }));
    expect(after.payment).toMatchObject({ version: 1, updatedAt: NOW, escrowedAt: null });
    expect(writes.map((write) => 'noun' in write ? `${write.write} ${write.noun}` : write.write))
      .toEqual(['insert payments', 'insert operations', 'event', 'event', 'counter', 'counter',
        'counter', 'work', 'search']);
    expect(eventKinds(writes)).toEqual(['operation.scheduled', 'payment.requested']);
  });

  test('one version more for every row that it changes, checked against the one it read', () => {
    const { writes, before } = moved([held, ['release', 'submitted']], 'settle');
    expect(only(writes, 'update').map(({ noun, row, expectedVersion }) =>
      [noun, expectedVersion, row.version])).toEqual([
      ['payments', 1, 2], ['operations', 1, 2], ['escrows', 1, 2],
    ]);
    expect(before.payment.version).toBe(1);
  });

  test('only expectations when the payment stays as it is', () => {
    const same = situation({
      acts: [held, ['release', 'submitted']],
      payment: { escrowedAt: START_MS, expiresAt: START_MS + 3_600_000 },
    });
    const { after, writes } = record(same, same);
    expect(after.payment).toBe(same.payment);
    expect(writes).toEqual([
      { write: 'expect', noun: 'operations', id: 'op_pay_1_2', version: 1 },
      { write: 'expect', noun: 'escrows', id: 'esc_pay_1', version: 1 },
      { write: 'expect', noun: 'payments', id: 'pay_1', version: 1 },
    ]);
  });

  test('the times at which money came, went out and went back, once', () => {
    expect(moved([['hold', 'submitted']], 'settle').after.payment)
      .toMatchObject({ escrowedAt: NOW, releasedAt: null });
    expect(moved([held, ['release', 'submitted']], 'settle').after.payment.releasedAt).toBe(NOW);
    expect(moved([held, ['refund', 'submitted']], 'settle').after.payment.refundedAt).toBe(NOW);
    const before = situation({ acts: [held], payment: { escrowedAt: 5 } });
    expect(record(before, situation({ acts: [held, ['release', 'scheduled']],
      payment: { escrowedAt: 5 } })).after.payment.escrowedAt).toBe(5);
  });

  test('the end of the escrow with the end of its money', () => {
    expect(moved([held, ['refund', 'submitted']], 'settle').after.escrow)
      .toMatchObject({ state: 'refunded', endedAt: NOW, version: 2 });
  });
});

describe('the ledger of a change', () => {
  test.each([
    ['evidence of a hold', [['hold', 'submitted']], 'settle',
      [['payer', -1_000n], ['escrow', 1_000n]]],
    ['a lost release', [held, ['release', 'dispatching']], 'lose',
      [['escrow', -1_000n], ['suspense', 1_000n]]],
    ['a lost release that was done', [held, ['release', 'unclear']], 'settle',
      [['suspense', -1_000n], ['payee', 1_000n]]],
    ['a lost refund that was not done', [held, ['refund', 'unclear']], 'reject',
      [['suspense', -1_000n], ['escrow', 1_000n]]],
    ['a release that the provider took', [held, ['release', 'dispatching']], 'accept', []],
    ['a rejected release', [held, ['release', 'submitted']], 'reject', []],
  ] as const)('posts %s', (_what, acts, signal, lines) => {
    const { writes } = moved(acts, signal);
    expect(postings(writes)).toEqual(lines);
    for (const { row } of only(writes, 'posting')) {
      expect(row).toMatchObject({ paymentId: 'pay_1', connectionId: 'con_1', at: NOW });
    }
  });

  test('is not written without a connection to write it for', () => {
    expect(() => moved([['hold', 'submitted', { connectionId: null }]], 'settle'))
      .toThrow(/without a connection/);
  });
});

describe('what people see of a change', () => {
  test('is one event per operation that moved and one for the status', () => {
    const { writes } = moved([held, ['release', 'submitted']], 'settle');
    expect(only(writes, 'event').map(({ row }) => [row.kind, row.from, row.to])).toEqual([
      ['operation.settled', 'submitted', 'settled'],
      ['payment.released', 'releasing', 'released'],
    ]);
  });

  test('is no event for a try that changed no state', () => {
    const before = situation({ acts: [['hold', 'submitted']] });
    const [hold] = before.operations;
    if (hold === undefined) throw new Error('There is no hold.');
    const { writes, after } = record(before, { ...before, operations: [{ ...hold, dueAt: 9 }] });
    expect(eventKinds(writes)).toEqual([]);
    expect(after.operations[0]?.version).toBe(2);
    expect(after.payment.version).toBe(1);
  });

  test('opens what waits for a person and closes it again, counted both times', () => {
    const opening = moved([held, ['release', 'dispatching']], 'lose', {
      failureText: 'the answer never came',
    });
    const id = 'payment:pay_1:outcome-unclear';
    expect(only(opening.writes, 'attention-opened').map(({ row }) => row)).toEqual([{
      id, subject: 'payment', subjectId: 'pay_1', reason: 'outcome-unclear',
      stage: 'waiting', text: 'It is not known whether the release of 0.00001000 BTC happened: '
        + 'the answer never came.',
      deadlineAt: null, openedAt: NOW, closedAt: null, claimedBy: null,
    }]);
    const closing = moved([held, ['release', 'unclear']], 'settle');
    expect(only(closing.writes, 'attention-closed')).toEqual([
      { write: 'attention-closed', id, at: NOW },
    ]);
    const counts = [...opening.writes, ...closing.writes].flatMap((write) =>
      write.write === 'counter' && write.delta.name === 'awaiting:outcome-unclear'
        ? [write.delta.count] : []);
    expect(counts).toEqual([1, -1]);
  });

  test('becomes a person\'s when the provider cannot tell', () => {
    const before = situation({ acts: [held, ['release', 'unclear']] });
    const after = situation({ acts: [held, ['release', 'unclear', { deadAt: NOW }]] });
    const { writes } = record(before, after);
    expect(only(writes, 'attention-opened').map(({ row }) => row.stage)).toEqual(['now']);
    expect(writes.flatMap((write) => write.write === 'counter'
      && /^(attention|awaiting):/.test(write.delta.name)
      ? [[write.delta.name, write.delta.count]] : [])).toEqual([
      ['awaiting:outcome-unclear', -1], ['attention:outcome-unclear', 1],
    ]);
  });

  test('becomes a person\'s after ten minutes of asking', () => {
    const asked = (dueAt: number) => situation({
      acts: [held, ['release', 'unclear', { dispatchedAt: 1_000, dueAt }]],
    });
    expect(only(record(asked(600_999), asked(601_000)).writes, 'attention-opened')
      .map(({ row }) => row.stage)).toEqual(['now']);
    expect(only(record(asked(5_000), asked(600_999)).writes, 'attention-opened')).toEqual([]);
  });

  test.each([
    ['refund', 'expired-refunded', 'ran out and 0.00001000 BTC went back.'],
    ['release', 'expired-released', 'ran out and 0.00001000 BTC was released.'],
  ] as const)('is told for information when an escrow ends by a %s', (kind, notice, text) => {
    const escrow = { expiredAt: NOW - 1 };
    const { writes } = record(
      situation({ acts: [held, [kind, 'submitted']], escrow }),
      situation({ acts: [held, [kind, 'settled']], escrow }),
    );
    expect(only(writes, 'notice').map(({ row }) => [row.kind, row.subjectId, row.text])).toEqual([
      [notice, 'pay_1', `The escrow for Worker ${text}`],
    ]);
    expect(only(moved([held, [kind, 'submitted']], 'settle').writes, 'notice')).toEqual([]);
  });

  test('says until when somebody may act', () => {
    const [item] = only(moved([held, ['release', 'submitted']], 'reject').writes,
      'attention-opened');
    expect(item?.row).toMatchObject({
      reason: 'release-rejected', deadlineAt: START_MS + 3_600_000,
    });
  });

  test('is found again by every name that the payment has', () => {
    const { writes } = record(null, situation({
      acts: [['hold', 'settled', { reference: 'bcrt1qpay_1' }], ['release', 'submitted',
        { reference: 'txid_9' }]],
      payment: { externalId: 'order 7', payeeAccount: 'bcrt1worker' },
    }));
    expect(only(writes, 'search').map(({ text }) => text)).toEqual([
      'pay_1 order 7 job_1 Worker bcrt1worker Buyer bcrt1refund bcrt1qpay_1 txid_9',
    ]);
    expect(only(moved([held, ['release', 'submitted']], 'settle').writes, 'search')).toEqual([]);
  });
});

describe('what follows a change', () => {
  test('is its due work, and what is no longer due is ended', () => {
    const { writes } = moved([held, ['release', 'scheduled']], 'dispatch', { deadlineAt: 500 });
    expect(only(writes, 'work').map(({ row }) => [row.id, row.leaseUntil])).toEqual([
      ['dispatch:op_pay_1_2', 5_500],
    ]);
    expect(only(writes, 'work-done').map(({ id }) => id)).toEqual([
      'escrow-warning:pay_1', 'escrow-expiry:pay_1',
    ]);
  });

  test('are webhooks when the status moved, and only then', () => {
    const told: Write = { write: 'setting', key: 'told', value: 'yes' };
    const escrowed = situation({ acts: [held] });
    expect(record(escrowed, escrowed, [told]).writes).not.toContain(told);
    expect(record(situation({ acts: [['hold', 'submitted']] }), escrowed, [told]).writes)
      .toContain(told);
  });

  test.each([
    ['settle', 'submitted', 'done'], ['reject', 'submitted', 'rejected'],
    ['lose', 'submitted', 'unclear'], ['withdraw', 'scheduled', 'rejected'],
  ] as const)('is told to the batch: %s makes its item of %s %s', (signal, state, item) => {
    const { writes } = moved([held, ['release', state, { batchId: 'bat_1' }]], signal, {
      failureText: 'why',
    });
    expect(only(writes, 'batch-item-moved')).toMatchObject([
      { batchId: 'bat_1', paymentId: 'pay_1', state: item, detail: 'why' },
    ]);
  });

  test('counts an expiry once', () => {
    const before = situation({ acts: [held] });
    const after = situation({ acts: [held], escrow: { expiredAt: NOW } });
    const expired = (writes: readonly Write[]) => only(writes, 'counter')
      .filter(({ delta }) => delta.name === 'escrow-expired:bitcoin');
    expect(expired(record(before, after).writes)).toHaveLength(1);
    expect(expired(record(after, after).writes)).toHaveLength(0);
  });
});

test('ended operations are written before the successors that they make room for', () => {
  const before = situation({ acts: [held, ['release', 'scheduled']] });
  const decided = situation({ acts: [held, ['release', 'cancelled'], ['refund', 'scheduled']] });
  const [, cancelled, refund] = decided.operations;
  const [hold] = before.operations;
  if (hold === undefined || cancelled === undefined || refund === undefined) {
    throw new Error('An operation is missing.');
  }
  const after = { ...decided, operations: [refund, hold, cancelled] };
  const rows = record(before, after).writes.flatMap((write) =>
    (write.write === 'update' || write.write === 'insert') && write.noun === 'operations'
      ? [`${write.row.kind} ${write.row.state}`] : []);
  expect(rows).toEqual(['release cancelled', 'refund scheduled']);
});
