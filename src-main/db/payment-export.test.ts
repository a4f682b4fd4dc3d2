import { describe, expect, test } from 'vitest';
import { AITBC, BTC, type Money } from '../engine/domain/money.ts';
import { EVERY_PAYMENT, type PaymentFilter } from '../engine/domain/payment-filter.ts';
import type { ExportedPayment, PaymentRow } from '../engine/lists.ts';
import type { Write } from '../engine/ports.ts';
import { openInMemory } from './migrate.ts';
import { wholeSql } from './paging.ts';
import { EXPORT_LINE } from './payment-export.ts';
import { createPaymentList, paymentWalk } from './payment-list.ts';
import {
  attentionItem, change, connection, ground, newPayment, START_MS, work,
} from './sample-rows.ts';
import { createStore } from './store.ts';

const statuses = ['requested', 'escrowed', 'unclear', 'released'] as const;
/** More than one portion of lines, and the last one not full. */
const PAYMENTS = 1_203;

async function createPayments() {
  const database = openInMemory();
  const store = createStore({ database });
  await store.commit(ground);
  await store.commit(change([{
    write: 'insert', noun: 'connections',
    row: connection({ id: 'con_2', name: 'Exchange', rail: 'aitbc' }),
  }]));
  const committed = Array.from({ length: PAYMENTS }, async (_, index) => {
    const aitbc = index % 3 === 0;
    await store.commit(newPayment({
      id: `pay_${index}`, jobId: null, createdAt: START_MS + Math.floor(index / 2),
      rail: aitbc ? 'aitbc' : 'bitcoin', connectionId: aitbc ? 'con_2' : 'con_1',
      status: statuses[index % statuses.length] ?? 'requested',
      amount: { minor: 2n ** 63n - 1n - BigInt(index), asset: aitbc ? AITBC : BTC },
      updatedAt: START_MS + (index * 7) % 300, externalId: index % 5 === 0 ? `x-${index}` : null,
      expiresAt: index % 4 === 1 ? START_MS + 500 - (index * 11) % 300 : null,
      link: index === 7 ? { kind: 'migrated-from', paymentId: 'pay_6' } : null,
    }));
  });
  await Promise.all(committed);
  await store.commit(change([
    ...['pay_2', 'pay_8', 'pay_9'].map((id): Write =>
      ({ write: 'work-done', id: `dispatch:op_${id}_1` })),
    { write: 'attention-opened', row: attentionItem({ subjectId: 'pay_2' }) },
    { write: 'work', row: work({ paymentId: 'pay_5', dueAt: 50 }) },
    {
      write: 'work',
      row: work({ kind: 'escrow-expiry', subjectId: 'pay_5', paymentId: 'pay_5', dueAt: 40 }),
    },
    {
      write: 'work',
      row: work({ kind: 'deliver', subjectId: 'dlv_1', paymentId: 'pay_8', dueAt: 1 }),
    },
    {
      write: 'work',
      row: work({ kind: 'inquire', subjectId: 'op_9', paymentId: 'pay_9', deadAt: 2 }),
    },
  ]));
  return { database, list: createPaymentList(database) };
}

function everyRow(
  list: ReturnType<typeof createPaymentList>, filter: PaymentFilter,
): readonly PaymentRow[] {
  const rows: PaymentRow[] = [];
  let cursor: string | null = null;
  do {
    const page: ReturnType<typeof list.page> = list.page({ filter, cursor, limit: 200 });
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return rows;
}

/** The line of a row of the list, said without the statement of the export. */
function lineOf({ payment, next, attention }: PaymentRow): ExportedPayment {
  const minor = ({ minor: amount }: Money): string => amount.toString();
  return {
    id: payment.id, marketplaceId: payment.marketplaceId, externalId: payment.externalId,
    jobId: payment.jobId, rail: payment.rail, connectionId: payment.connectionId,
    asset: payment.amount.asset, amountMinor: minor(payment.amount),
    heldMinor: minor(payment.held), releasedMinor: minor(payment.released),
    refundedMinor: minor(payment.refunded), inMotionMinor: minor(payment.inMotion),
    status: payment.status, payer: payment.payer, payerAccount: payment.payerAccount,
    payee: payment.payee, payeeAccount: payment.payeeAccount,
    refundAddress: payment.refundAddress, onExpiry: payment.onExpiry,
    escrowTimeoutMs: payment.escrowTimeoutMs, purchaseId: payment.purchaseId,
    linkedPaymentId: payment.link?.paymentId ?? null, needsAttention: attention,
    nextEvent: next?.kind ?? null, nextEventAt: next?.at ?? null,
    createdAt: payment.createdAt, updatedAt: payment.updatedAt, escrowedAt: payment.escrowedAt,
    expiresAt: payment.expiresAt, releasedAt: payment.releasedAt,
    refundedAt: payment.refundedAt, abandonedAt: payment.abandonedAt,
  };
}

const filters: readonly (readonly [string, Partial<PaymentFilter>])[] = [
  ['everything', {}],
  ['states and rails', { statuses: ['unclear', 'escrowed'], rails: ['bitcoin', 'aitbc'] }],
  ['the last change', { sort: 'updated', updatedToMs: START_MS + 200 }],
  ['the amount', {
    sort: 'amount', amount: { asset: 'AITBC/8', fromMinor: null, toMinor: 2n ** 63n - 900n },
  }],
  ['what runs out', { sort: 'expires' }],
  ['attention', { needsAttention: true }],
  ['words', { search: 'pay_1' }],
  ['no words', { search: '*' }],
];

describe('the export of payments', async () => {
  const { database, list } = await createPayments();

  test.each(filters)('holds the lines of the list in its order, by %s', (_name, filter) => {
    const whole = { ...EVERY_PAYMENT, ...filter };
    const expected = everyRow(list, whole).map(lineOf);
    expect([...list.chunks(whole)].flat()).toEqual(expected);
  });

  test('says of each payment what the list says', () => {
    const lines = [...list.chunks(EVERY_PAYMENT)].flat();
    const said = (id: string) => lines.find((line) => line.id === id);
    expect(lines).toHaveLength(PAYMENTS);
    expect(said('pay_2')).toMatchObject({ needsAttention: true, nextEvent: null });
    expect(said('pay_5')).toMatchObject({ nextEvent: 'escrow-expiry', nextEventAt: 40 });
    expect(said('pay_7')).toMatchObject({ linkedPaymentId: 'pay_6' });
    expect(said('pay_8')).toMatchObject({ nextEvent: null, nextEventAt: null });
    expect(said('pay_9')).toMatchObject({ nextEvent: null, nextEventAt: null });
  });

  test('comes in portions, never whole', () => {
    const sizes = [...list.chunks(EVERY_PAYMENT)].map(({ length }) => length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
  });

  test.each(filters)('never scans payments and never sorts, by %s', (_name, filter) => {
    const walk = paymentWalk({ ...EVERY_PAYMENT, ...filter });
    if (walk === null) return;
    const { sql, bound } = wholeSql(walk, EXPORT_LINE);
    const plan = (database.prepare(`explain query plan ${sql.replaceAll('?', '+?')}`)
      .all([...bound]) as readonly { readonly detail: string }[])
      .map(({ detail }) => detail).join('\n');
    expect(plan).not.toMatch(/TEMP B-TREE|AUTOMATIC/);
    expect(plan).not.toMatch(/SCAN payments(?! USING INDEX)/);
    expect(plan).toMatch(/SEARCH work USING INDEX work_of_payment/);
  });
});
