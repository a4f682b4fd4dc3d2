import type { Posting } from '../engine/domain/ledger.ts';
import type { AccountBalance } from '../engine/domain/records.ts';
import { assetCell } from './columns.ts';
import { createCodec } from './codec.ts';
import { BrokenRuleError } from './errors.ts';
import type { Database } from './open.ts';
import { reader, type RowsReader } from './query.ts';
import { balances, postings } from './schema-payments.ts';
import { createInsert, type Written } from './table.ts';

export const postingCodec = createCodec(postings, {
  write: (posting: Posting) => ({
    id: posting.id,
    payment_id: posting.paymentId,
    operation_id: posting.operationId,
    connection_id: posting.connectionId,
    account: posting.account,
    asset: assetCell(posting.delta.asset),
    delta: posting.delta.minor,
    at: posting.at,
  }),
  read: (row): Posting => ({
    id: row.id,
    paymentId: row.payment_id,
    operationId: row.operation_id,
    connectionId: row.connection_id,
    account: row.account,
    delta: { minor: row.delta, asset: row.asset },
    at: row.at,
  }),
});

const balanceCodec = createCodec(balances, {
  write: ({ connectionId, account, balance }: AccountBalance) => ({
    connection_id: connectionId,
    account,
    asset: assetCell(balance.asset),
    balance: balance.minor,
  }),
  read: (row): AccountBalance => ({
    connectionId: row.connection_id,
    account: row.account,
    balance: { minor: row.balance, asset: row.asset },
  }),
});

/** Throws where the lines of one commit do not add up to zero per asset (R6). */
export function assertBalanced(lines: readonly Posting[]): void {
  const sums = new Map<string, bigint>();
  for (const { delta } of lines) {
    const asset = assetCell(delta.asset);
    sums.set(asset, (sums.get(asset) ?? 0n) + delta.minor);
  }
  for (const [asset, sum] of sums) {
    if (sum === 0n) continue;
    throw new BrokenRuleError(`The postings of one commit add up to ${sum} of ${asset}, not zero.`);
  }
}

/** Writes the lines of one commit and what each account gains from all of them together. */
export function createLedger(database: Database): {
  readonly post: (lines: readonly Posting[]) => readonly Written[];
} {
  const insert = createInsert(database, postingCodec);
  const open = createInsert(database, balanceCodec);
  const gain = database.prepare(
    'update balances set balance = balance + ? where connection_id = ? and account = ? '
    + 'and asset = ?',
  );
  return {
    post: (lines) => {
      for (const { connectionId, account, balance } of totals(lines)) {
        if (balance.minor === 0n) continue;
        const bound = [balance.minor, connectionId, account, assetCell(balance.asset)];
        if (gain.run(bound).changes === 0) open({ connectionId, account, balance });
      }
      return lines.map(insert);
    },
  };
}

/** Net per account, so that the order of the lines cannot bring one below zero in between. */
function totals(lines: readonly Posting[]): Iterable<AccountBalance> {
  const sums = new Map<string, AccountBalance>();
  for (const { connectionId, account, delta } of lines) {
    const key = `${connectionId} ${account} ${assetCell(delta.asset)}`;
    const minor = (sums.get(key)?.balance.minor ?? 0n) + delta.minor;
    sums.set(key, { connectionId, account, balance: { minor, asset: delta.asset } });
  }
  return sums.values();
}

export function createLedgerReads(database: Database): {
  readonly postingsOf: RowsReader<Posting>;
  readonly balances: RowsReader<AccountBalance>;
} {
  return {
    postingsOf: reader(database, postingCodec).many('where payment_id = ? order by rowid'),
    balances: reader(database, balanceCodec).many('order by connection_id, account, asset'),
  };
}
