import {
  PAGE_LIMIT_MAX, type Page, type PageQuery, type PaymentFilter, type PaymentRow,
} from '../engine/lists.ts';
import type { Bound } from './codec.ts';
import type { Database } from './open.ts';
import { createPager, type Walk } from './paging.ts';
import { paymentCodec } from './payments.ts';
import { searchExpression } from './search.ts';
import { createNextOfPayment } from './work.ts';

/** What is selected for a line of the list: the payment, and whether it waits for a person. */
export const PAYMENT_LINE = `${paymentCodec.selected}, `
  + 'exists (select 1 from waiting where waiting.payment_seq = payments.seq)';
const ATTENTION_AT = paymentCodec.columns.length + 1;

type Condition = { readonly sql: string; readonly value: Bound };

/**
 * How a filter is walked, newest first, or null where nothing can match. Words go through the
 * full-text index, attention through the list of waiting payments, everything else through the
 * index of its most telling column, with the status where it is asked for; what is left is
 * compared row by row.
 */
export function paymentWalk(filter: PaymentFilter): Walk | null {
  const conditions = conditionsOf(filter);
  if (filter.search.trim() !== '') {
    const expression = searchExpression(filter.search);
    if (expression === null) return null;
    const waiting = filter.needsAttention
      ? ['exists (select 1 from waiting where waiting.payment_seq = search.rowid)'] : [];
    return {
      from: 'search cross join payments on payments.seq = search.rowid',
      where: ['search match ?', ...conditions.map(({ sql }) => sql), ...waiting],
      bound: [expression, ...conditions.map(({ value }) => value)],
      order: ['search.rowid'],
      newestFirst: true,
    };
  }
  const where = conditions.map(({ sql }) => sql);
  const bound = conditions.map(({ value }) => value);
  if (filter.needsAttention) {
    return {
      from: 'waiting indexed by waiting_by_created '
        + 'cross join payments on payments.seq = waiting.payment_seq',
      where, bound, order: ['waiting.created_at', 'waiting.payment_seq'], newestFirst: true,
    };
  }
  return {
    from: `payments indexed by ${indexOf(filter)}`,
    where, bound, order: ['payments.created_at', 'payments.seq'], newestFirst: true,
  };
}

function conditionsOf(filter: PaymentFilter): readonly Condition[] {
  const all: readonly { readonly sql: string; readonly value: Bound }[] = [
    { sql: 'payments.connection_id = ?', value: filter.connectionId },
    { sql: 'payments.marketplace_id = ?', value: filter.marketplaceId },
    { sql: 'payments.rail = ?', value: filter.rail },
    { sql: 'payments.status = ?', value: filter.status },
    { sql: 'payments.created_at >= ?', value: filter.createdFromMs },
    { sql: 'payments.created_at <= ?', value: filter.createdToMs },
  ];
  return all.filter(({ value }) => value !== null);
}

function indexOf({ connectionId, marketplaceId, rail, status }: PaymentFilter): string {
  const column = connectionId !== null ? '_connection'
    : marketplaceId !== null ? '_marketplace' : rail !== null ? '_rail' : '';
  const suffix = status === null ? '' : '_status';
  return `payments_by${column}${suffix}` === 'payments_by'
    ? 'payments_by_created' : `payments_by${column}${suffix}`;
}

export type PaymentList = {
  readonly page: (query: PageQuery & { readonly filter: PaymentFilter }) => Page<PaymentRow>;
  /** Every payment of a filter, page by page, for an export of one moment. */
  readonly chunks: (filter: PaymentFilter) => Iterable<readonly PaymentRow[]>;
};

export function createPaymentList(database: Database): PaymentList {
  const pager = createPager(database);
  const nextOf = createNextOfPayment(database);
  const page: PaymentList['page'] = (query) => {
    const walk = paymentWalk(query.filter);
    if (walk === null) return { items: [], next: null };
    return pager({
      query, walk, select: PAYMENT_LINE,
      read: (cells): PaymentRow => {
        const payment = paymentCodec.decode(cells);
        return { payment, next: nextOf(payment.id), attention: cells[ATTENTION_AT] === 1n };
      },
    });
  };
  return {
    page,
    chunks: function* chunks(filter) {
      // One read transaction: the file shows one moment, however long writing it takes.
      const inTransaction = database.inTransaction;
      if (!inTransaction) database.exec('begin');
      try {
        let cursor: string | null = null;
        do {
          const found: Page<PaymentRow> = page({ filter, cursor, limit: PAGE_LIMIT_MAX });
          yield found.items;
          cursor = found.next;
        } while (cursor !== null);
      } finally {
        if (!inTransaction) database.exec('commit');
      }
    },
  };
}
