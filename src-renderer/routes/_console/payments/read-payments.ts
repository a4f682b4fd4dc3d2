import type { PaymentRowView } from '../../../../src-main/contract/payments.ts';
import { call } from '../../../engine/call.ts';
import { begin, leftBehind, type LoadedPayments, type PaymentsPage } from './payment-pages.ts';
import type { PaymentFilter } from './payments-search.ts';

const PAGE_ROWS = 100;
/** Rows that left the filter are read one by one; beyond this the list begins anew. */
const STRAYS_MAX = 50;

/** A page of payments, newest first. */
export function readPayments(
  filter: PaymentFilter, cursor: string | null,
): Promise<PaymentsPage> {
  return call('payments.list', { filter, cursor, limit: PAGE_ROWS });
}

/** What a second reading brought: rows to change in place, or a list that begins anew. */
export type Reread = LoadedPayments & { readonly anew: boolean };

/**
 * Reads again what stands on screen beyond a newly read first page: rows that left the filter, and
 * as many further pages as are loaded.
 */
export async function readBeyond(
  filter: PaymentFilter, loaded: LoadedPayments, first: PaymentsPage,
): Promise<Reread> {
  const strays = leftBehind(loaded, first);
  if (strays.length > STRAYS_MAX) return { ...begin(first), anew: true };
  const rows = await Promise.all(strays.map(async (paymentId) =>
    (await call('payments.get', { paymentId })).payment));
  const deeper = Math.ceil(loaded.rows.length / PAGE_ROWS) - 1;
  const later: PaymentRowView[] = [];
  let cursor = first.next;
  for (let read = 0; read < deeper && cursor !== null; read += 1) {
    const next: PaymentsPage = await readPayments(filter, cursor);
    later.push(...next.items);
    cursor = next.next;
  }
  return { ...begin({ items: [...rows, ...later], next: null }), anew: false };
}
