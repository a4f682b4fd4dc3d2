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

/**
 * One page, newest first: after the cursor's row, or before it where the last are asked for. A row
 * that is there no longer is left out, and a cursor that names it keeps its place.
 */
export function listed<R extends { readonly id: string }>(
  { size, cursor, backwards }: ListQuery,
  rows: readonly R[],
  view: (row: R) => unknown,
  isThere: (row: R) => boolean = () => true,
): ProviderResponse {
  // Rows are kept in the order in which they came; the newest are the last.
  const newestFirst = rows.toReversed();
  const place = cursor === null ? -1 : newestFirst.findIndex(({ id }) => id === cursor);
  const before = newestFirst.slice(0, backwards ? Math.max(0, place) : place + 1).filter(isThere);
  const after = newestFirst.slice(backwards ? Math.max(0, place) : place + 1).filter(isThere);
  const shown = backwards ? before.slice(-size) : after.slice(0, size);
  const first = shown[0];
  const end = shown.at(-1);
  return answer(200, {
    pagination: {
      hasNextPage: backwards ? after.length > 0 : after.length > size,
      hasPreviousPage: backwards ? before.length > size : before.length > 0,
      ...(first === undefined ? {} : { startCursor: first.id }),
      ...(end === undefined ? {} : { endCursor: end.id }),
    },
    result: shown.map(view),
  });
}
