import { paymentStatuses } from '../engine/domain/payment.ts';
import {
  COUNT_MAX, OFFSET_MAX, PAGE_LIMIT_MAX, type OffsetQuery, type RefusedTask, type WalletSum,
} from '../engine/lists.ts';
import type { Cell } from './codec.ts';
import { parseAssetRef } from '../engine/domain/money.ts';
import type { ListQueries } from './lists.ts';
import type { Database } from './open.ts';
import {
  bigintCell, numberCell, prepareRead, rowOf, rowsOf, textCell,
} from './query.ts';

const REFUSED = "from inbox indexed by inbox_tasks where kind = 'task' and marketplace_id = ? "
  + "and state = 'refused'";
const OF_WALLET = 'from payments indexed by payments_by_wallet where wallet_id = ? '
  + 'and marketplace_id = ? order by created_at desc, seq desc';

/** What is skipped is skipped in the index: rows are read from the first one that is shown. */
export const TASK_SQL = {
  refused: `select id, received_at, job_id, detail, body, body_encoding, version ${REFUSED} `
    + 'order by received_at desc, id desc limit ? offset ?',
  refusedCount: `select count(*) from (select 1 ${REFUSED} limit ?)`,
  ofWallet: `select id ${OF_WALLET} limit ? offset ?`,
  sums: 'select asset, status, count(*), sum(amount), sum(fee), sum(paid_ms) from (select asset, '
    + 'status, amount, coalesce(fee, 0) as fee, '
    + `coalesce(released_at - created_at, 0) as paid_ms ${OF_WALLET} limit ?) `
    + 'group by asset, status order by asset, status',
} as const;

/** The lists of S4: refused tasks of a marketplace, payments of a payee's wallet and their sums. */
export function createTaskLists(
  database: Database,
): Pick<ListQueries, 'refusedTasks' | 'walletPayments' | 'walletSums'> {
  const refused = prepareRead(database, TASK_SQL.refused);
  const refusedCount = prepareRead(database, TASK_SQL.refusedCount);
  const ofWallet = prepareRead(database, TASK_SQL.ofWallet);
  const sums = prepareRead(database, TASK_SQL.sums);
  return {
    refusedTasks: ({ marketplaceId, ...query }) => ({
      items: rowsOf(refused, [marketplaceId, ...placeOf(query)]).map(refusedTask),
      total: numberCell(rowOf(refusedCount, [marketplaceId, COUNT_MAX])?.[0]),
    }),
    walletPayments: ({ marketplaceId, walletId, ...query }) =>
      rowsOf(ofWallet, [walletId, marketplaceId, ...placeOf(query)])
        .map(([id]) => textCell(id)),
    walletSums: ({ marketplaceId, walletId }) =>
      rowsOf(sums, [walletId, marketplaceId, COUNT_MAX]).map(walletSum),
  };
}

function placeOf({ limit, offset }: OffsetQuery): readonly [number, number] {
  return [within(limit, 1, PAGE_LIMIT_MAX), within(offset, 0, OFFSET_MAX)];
}

function within(value: number, min: number, max: number): number {
  return Math.min(Math.max(Math.trunc(value), min), max);
}

function refusedTask(
  [id, receivedAt, jobId, detail, body, encoding, version]: readonly Cell[],
): RefusedTask {
  return {
    id: textCell(id), receivedAt: numberCell(receivedAt),
    jobId: jobId === null ? null : textCell(jobId), detail: textCell(detail),
    body: textCell(body), bodyEncoding: textCell(encoding) === 'utf-8' ? 'utf-8' : 'base64',
    version: numberCell(version),
  };
}

function walletSum(
  [asset, status, count, amount, fees, paidMs]: readonly Cell[],
): WalletSum {
  const known = paymentStatuses.find((one) => one === status);
  const money = parseAssetRef(textCell(asset));
  if (known === undefined || money === null) {
    throw new TypeError('The store expected an asset and a status of payments.');
  }
  return {
    status: known, count: numberCell(count), amount: { minor: bigintCell(amount), asset: money },
    fees: { minor: bigintCell(fees), asset: money }, paidMs: numberCell(paidMs),
  };
}
