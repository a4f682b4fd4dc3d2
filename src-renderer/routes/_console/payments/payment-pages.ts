import { replaceEqualDeep } from '@tanstack/react-router';
import type { PaymentRowView } from '../../../../src-main/contract/payments.ts';

export type PaymentsPage = {
  readonly items: readonly PaymentRowView[]; readonly next: string | null;
};

/** What the list has read so far, and how many newer payments wait to be shown. */
export type LoadedPayments = {
  readonly rows: readonly PaymentRowView[];
  readonly next: string | null;
  readonly waiting: number;
  /** More wait than one page tells. */
  readonly waitingMore: boolean;
};

export function begin(page: PaymentsPage): LoadedPayments {
  return { rows: page.items, next: page.next, waiting: 0, waitingMore: false };
}

/** The next page under the rows that are there. */
export function append(loaded: LoadedPayments, page: PaymentsPage): LoadedPayments {
  const known = new Set(loaded.rows.map(({ id }) => id));
  const added = page.items.filter(({ id }) => !known.has(id));
  return { ...loaded, rows: [...loaded.rows, ...added], next: page.next };
}

/**
 * The same rows with what is new about them; none is moved, added or taken away. A row that says
 * the same as before stays the same object, so that it is not drawn again.
 */
export function update(
  loaded: LoadedPayments, items: readonly PaymentRowView[],
): LoadedPayments {
  const fresh = new Map(items.map((row) => [row.id, row]));
  return {
    ...loaded,
    rows: loaded.rows.map((row) => replaceEqualDeep(row, fresh.get(row.id) ?? row)),
  };
}

/**
 * A new reading of the first page: known rows change where they stand, newer ones are counted and
 * never pushed under the cursor. A list that was empty shows what arrived.
 */
export function refresh(loaded: LoadedPayments, first: PaymentsPage): LoadedPayments {
  if (loaded.rows.length === 0) return begin(first);
  const known = new Set(loaded.rows.map(({ id }) => id));
  const meets = first.items.findIndex(({ id }) => known.has(id));
  const waiting = meets === -1 ? first.items.length : meets;
  return {
    ...update(loaded, first.items), waiting, waitingMore: meets === -1 && first.next !== null,
  };
}

/**
 * Rows that a new reading should have held and does not: they left the filter and are read one by
 * one, so that the list never shows a state that is over.
 */
export function leftBehind(
  loaded: LoadedPayments, first: PaymentsPage,
): readonly string[] {
  const read = new Set(first.items.map(({ id }) => id));
  const last = loaded.rows.findLastIndex(({ id }) => read.has(id));
  const covered = first.next === null ? loaded.rows : loaded.rows.slice(0, last + 1);
  return covered.filter(({ id }) => !read.has(id)).map(({ id }) => id);
}
