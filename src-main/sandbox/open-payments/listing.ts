import { answer, readPath } from '../http/answers.ts';
import type { ProviderResponse } from '../provider.ts';
import { resourceError } from './answers.ts';
import { walletAt, type Call } from './core.ts';
import type { Wallet } from './state.ts';

const PAGE_DEFAULT = 20;
const PAGE_MAX = 100;

export type ListQuery = {
  readonly wallet: Wallet; readonly size: number; readonly cursor: string | null;
  readonly backwards: boolean;
};

/** The query of a list, or what is wrong with it. */
export function listQuery(call: Call, bank: string): ListQuery | ProviderResponse {
  const query = readPath(call.request.path)?.query ?? new URLSearchParams();
  const wallet = walletAt(call, call.origin, query.get('wallet-address'));
  if (wallet?.bank !== bank) return resourceError(404, 'Could not get wallet address');
  const cursor = query.get('cursor');
  const last = query.get('last');
  if (last !== null && cursor === null) {
    return resourceError(400, 'last requires cursor', { queryParams: { last } });
  }
  const asked = Number.parseInt(last ?? query.get('first') ?? '', 10);
  if (asked > PAGE_MAX) return resourceError(400, `first must be <= ${PAGE_MAX}`);
  // A page of none is silently a page of the usual size.
  const size = Number.isInteger(asked) && asked > 0 ? asked : PAGE_DEFAULT;
  return { wallet, size, cursor, backwards: last !== null };
}

/** One page, newest first: after the cursor's row, or before it where the last are asked for. */
export function listed<R extends { readonly createdAtMs: number }>(
  { size, cursor, backwards }: ListQuery,
  rows: readonly R[],
  view: (row: R) => unknown,
  idOf: (row: R) => string,
): ProviderResponse {
  // Rows are kept in the order in which they came; the newest are the last.
  const newestFirst = rows.toReversed();
  const place = cursor === null ? -1 : newestFirst.findIndex((row) => idOf(row) === cursor);
  const from = backwards ? Math.max(0, place - size) : place + 1;
  const to = backwards ? Math.max(0, place) : from + size;
  const shown = newestFirst.slice(from, to);
  const first = shown[0];
  const end = shown.at(-1);
  return answer(200, {
    pagination: {
      hasNextPage: to < newestFirst.length, hasPreviousPage: from > 0,
      ...(first === undefined ? {} : { startCursor: idOf(first) }),
      ...(end === undefined ? {} : { endCursor: idOf(end) }),
    },
    result: shown.map(view),
  });
}
