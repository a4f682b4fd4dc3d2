/** Every filter of the list of payments with every value that it can have, alone and in pairs. */
import type { Database } from '../src-main/db/open.ts';
import {
  EVERY_PAYMENT, filterConflict, type PaymentFilter,
} from '../src-main/engine/domain/payment-filter.ts';
import { paymentStatuses } from '../src-main/engine/domain/payment.ts';
import { railNames } from '../src-main/engine/domain/rails.ts';

export type NamedFilter = { readonly name: string; readonly filter: PaymentFilter };

type Patch = { readonly name: string; readonly patch: Partial<PaymentFilter> };

const DAY_MS = 86_400_000;

/** Alone, and each value of one filter with each of every other; what is refused is left out. */
export function paymentFilters(database: Database, nowMs: number): readonly NamedFilter[] {
  const groups = patchesOf(database, nowMs);
  const filters: NamedFilter[] = [{ name: 'all', filter: EVERY_PAYMENT }];
  for (const [place, group] of groups.entries()) {
    for (const one of group) {
      filters.push({ name: one.name, filter: { ...EVERY_PAYMENT, ...one.patch } });
      for (const other of groups.slice(place + 1).flat()) {
        const filter = { ...EVERY_PAYMENT, ...one.patch, ...other.patch };
        filters.push({ name: `${one.name}, ${other.name}`, filter });
      }
    }
  }
  return filters.filter(({ filter }) => filterConflict(filter) === null);
}

function patchesOf(database: Database, nowMs: number): readonly (readonly Patch[])[] {
  const texts = (sql: string): readonly string[] =>
    database.prepare(sql).pluck().all().map(String);
  return [
    [
      ...paymentStatuses.map((status): Patch =>
        ({ name: `status ${status}`, patch: { statuses: [status] } })),
      {
        name: 'status any open',
        patch: { statuses: ['requested', 'holding', 'escrowed', 'releasing', 'refunding'] },
      },
    ],
    railNames.map((rail): Patch => ({ name: `rail ${rail}`, patch: { rails: [rail] } })),
    texts('select id from marketplaces order by id').map((id): Patch =>
      ({ name: `marketplace ${id}`, patch: { marketplaceId: id } })),
    texts('select id from connections order by id').map((id): Patch =>
      ({ name: `connection ${id}`, patch: { connectionId: id } })),
    // The one paid most, one in the middle, one paid once.
    [
      ...texts('select payee from payees order by payments desc limit 1'),
      ...texts('select payee from payees where payments = 12 limit 1'),
      ...texts('select payee from payees where payments = 1 limit 1'),
    ].map((payee): Patch => ({ name: `payee ${payee}`, patch: { payee } })),
    [{ name: 'attention', patch: { needsAttention: true } }],
    timesOf(nowMs), ordersOf(nowMs),
  ];
}

function timesOf(nowMs: number): readonly Patch[] {
  return [
    { name: 'created in a day', patch: { createdFromMs: nowMs - DAY_MS } },
    { name: 'created in a month', patch: { createdFromMs: nowMs - 30 * DAY_MS } },
    {
      name: 'created in a year long ago',
      patch: { createdFromMs: nowMs - 730 * DAY_MS, createdToMs: nowMs - 365 * DAY_MS },
    },
  ];
}

/** The three other orders, and the filters that go with them only. */
function ordersOf(nowMs: number): readonly Patch[] {
  const amounts = ['BTC/8', 'AITBC/8'].flatMap((asset): readonly Patch[] => [
    {
      name: `by amount ${asset}`,
      patch: { sort: 'amount', amount: { asset, fromMinor: null, toMinor: null } },
    },
    {
      name: `amount range ${asset}`,
      patch: { sort: 'amount', amount: { asset, fromMinor: 900_000n, toMinor: 1_100_000n } },
    },
  ]);
  return [
    ...amounts,
    { name: 'by last change', patch: { sort: 'updated' } },
    {
      name: 'changed in a day', patch: { sort: 'updated', updatedFromMs: nowMs - DAY_MS },
    },
    {
      name: 'changed in a month long ago',
      patch: {
        sort: 'updated', updatedFromMs: nowMs - 400 * DAY_MS, updatedToMs: nowMs - 370 * DAY_MS,
      },
    },
    { name: 'by expiry', patch: { sort: 'expires' } },
    {
      name: 'expires in 120 days', patch: { sort: 'expires', expiresByMs: nowMs + 120 * DAY_MS },
    },
  ];
}
