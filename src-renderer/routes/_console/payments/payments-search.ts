import { z } from 'zod';
import { paymentFilter } from '../../../../src-main/contract/payments.ts';

const { status, rail } = paymentFilter.shape;
export const statusNames = status.unwrap().options;
export const railNames = rail.unwrap().options;

const DAY_MS = 86_400_000;
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/).refine((text) => dayStart(text) !== null);

/**
 * The filters of the payments list as they stand in the address. Days are UTC and inclusive. A
 * value that means nothing is dropped rather than refused: an address is typed and shared.
 */
export const paymentsSearch = z.object({
  status: z.enum(statusNames).optional().catch(undefined),
  rail: z.enum(railNames).optional().catch(undefined),
  attention: z.literal(true).optional().catch(undefined),
  marketplace: z.string().min(1).max(128).optional().catch(undefined),
  connection: z.string().min(1).max(128).optional().catch(undefined),
  from: day.optional().catch(undefined),
  to: day.optional().catch(undefined),
  q: z.coerce.string().min(1).max(200).optional().catch(undefined),
});
export type PaymentsSearch = z.output<typeof paymentsSearch>;
export type PaymentFilter = z.output<typeof paymentFilter>;

/** What the contract is asked for, from what stands in the address. */
export function filterOf(search: PaymentsSearch): PaymentFilter {
  const last = search.to === undefined ? null : dayStart(search.to);
  return {
    status: search.status ?? null,
    rail: search.rail ?? null,
    marketplaceId: search.marketplace ?? null,
    connectionId: search.connection ?? null,
    needsAttention: search.attention ?? false,
    createdFromMs: search.from === undefined ? null : dayStart(search.from),
    createdToMs: last === null ? null : last + DAY_MS - 1,
    search: search.q ?? '',
  };
}

/** Whether any filter is on: an empty list then says so instead of inviting to begin. */
export function isFiltered(search: PaymentsSearch): boolean {
  return Object.values(search).some((value) => value !== undefined);
}

/** The start of a UTC day in milliseconds; null where the text names no day. */
function dayStart(text: string): number | null {
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : at;
}
