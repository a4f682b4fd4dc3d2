import type { Asset } from '../engine/domain/money.ts';
import type { Hint, PayeeWallet, ReputationEvent } from '../engine/domain/records.ts';
import type { PayeeActivity } from '../engine/ports.ts';
import { assetCell } from './columns.ts';
import { createCodec } from './codec.ts';
import type { Database } from './open.ts';
import {
  numberCell, prepareRead, reader, rowOf, type RowReader, type RowsReader,
} from './query.ts';
import { hints, payeeWallets, reputationEvents } from './schema-payouts.ts';
import { createInsert } from './table.ts';

export const payeeWalletCodec = createCodec(payeeWallets, {
  write: (wallet: PayeeWallet) => ({
    id: wallet.id,
    marketplace_id: wallet.marketplaceId,
    reference: wallet.reference,
    name: wallet.name,
    rail: wallet.rail,
    connection_id: wallet.connectionId,
    account: wallet.account,
    origin: wallet.origin,
    provider_reference: wallet.providerReference,
    enabled: wallet.enabled ? 1 : 0,
    score: wallet.score,
    created_by: wallet.createdBy,
    created_at: wallet.createdAt,
    account_since: wallet.accountSince,
    updated_at: wallet.updatedAt,
    version: wallet.version,
  }),
  read: (row): PayeeWallet => ({
    id: row.id,
    marketplaceId: row.marketplace_id,
    reference: row.reference,
    name: row.name,
    rail: row.rail,
    connectionId: row.connection_id,
    account: row.account,
    origin: row.origin,
    providerReference: row.provider_reference,
    enabled: row.enabled,
    score: row.score,
    createdBy: row.created_by,
    createdAt: row.created_at,
    accountSince: row.account_since,
    updatedAt: row.updated_at,
    version: row.version,
  }),
});

const reputationCodec = createCodec(reputationEvents, {
  write: (event: ReputationEvent) => ({
    payment_id: event.paymentId,
    wallet_id: event.walletId,
    kind: event.kind,
    delta: event.delta,
    before: event.before,
    after: event.after,
    related_id: event.relatedId,
    at: event.at,
  }),
  read: (row): ReputationEvent => ({
    paymentId: row.payment_id,
    walletId: row.wallet_id,
    kind: row.kind,
    delta: row.delta,
    before: row.before,
    after: row.after,
    relatedId: row.related_id,
    at: row.at,
  }),
});

export const hintCodec = createCodec(hints, {
  write: (hint: Hint) => ({
    id: hint.id,
    connection_id: hint.connectionId,
    message_id: hint.messageId,
    received_at: hint.receivedAt,
    type: hint.type,
    headers: JSON.stringify(hint.headers),
    body: hint.body,
    body_hash: hint.bodyHash,
    operation_id: hint.operationId,
    payment_id: hint.paymentId,
  }),
  read: (row): Hint => ({
    id: row.id,
    connectionId: row.connection_id,
    messageId: row.message_id,
    receivedAt: row.received_at,
    type: row.type,
    headers: row.headers,
    body: row.body,
    bodyHash: row.body_hash,
    operationId: row.operation_id,
    paymentId: row.payment_id,
  }),
});

/** Appends moves of scores and verified hints. */
export function createPayoutWrites(database: Database): {
  readonly reputation: (event: ReputationEvent) => void;
  readonly hint: (hint: Hint) => void;
} {
  const reputation = createInsert(database, reputationCodec);
  const hint = createInsert(database, hintCodec);
  return {
    reputation: (event) => { reputation(event); },
    hint: (row) => { hint(row); },
  };
}

/** Accounts that could be taken for one another are shown; more than a few say nothing more. */
const ALIKE_MAX = 5;

/** The point reads around payouts; a wallet is checked against its hash. */
export function createPayoutReads(database: Database): {
  readonly wallet: RowReader<PayeeWallet>;
  readonly walletOf: RowReader<PayeeWallet>;
  readonly alike: (account: string) => readonly PayeeWallet[];
  readonly activity: (query: ActivityQuery) => PayeeActivity;
  readonly reputationOf: RowsReader<ReputationEvent>;
  readonly hintsOf: RowsReader<Hint>;
} {
  const { one, many } = reader(database, payeeWalletCodec);
  const alike = many('indexed by payee_wallets_alike where substr(lower(account), 1, 6) = ? '
    + 'and substr(lower(account), -4) = ? and lower(account) <> ? '
    + `order by created_at, id limit ${ALIKE_MAX}`);
  const counted = prepareRead(database, 'select count(*), '
    + 'coalesce(sum(created_at >= ?), 0), '
    + "coalesce(sum(status = 'released'), 0), coalesce(sum(status = 'failed'), 0), "
    + "coalesce(sum(case when asset = ? then released + coalesce(case when status = 'released' "
    + 'then fee end, 0) else 0 end), 0), '
    + "coalesce(sum(status = 'released' and asset = ?), 0) "
    + 'from payments indexed by payments_by_wallet where wallet_id = ? and created_at >= ?');
  const paidTo = prepareRead(database, 'select 1 from payments indexed by payments_by_wallet '
    + "where wallet_id = ? and payee_account = ? and status = 'released' limit 1");
  return {
    wallet: one('where id = ?'),
    walletOf: one('where marketplace_id = ? and rail = ? and reference = ?'),
    alike: (given) => {
      const account = given.toLowerCase();
      return alike(account.slice(0, 6), account.slice(-4), account);
    },
    activity: ({ walletId, account, asset, dayMs, sinceMs }) => {
      const cell = assetCell(asset);
      const [, today, paid, failed, volume, paidInAsset]
        = rowOf(counted, [dayMs, cell, cell, walletId, sinceMs]) ?? [];
      return {
        announcedToday: numberCell(today), paid: numberCell(paid), failed: numberCell(failed),
        volume: { minor: typeof volume === 'bigint' ? volume : 0n, asset },
        paidInAsset: numberCell(paidInAsset),
        accountPaid: rowOf(paidTo, [walletId, account]) !== null,
      };
    },
    reputationOf: reader(database, reputationCodec).many(
      'where wallet_id = ? order by at desc, payment_id desc limit ?',
    ),
    hintsOf: reader(database, hintCodec).many(
      'where payment_id = ? order by received_at desc limit ?',
    ),
  };
}

type ActivityQuery = {
  readonly walletId: string; readonly account: string; readonly asset: Asset;
  readonly dayMs: number; readonly sinceMs: number;
};
