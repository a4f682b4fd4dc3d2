/** The tables of payouts from a treasury: payees' accounts, their scores, providers' hints. */
import { sql } from 'drizzle-orm';
import { check, index, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { railNames } from '../engine/domain/rails.ts';
import { instant, json, smallInt, yesNo } from './columns.ts';
import { oneOf } from './schema-checks.ts';
import { connections, marketplaces } from './schema-directory.ts';
import { payments } from './schema-payments.ts';

const walletOrigins = ['created', 'imported'] as const;
const reputationKinds = ['task_completed'] as const;

/** Hashed: money goes to the account that its row names (R10). */
export const payeeWallets = sqliteTable('payee_wallets', {
  id: text().primaryKey(),
  marketplace_id: text().notNull().references(() => marketplaces.id),
  reference: text().notNull(),
  name: text().notNull(),
  rail: text({ enum: railNames }).notNull(),
  connection_id: text().references(() => connections.id),
  account: text().notNull(),
  origin: text({ enum: walletOrigins }).notNull(),
  provider_reference: text(),
  enabled: yesNo().notNull(),
  score: smallInt().notNull(),
  created_by: text().notNull(),
  created_at: instant().notNull(),
  account_since: instant().notNull(),
  updated_at: instant().notNull(),
  version: smallInt().notNull(),
  row_hash: text().notNull(),
}, (row) => [
  uniqueIndex('payee_wallets_reference_once').on(row.marketplace_id, row.rail, row.reference),
  index('payee_wallets_by_account').on(row.account),
  index('payee_wallets_by_name').on(row.name, row.id),
  // Both ends, where people look: what is equal there may be taken for one another.
  index('payee_wallets_alike').on(
    sql`substr(lower(account), 1, 6)`, sql`substr(lower(account), -4)`,
  ),
  oneOf('payee_wallets_rail', row.rail, railNames),
  oneOf('payee_wallets_origin', row.origin, walletOrigins),
  check('payee_wallets_enabled', sql`enabled in (0, 1)`),
  check('payee_wallets_score', sql`score >= 0`),
  check('payee_wallets_version', sql`version >= 1`),
]);

export const reputationEvents = sqliteTable('reputation_events', {
  payment_id: text().notNull().references(() => payments.id),
  wallet_id: text().notNull().references(() => payeeWallets.id),
  kind: text({ enum: reputationKinds }).notNull(),
  delta: smallInt().notNull(),
  before: smallInt().notNull(),
  after: smallInt().notNull(),
  related_id: text().notNull(),
  at: instant().notNull(),
}, (row) => [
  // One payment moves a score once, whatever is told how often.
  primaryKey({ columns: [row.payment_id, row.kind] }),
  index('reputation_by_wallet').on(row.wallet_id, row.at),
  oneOf('reputation_kind', row.kind, reputationKinds),
]);

/** Verified webhooks of providers as they came; the unique index makes each count once. */
export const hints = sqliteTable('hints', {
  id: text().primaryKey(),
  connection_id: text().notNull().references(() => connections.id),
  message_id: text().notNull(),
  received_at: instant().notNull(),
  type: text().notNull(),
  headers: json<Readonly<Record<string, string>>>().notNull(),
  body: text().notNull(),
  body_hash: text().notNull(),
  operation_id: text(),
  payment_id: text(),
}, (row) => [
  uniqueIndex('hints_message_once').on(row.connection_id, row.message_id),
  index('hints_by_received').on(row.received_at, row.id),
  index('hints_by_payment').on(row.payment_id, row.received_at)
    .where(sql`payment_id is not null`),
]);
