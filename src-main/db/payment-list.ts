import { ReadRefusedError } from '../engine/ports.ts';
import {
  filterConflict, filterConflicts, leadOf, type PaymentFilter,
} from '../engine/domain/payment-filter.ts';
import { assetRef } from '../engine/domain/money.ts';
import { paymentStatuses } from '../engine/domain/payment.ts';
import { railAssets, railNames } from '../engine/domain/rails.ts';
import {
  COUNT_MAX, type ExportedPayment, type Page, type PageQuery, type PaymentRow,
} from '../engine/lists.ts';
import type { Bound } from './codec.ts';
import type { Database } from './open.ts';
import { countSql, createPager, type Arm, type Walk } from './paging.ts';
import { exportedPayments } from './payment-export.ts';
import { paymentCodec } from './payments.ts';
import { numberCell, prepareRead, rowOf } from './query.ts';
import { searchExpression } from './search.ts';
import { createNextOfPayment } from './work.ts';

/** What is selected for a line of the list: the payment, and whether it waits for a person. */
export const PAYMENT_LINE = `${paymentCodec.selected}, `
  + 'exists (select 1 from waiting where waiting.payment_seq = payments.seq)';
const ATTENTION_AT = paymentCodec.columns.length + 1;

type Condition = { readonly sql: string; readonly bound: readonly Bound[] };

/**
 * How a filter is walked, or null where nothing can match. Each lead has its index; several states
 * or rails are one walk each, which SQLite merges in order. What is left is compared row by row,
 * and only where the lead is short or its index holds it (`domain/payment-filter.ts`).
 * @throws ReadRefusedError for a combination that no index answers.
 */
export function paymentWalk(filter: PaymentFilter): Walk | null {
  const conflict = filterConflict(filter);
  if (conflict !== null) throw new ReadRefusedError(filterConflicts[conflict]);
  if (contradicts(filter)) return null;
  switch (leadOf(filter)) {
    case 'search': return searchWalk(filter);
    case 'attention': return {
      ...oneArm('waiting indexed by waiting_by_created '
        + 'cross join payments on payments.seq = waiting.payment_seq', conditionsOf(filter)),
      order: ['waiting.created_at', 'waiting.payment_seq'], newestFirst: true,
    };
    case 'payee': return {
      ...oneArm('payments indexed by payments_by_payee', conditionsOf(filter)),
      order: ['payments.created_at', 'payments.seq'], newestFirst: true,
    };
    case 'expires': return {
      ...oneArm('payments indexed by payments_expiring', [RUNS_OUT, ...conditionsOf(filter)]),
      order: ['payments.expires_at', 'payments.seq'], newestFirst: false,
    };
    case 'amount': return armedWalk(filter, 'payments_by_amount', 'payments.amount');
    case 'updated':
      return armedWalk(filter, 'payments_by_rail_status_updated', 'payments.updated_at');
    case 'created': return createdWalk(filter);
  }
}

/** An asset that none of the chosen rails moves: all of its rows would be read for nothing. */
function contradicts({ amount, rails }: PaymentFilter): boolean {
  return amount !== null && rails.length > 0
    && rails.every((rail) => {
      const { asset } = railAssets[rail];
      return asset !== null && assetRef(asset) !== amount.asset;
    });
}

/** The partial index of what runs out; the same words as in the schema, or it is not used. */
const RUNS_OUT: Condition = {
  sql: 'payments.expires_at is not null and payments.status in '
    + "('escrowed', 'releasing', 'refunding', 'unclear', 'stalled')",
  bound: [],
};

function searchWalk(filter: PaymentFilter): Walk | null {
  const expression = searchExpression(filter.search);
  if (expression === null) return null;
  const waiting: readonly Condition[] = filter.needsAttention ? [{
    sql: 'exists (select 1 from waiting where waiting.payment_seq = search.rowid)', bound: [],
  }] : [];
  return {
    ...oneArm('search cross join payments on payments.seq = search.rowid', [
      { sql: 'search match ?', bound: [expression] }, ...conditionsOf(filter), ...waiting,
    ]),
    order: ['search.rowid'], newestFirst: true,
  };
}

/** By creation: one walk per chosen state and, where nothing narrower is chosen, per rail. */
function createdWalk(filter: PaymentFilter): Walk {
  const narrow = filter.connectionId !== null ? '_connection'
    : filter.marketplaceId !== null ? '_marketplace' : '';
  const byRail = narrow === '' && filter.rails.length > 0;
  const byStatus = filter.statuses.length > 0;
  const suffix = `${byRail ? '_rail' : narrow}${byStatus ? '_status' : ''}`;
  const index = suffix === '' ? 'payments_by_created' : `payments_by${suffix}`;
  const rest = conditionsOf({
    ...filter, statuses: [], ...byRail ? { rails: [] } : {},
  });
  return {
    arms: chosen(byRail ? filter.rails : [null]).flatMap((rail) =>
      chosen(byStatus ? filter.statuses : [null]).map((status) => arm(
        `payments indexed by ${index}`,
        [...equal('payments.rail', rail), ...equal('payments.status', status), ...rest],
      ))),
    order: ['payments.created_at', 'payments.seq'], newestFirst: true,
  };
}

