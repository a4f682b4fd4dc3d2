import { z } from 'zod';
import {
  EVERY_PAYMENT, filterConflict, parseAmount, parseAssetRef, paymentSorts, railAssets,
  type FilterConflict,
} from '../../../../src-main/contract/domain.ts';
import { paymentFilter } from '../../../../src-main/contract/payments.ts';
import { engineNow } from '../../../engine/clock.ts';

const { statuses, rails } = paymentFilter.shape;
export const statusNames = statuses.unwrap().element.options;
export const railNames = rails.unwrap().element.options;
export type StatusName = (typeof statusNames)[number];
export type RailName = (typeof railNames)[number];

/** How soon money may run out to be listed, in milliseconds. */
export const spans = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 } as const;
export const spanNames = ['1h', '24h', '7d'] as const satisfies readonly (keyof typeof spans)[];

/** The assets in which an amount can be given, as `BTC/8`: of rails that move one only. */
export const assetNames: readonly string[] = railNames.map(assetOfRail)
  .filter((name) => name !== null);

const DAY_MS = 86_400_000;
const text = (max: number) => z.coerce.string().min(1).max(max).optional().catch(undefined);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/).refine((name) => dayStart(name) !== null)
  .optional().catch(undefined);
/** Several values of a closed list behind commas; what is not in the list is dropped. */
const several = (names: readonly string[]) => z.coerce.string().transform((given) => {
  const known = given.split(',').filter((name) => names.includes(name));
  return known.length === 0 ? undefined : [...new Set(known)].join(',');
}).optional().catch(undefined);
const decimal = z.coerce.string().regex(/^\d{1,19}(\.\d{1,18})?$/).optional().catch(undefined);

/**
 * The whole of a list as it stands in the address: filters, order and columns. Days are UTC and
 * inclusive. A value that means nothing is dropped rather than refused: an address is typed and
 * shared.
 */
export const paymentsSearch = z.object({
  status: several(statusNames),
  rail: several(railNames),
  attention: z.literal(true).optional().catch(undefined),
  marketplace: text(128),
  connection: text(128),
  payee: text(500),
  from: day, to: day, ufrom: day, uto: day,
  asset: z.string().refine((name) => assetNames.includes(name)).optional().catch(undefined),
  min: decimal, max: decimal,
  within: z.enum(spanNames).optional().catch(undefined),
  q: text(200),
  sort: z.enum(paymentSorts).optional().catch(undefined),
  cols: text(300),
});
export type PaymentsSearch = z.output<typeof paymentsSearch>;
/** As the contract takes it. */
export type PaymentFilter = Omit<z.output<typeof paymentFilter>, 'amount'> & {
  readonly amount: NonNullable<z.input<typeof paymentFilter>['amount']> | null;
};

/** What the contract is asked for, from what stands in the address. */
export function filterOf(search: PaymentsSearch): PaymentFilter {
  return {
    statuses: valuesOf(search.status, statusNames),
    rails: valuesOf(search.rail, railNames),
    marketplaceId: search.marketplace ?? null,
    connectionId: search.connection ?? null,
    payee: search.payee ?? null,
    needsAttention: search.attention ?? false,
    createdFromMs: startOf(search.from), createdToMs: endOf(search.to),
    updatedFromMs: startOf(search.ufrom), updatedToMs: endOf(search.uto),
    amount: amountOf(search),
    expiresByMs: search.within === undefined ? null : engineNow() + spans[search.within],
    search: search.q ?? '',
    sort: search.sort ?? 'created',
  };
}

/** The chosen values of a filter of several. */
export function valuesOf<V extends string>(
  given: string | undefined, names: readonly V[],
): V[] {
  const chosen = given?.split(',') ?? [];
  return names.filter((name) => chosen.includes(name));
}

export function joined(values: readonly string[]): string | undefined {
  return values.length === 0 ? undefined : values.join(',');
}

/**
 * The address after a filter was changed: the order follows what the filter has to be listed by, so
 * that choosing one never needs a second step.
 */
export function withFilter(search: PaymentsSearch, change: PaymentsSearch): PaymentsSearch {
  const next = { ...search, ...change };
  const short = next.q !== undefined || next.attention === true || next.payee !== undefined;
  const ranged = next.min !== undefined || next.max !== undefined;
  if (short) return { ...next, sort: undefined };
  if ('sort' in change) return next;
  if (next.within !== undefined) return { ...next, sort: 'expires' };
  if (ranged || next.asset !== undefined) return { ...next, sort: 'amount' };
  if (next.ufrom !== undefined || next.uto !== undefined) return { ...next, sort: 'updated' };
  const led = search.within !== undefined || search.asset !== undefined
    || search.ufrom !== undefined || search.uto !== undefined;
  return led ? { ...next, sort: undefined } : next;
}

/** Why no index answers this combination; null where one does. */
export function conflictOf(search: PaymentsSearch): FilterConflict | null {
  const { amount, ...filter } = filterOf(search);
  return filterConflict({
    ...EVERY_PAYMENT, ...filter,
    amount: amount === null ? null : { asset: amount.asset, fromMinor: null, toMinor: null },
  });
}

/** Whether any filter is on: an empty list then says so instead of inviting to begin. */
export function isFiltered({ sort: _sort, cols: _cols, ...search }: PaymentsSearch): boolean {
  return Object.values(search).some((value) => value !== undefined);
}

/** Minor units of a decimal in major units; null where it is no amount of the asset. */
export function minorOf(decimalText: string | undefined, assetName: string): string | null {
  const asset = parseAssetRef(assetName);
  if (decimalText === undefined || asset === null) return null;
  // A bound may be zero, which is no amount to pay.
  if (/^0+(\.0+)?$/.test(decimalText)) return '0';
  const parsed = parseAmount(decimalText, asset);
  return parsed.ok ? parsed.money.minor.toString() : null;
}

/** The asset of amounts: the chosen one, else that of the one rail that is chosen. */
export function assetOf({ asset, rail }: PaymentsSearch): string | null {
  if (asset !== undefined) return asset;
  const [only, ...others] = valuesOf(rail, railNames);
  if (only === undefined || others.length > 0) return null;
  return assetOfRail(only);
}

/** The one asset of a rail; null where each account counts in its own. */
function assetOfRail(rail: RailName): string | null {
  const { asset } = railAssets[rail];
  return asset === null ? null : `${asset.code}/${asset.scale}`;
}

function amountOf(search: PaymentsSearch): PaymentFilter['amount'] {
  const asset = assetOf(search);
  const wanted = search.asset !== undefined || search.min !== undefined
    || search.max !== undefined || search.sort === 'amount';
  return asset === null || !wanted ? null : {
    asset, fromMinor: minorOf(search.min, asset), toMinor: minorOf(search.max, asset),
  };
}

function startOf(name: string | undefined): number | null {
  return name === undefined ? null : dayStart(name);
}

function endOf(name: string | undefined): number | null {
  const start = startOf(name);
  return start === null ? null : start + DAY_MS - 1;
}

/** The start of a UTC day in milliseconds; null where the text names no day. */
export function dayStart(name: string): number | null {
  const at = Date.parse(`${name}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== name ? null : at;
}
