/**
 * What a list of payments may be narrowed by, and which filters go together. Every combination is
 * answered by an index that is pinned to it (`db/payment-list.ts`), or refused here with the
 * reason: none is answered by reading millions of rows.
 */
import type { PaymentStatus } from './payment.ts';
import type { RailName } from './rails.ts';

/**
 * The orders of the list: newest first, last changed first, the next to run out first, the largest
 * first.
 */
export const paymentSorts = ['created', 'updated', 'expires', 'amount'] as const;
export type PaymentSort = (typeof paymentSorts)[number];

/** Bounds in minor units, inclusive; null: open. Amounts compare within one asset only. */
export type AmountRange = {
  /** `BTC/8`. */
  readonly asset: string;
  readonly fromMinor: bigint | null;
  readonly toMinor: bigint | null;
};

/** Filters join with AND, the values of one with OR; null and empty ones are off. */
export type PaymentFilter = {
  readonly statuses: readonly PaymentStatus[];
  readonly rails: readonly RailName[];
  readonly marketplaceId: string | null;
  readonly connectionId: string | null;
  /** The payee's name, whole and exact. */
  readonly payee: string | null;
  /** Only payments with an open attention item. */
  readonly needsAttention: boolean;
  /** UTC milliseconds, inclusive, as all that follow. */
  readonly createdFromMs: number | null;
  readonly createdToMs: number | null;
  readonly updatedFromMs: number | null;
  readonly updatedToMs: number | null;
  readonly amount: AmountRange | null;
  /** Only money that is held and runs out by then. */
  readonly expiresByMs: number | null;
  /** Words or their beginnings: ids, addresses, hashes, payees, job ids. Empty: off. */
  readonly search: string;
  readonly sort: PaymentSort;
};

/** The filter that lets everything through. */
export const EVERY_PAYMENT: PaymentFilter = {
  statuses: [], rails: [], marketplaceId: null, connectionId: null, payee: null,
  needsAttention: false, createdFromMs: null, createdToMs: null, updatedFromMs: null,
  updatedToMs: null, amount: null, expiresByMs: null, search: '', sort: 'created',
};

/** What leads the way through the rows; everything else is compared on the way. */
export type PaymentLead = 'search' | 'attention' | 'payee' | PaymentSort;

/**
 * Words, attention, one payee and running escrows lead to few rows, so anything may be compared on
 * the way. The three others lead through all rows and allow only what their index holds.
 */
export function leadOf(filter: PaymentFilter): PaymentLead {
  if (filter.search.trim() !== '') return 'search';
  if (filter.needsAttention) return 'attention';
  if (filter.payee !== null) return 'payee';
  return filter.sort;
}

/** Why a combination is refused. */
export const filterConflicts = {
  'newest-first': 'Search, attention and one payee are listed newest first: sort by creation.',
  'amount-order': 'A range of amounts is listed by amount: sort by amount.',
  'updated-order': 'A time of the last change is listed by it: sort by the last change.',
  'expiry-order': 'What runs out soon is listed by its end: sort by expiry.',
  'amount-asset': 'Amounts compare within one asset: choose the asset.',
  'few-filters': 'By amount or by last change, only state and rail can be chosen as well.',
} as const satisfies Record<string, string>;
export type FilterConflict = keyof typeof filterConflicts;

/** Whether an index answers this combination: null, or why it is refused. */
export function filterConflict(filter: PaymentFilter): FilterConflict | null {
  const lead = leadOf(filter);
  switch (lead) {
    case 'search': case 'attention': case 'payee':
      return filter.sort === 'created' ? null : 'newest-first';
    case 'expires': return null;
    case 'amount': case 'updated': case 'created': break;
  }
  if (lead === 'amount' && filter.amount === null) return 'amount-asset';
  if (lead !== 'amount' && filter.amount !== null) return 'amount-order';
  if (lead !== 'updated' && isRange(filter.updatedFromMs, filter.updatedToMs)) {
    return 'updated-order';
  }
  if (filter.expiresByMs !== null) return 'expiry-order';
  if (lead === 'created') return null;
  const more = filter.marketplaceId !== null || filter.connectionId !== null
    || isRange(filter.createdFromMs, filter.createdToMs);
  return more ? 'few-filters' : null;
}

function isRange(from: number | null, to: number | null): boolean {
  return from !== null || to !== null;
}
