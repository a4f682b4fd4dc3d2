import { hexOf } from '../evm/chain-port.ts';
import type { ProviderResponse } from '../provider.ts';
import { badField, data, refusal } from './answers.ts';
import type { Call } from './core.ts';
import type { Transaction } from './state.ts';
import { tokenIdOf, transactionView } from './views.ts';

const PAGE_DEFAULT = 10;
const PAGE_MAX = 50;

type Row = { readonly id: string; readonly createdAtMs: number };

/**
 * One page, newest first (`order=ASC`: oldest first). `pageAfter` and `pageBefore` are ids of the
 * rows between which the page lies; the next page's address stands in `Link`.
 */
export function paged<T extends Row>(
  { query, request }: Call, noun: string, rows: readonly T[], view: (row: T) => object,
): ProviderResponse {
  const sizeText = query.get('pageSize') ?? String(PAGE_DEFAULT);
  const size = /^\d{1,2}$/.test(sizeText) ? Number.parseInt(sizeText, 10) : 0;
  if (size < 1 || size > PAGE_MAX) {
    return badField('pageSize', `is a whole number from 1 to ${PAGE_MAX}`, sizeText);
  }
  const within = rows.filter(isWithin(query));
  const ordered = query.get('order') === 'ASC' ? within : within.toReversed();
  const [after, before] = [query.get('pageAfter'), query.get('pageBefore')];
  const at = (id: string): number => ordered.findIndex((row) => row.id === id);
  const start = after !== null ? at(after) + 1
    : before !== null ? Math.max(at(before) - size, 0) : 0;
  const end = before !== null ? Math.min(at(before), start + size) : start + size;
  const page = ordered.slice(start, Math.max(end, start));
  const answered = data(200, { [noun]: page.map(view) });
  const last = page.at(-1);
  if (last === undefined || end >= ordered.length) return answered;
  const next = new URLSearchParams(query);
  next.delete('pageBefore');
  next.set('pageAfter', last.id);
  const [path = ''] = request.path.split('?');
  return {
    ...answered, headers: { ...answered.headers, link: `<${path}?${next.toString()}>; rel="next"` },
  };
}

function isWithin(query: URLSearchParams): (row: Row) => boolean {
  const from = Date.parse(query.get('from') ?? '');
  const to = Date.parse(query.get('to') ?? '');
  return ({ createdAtMs }) =>
    !(createdAtMs < from) && !(createdAtMs > to);
}

/** `GET /transactions`. */
export function listTransactions(call: Call): ProviderResponse {
  const { query, state } = call;
  const wallets = query.get('walletIds')?.split(',') ?? null;
  const is = (name: string, value: string): boolean => {
    const wanted = query.get(name);
    return wanted === null || wanted === '' || wanted === value;
  };
  const destination = query.get('destinationAddress');
  const rows = [...state.transactions.values()].filter((row) =>
    (wallets === null || wallets.includes(row.walletId))
    && is('state', row.state) && is('txType', row.direction)
    && is('operation', 'TRANSFER') && is('tokenId', tokenIdOf(row.asset))
    && (destination === null || hexOf(destination) === row.destination)
    && isOfHash(row, query.get('txHash')));
  return paged(call, 'transactions', rows, transactionView);
}

function isOfHash({ tries, mined }: Transaction, wanted: string | null): boolean {
  return wanted === null || mined?.hash === hexOf(wanted)
    || tries.some(({ hash }) => hash === hexOf(wanted));
}

/** `GET /transactions/{id}`. */
export function readTransaction({ state }: Call, id: string): ProviderResponse {
  const row = state.transactions.get(id);
  return row === undefined ? refusal('noTransaction')
    : data(200, { transaction: transactionView(row) });
}