/** By amount or last change: both indexes begin with rail or asset, and state. */
function armedWalk(filter: PaymentFilter, index: string, by: string): Walk {
  const ofAsset = filter.amount !== null;
  const rest = conditionsOf({ ...filter, statuses: [], ...ofAsset ? {} : { rails: [] } });
  const rails = ofAsset ? [null] : filter.rails.length > 0 ? chosen(filter.rails) : railNames;
  const statuses = filter.statuses.length > 0 ? chosen(filter.statuses) : paymentStatuses;
  return {
    arms: rails.flatMap((rail) => statuses.map((status) => arm(
      `payments indexed by ${index}`,
      [...equal('payments.rail', rail), ...equal('payments.status', status), ...rest],
    ))),
    order: [by, 'payments.seq'], newestFirst: true,
  };
}

function chosen<V>(values: readonly V[]): readonly V[] {
  return [...new Set(values)];
}

function equal(column: string, value: string | null): readonly Condition[] {
  return value === null ? [] : [{ sql: `${column} = ?`, bound: [value] }];
}

function arm(from: string, conditions: readonly Condition[]): Arm {
  return {
    from, where: conditions.map(({ sql }) => sql),
    bound: conditions.flatMap(({ bound }) => bound),
  };
}

function oneArm(from: string, conditions: readonly Condition[]): { readonly arms: [Arm] } {
  return { arms: [arm(from, conditions)] };
}

function conditionsOf(filter: PaymentFilter): readonly Condition[] {
  const { amount } = filter;
  return [
    ...oneOf('payments.status', filter.statuses),
    ...oneOf('payments.rail', filter.rails),
    ...connectionIs(filter),
    ...equal('payments.marketplace_id', filter.marketplaceId),
    ...equal('payments.payee', filter.payee),
    ...bounds('payments.created_at', filter.createdFromMs, filter.createdToMs),
    ...bounds('payments.updated_at', filter.updatedFromMs, filter.updatedToMs),
    ...filter.expiresByMs === null ? [] : [
      ...filter.sort === 'expires' ? [] : [RUNS_OUT],
      ...bounds('payments.expires_at', null, filter.expiresByMs),
    ],
    ...amount === null ? [] : [
      ...equal('payments.asset', amount.asset),
      ...bounds('payments.amount', amount.fromMinor, amount.toMinor),
    ],
  ];
}

/**
 * A connection of another rail than the chosen ones is none, so that the index is not walked from
 * end to end in search of a payment that cannot be there.
 */
function connectionIs({ connectionId, rails }: PaymentFilter): readonly Condition[] {
  if (connectionId === null || rails.length === 0) {
    return equal('payments.connection_id', connectionId);
  }
  const wanted = chosen(rails);
  return [{
    sql: 'payments.connection_id = (select connections.id from connections '
      + `where connections.id = ? and connections.rail in (${wanted.map(() => '?').join(', ')}))`,
    bound: [connectionId, ...wanted],
  }];
}

function oneOf(column: string, values: readonly string[]): readonly Condition[] {
  const wanted = chosen(values);
  return wanted.length === 0 ? []
    : [{ sql: `${column} in (${wanted.map(() => '?').join(', ')})`, bound: wanted }];
}

function bounds(
  column: string, from: number | bigint | null, to: number | bigint | null,
): readonly Condition[] {
  return [
    ...from === null ? [] : [{ sql: `${column} >= ?`, bound: [from] }],
    ...to === null ? [] : [{ sql: `${column} <= ?`, bound: [to] }],
  ];
}

export type PaymentList = {
  readonly page: (query: PageQuery & { readonly filter: PaymentFilter }) => Page<PaymentRow>;
  /** How many a filter lets through, counted up to `COUNT_MAX`. */
  readonly count: (filter: PaymentFilter) => number;
  /** Every payment of a filter in the order of the list, for an export of one moment. */
  readonly chunks: (filter: PaymentFilter) => Iterable<readonly ExportedPayment[]>;
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
    count: (filter) => {
      const walk = paymentWalk(filter);
      if (walk === null) return 0;
      const { sql, bound } = countSql(walk, COUNT_MAX);
      return numberCell(rowOf(prepareRead(database, sql), bound)?.[0]);
    },
    chunks: (filter) => exportedPayments(database, paymentWalk(filter)),
  };
}
