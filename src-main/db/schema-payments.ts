/** The tables that hold money: payments, operations, escrows, the ledger, purchases. */
import {
  check, foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { sql } from 'drizzle-orm';
import { accountKinds } from '../engine/domain/ledger.ts';
import { operationKinds, operationStates } from '../engine/domain/operation.ts';
import { onExpiryPolicies, paymentLinks, paymentStatuses } from '../engine/domain/payment.ts';
import { purchaseStatuses } from '../engine/domain/purchase.ts';
import { evidenceKinds, railNames } from '../engine/domain/rails.ts';
import { assetText, instant, minorUnits, smallInt } from './columns.ts';
import { connections, marketplaces } from './schema-directory.ts';
import { oneOf } from './schema-checks.ts';

/**
 * `job_payments` of the source documents (S0-032 to S0-047, S1-030 to S1-036): `amount` and
 * `currency` are `amount` with `asset`, `payment_method` follows from `rail`, `escrow_address`
 * and the transaction hashes are the references of escrow and operations.
 */
export const payments = sqliteTable('payments', {
  /** The row's own number, for paging and full text; never shown and no part of its hash. */
  seq: integer().primaryKey(),
  id: text().notNull(),
  marketplace_id: text().notNull().references(() => marketplaces.id),
  // No foreign key: a job names its payment, and both are made in one commit.
  job_id: text(),
  external_id: text(),
  rail: text({ enum: railNames }).notNull(),
  connection_id: text().references(() => connections.id),
  asset: assetText().notNull(),
  amount: minorUnits().notNull(),
  held: minorUnits().notNull(),
  released: minorUnits().notNull(),
  refunded: minorUnits().notNull(),
  in_motion: minorUnits().notNull(),
  status: text({ enum: paymentStatuses }).notNull(),
  payer: text().notNull(),
  payer_account: text(),
  payee: text().notNull(),
  payee_account: text(),
  refund_address: text(),
  on_expiry: text({ enum: onExpiryPolicies }).notNull(),
  escrow_timeout_ms: smallInt().notNull(),
  link_kind: text({ enum: paymentLinks }),
  link_payment_id: text(),
  purchase_id: text(),
  abandoned_at: instant(),
  created_at: instant().notNull(),
  updated_at: instant().notNull(),
  escrowed_at: instant(),
  released_at: instant(),
  refunded_at: instant(),
  expires_at: instant(),
  version: smallInt().notNull(),
  // Later columns stand last: their empty cells are no part of the hash of older rows (codec.ts).
  seller_id: text(),
  offer_id: text(),
  fee: minorUnits(),
  identity: text(),
  review: text(),
  wallet_id: text(),
  row_hash: text().notNull(),
}, (row) => [
  uniqueIndex('payments_by_id').on(row.id),
  // What is owed once is paid once, whoever announces it how often.
  uniqueIndex('payments_identity_once').on(row.marketplace_id, row.identity)
    .where(sql`identity is not null and status not in ('failed', 'cancelled')`),
  uniqueIndex('payments_reference_once').on(row.marketplace_id, row.external_id)
    .where(sql`external_id is not null`),
  // A task is paid once, under whatever identity and to whichever payee it is announced.
  uniqueIndex('payments_task_once').on(row.marketplace_id, row.offer_id)
    .where(sql`wallet_id is not null and offer_id is not null
    and status not in ('failed', 'cancelled')`),
  foreignKey({ columns: [row.link_payment_id], foreignColumns: [row.id] }),
  index('payments_by_job').on(row.job_id, row.created_at),
  index('payments_by_offer').on(row.marketplace_id, row.offer_id, row.created_at)
    .where(sql`offer_id is not null`),
  index('payments_by_link').on(row.link_payment_id).where(sql`link_payment_id is not null`),
  index('payments_by_wallet').on(row.wallet_id, row.created_at)
    .where(sql`wallet_id is not null`),
  index('payments_by_created').on(row.created_at),
  index('payments_by_status').on(row.status, row.created_at),
  index('payments_by_rail').on(row.rail, row.created_at),
  index('payments_by_rail_status').on(row.rail, row.status, row.created_at),
  index('payments_by_marketplace').on(row.marketplace_id, row.created_at),
  index('payments_by_marketplace_status').on(row.marketplace_id, row.status, row.created_at),
  index('payments_by_connection').on(row.connection_id, row.created_at),
  index('payments_by_connection_status').on(row.connection_id, row.status, row.created_at),
  index('payments_by_payee').on(row.payee, row.created_at),
  index('payments_by_rail_status_updated').on(row.rail, row.status, row.updated_at),
  index('payments_by_amount').on(row.asset, row.status, row.amount),
  // Running escrows in order, under any filter: all that is compared on the way stands in it.
  index('payments_expiring').on(
    row.expires_at, row.seq, row.status, row.rail, row.marketplace_id, row.connection_id,
    row.created_at,
  )
    .where(sql`expires_at is not null
    and status in ('escrowed', 'releasing', 'refunding', 'unclear', 'stalled')`),
  oneOf('payments_rail', row.rail, railNames),
  oneOf('payments_status', row.status, paymentStatuses),
  oneOf('payments_on_expiry', row.on_expiry, onExpiryPolicies),
  oneOf('payments_link_kind', row.link_kind, paymentLinks),
  check('payments_link_whole', sql`(link_kind is null) = (link_payment_id is null)`),
  check('payments_amount_positive', sql`amount > 0`),
  // R6: what is released, refunded and on its way never exceeds what is held; where nothing is held
  // first, no payout is planned beyond what was promised.
  check('payments_within_held', sql`held >= 0 and released >= 0 and refunded >= 0
    and in_motion >= 0 and case when rail in ('interledger', 'usdc')
      then in_motion = 0 or released + in_motion <= amount
      else released + refunded + in_motion <= held end`),
  check('payments_version', sql`version >= 1`),
]);

export const operations = sqliteTable('operations', {
  id: text().primaryKey(),
  payment_id: text().notNull().references(() => payments.id),
  kind: text({ enum: operationKinds }).notNull(),
  ordinal: smallInt().notNull(),
  key: text().notNull(),
  state: text({ enum: operationStates }).notNull(),
  asset: assetText().notNull(),
  amount: minorUnits().notNull(),
  account: text(),
  reason: text().notNull(),
  connection_id: text().references(() => connections.id),
  reference: text(),
  evidence_kind: text({ enum: evidenceKinds }),
  evidence_reference: text(),
  evidence_word: text(),
  evidence_raw: text(),
  failure_code: text(),
  failure_text: text(),
  tries: smallInt().notNull(),
  dead_at: instant(),
  missing_readings: smallInt().notNull(),
  missing_since: instant(),
  retry_of: text(),
  batch_id: text(),
  requested_by: text().notNull(),
  created_at: instant().notNull(),
  due_at: instant().notNull(),
  dispatched_at: instant(),
  deadline_at: instant(),
  ended_at: instant(),
  version: smallInt().notNull(),
  // Later columns, as in `payments`.
  delivered: minorUnits(),
  debited_asset: assetText(),
  debited: minorUnits(),
  memory: text(),
  stuck_at: instant(),
  network_fee_asset: assetText(),
  network_fee: minorUnits(),
  row_hash: text().notNull(),
}, (row) => [
  uniqueIndex('operations_in_order').on(row.payment_id, row.ordinal),
  uniqueIndex('operations_key_once').on(row.key),
  // One open operation per payment: a release and a refund cannot race.
  uniqueIndex('operations_one_open').on(row.payment_id)
    .where(sql`state in ('scheduled', 'dispatching', 'submitted', 'unclear')`),
  // One transaction proves one operation.
  uniqueIndex('operations_evidence_once').on(row.connection_id, row.evidence_reference)
    .where(sql`evidence_kind in ('transaction', 'incoming-payment')`),
  index('operations_dispatching').on(row.due_at).where(sql`state = 'dispatching'`),
  oneOf('operations_kind', row.kind, operationKinds),
  oneOf('operations_state', row.state, operationStates),
  oneOf('operations_evidence_kind', row.evidence_kind, evidenceKinds),
  check('operations_amount_positive', sql`amount > 0`),
  check('operations_ordinal', sql`ordinal >= 1 and version >= 1`),
  // A provider's "yes" settles nothing; evidence does.
  check('operations_settled_has_evidence',
    sql`state <> 'settled' or (evidence_kind is not null and evidence_reference is not null)`),
]);

/**
 * `payment_escrows` of the source documents (S0-048 to S0-056): `address` is `reference`,
 * `is_active`, `is_released` and `is_refunded` are the three values of `state`.
 */
export const escrows = sqliteTable('escrows', {
  id: text().primaryKey(),
  payment_id: text().notNull().references(() => payments.id),
  connection_id: text().notNull().references(() => connections.id),
  reference: text().notNull(),
  asset: assetText().notNull(),
  amount: minorUnits().notNull(),
  state: text({ enum: ['active', 'released', 'refunded'] }).notNull(),
  expires_at: instant().notNull(),
  warned_at: instant(),
  expired_at: instant(),
  decision_needed: text(),
  created_at: instant().notNull(),
  ended_at: instant(),
  version: smallInt().notNull(),
}, (row) => [
  index('escrows_by_payment').on(row.payment_id, row.created_at),
  uniqueIndex('escrows_reference_once').on(row.connection_id, row.reference)
    .where(sql`state = 'active'`),
  index('escrows_ending').on(row.expires_at, row.id).where(sql`state = 'active'`),
  index('escrows_ending_by_connection').on(row.connection_id, row.expires_at, row.id)
    .where(sql`state = 'active'`),
  oneOf('escrows_state', row.state, ['active', 'released', 'refunded']),
  check('escrows_amount_positive', sql`amount > 0 and version >= 1`),
]);

/** Append-only; the lines of one commit add up to zero per asset (asserted by the queue). */
export const postings = sqliteTable('postings', {
  id: text().primaryKey(),
  payment_id: text().notNull().references(() => payments.id),
  operation_id: text().notNull().references(() => operations.id),
  connection_id: text().notNull().references(() => connections.id),
  account: text({ enum: accountKinds }).notNull(),
  asset: assetText().notNull(),
  delta: minorUnits().notNull(),
  at: instant().notNull(),
  row_hash: text().notNull(),
}, (row) => [
  index('postings_by_payment').on(row.payment_id),
  // What a balance, and the volume of a day, is made of.
  index('postings_by_account').on(row.connection_id, row.account, row.asset, row.at),
  oneOf('postings_account', row.account, accountKinds),
]);

/** The sum of the postings per account, kept in the commit that posts. */
export const balances = sqliteTable('balances', {
  connection_id: text().notNull().references(() => connections.id),
  account: text({ enum: accountKinds }).notNull(),
  asset: assetText().notNull(),
  balance: minorUnits().notNull(),
}, (row) => [
  primaryKey({ columns: [row.connection_id, row.account, row.asset] }),
  oneOf('balances_account', row.account, accountKinds),
  // R6: nobody can have released more than was held.
  check('balances_not_below_zero',
    sql`account not in ('escrow', 'suspense') or balance >= 0`),
]);

export const purchases = sqliteTable('purchases', {
  id: text().primaryKey(),
  marketplace_id: text().notNull().references(() => marketplaces.id),
  user_id: text().notNull(),
  payment_id: text().notNull().references(() => payments.id),
  exchange_connection_id: text().notNull().references(() => connections.id),
  status: text({ enum: purchaseStatuses }).notNull(),
  rate: text().notNull(),
  rate_as_of: instant().notNull(),
  btc_asset: assetText().notNull(),
  btc_amount: minorUnits().notNull(),
  aitbc_asset: assetText().notNull(),
  aitbc_amount: minorUnits().notNull(),
  aitbc_address: text().notNull(),
  created_at: instant().notNull(),
  updated_at: instant().notNull(),
  version: smallInt().notNull(),
}, (row) => [
  uniqueIndex('purchases_by_payment').on(row.payment_id),
  index('purchases_by_created').on(row.created_at, row.id),
  index('purchases_by_user').on(row.user_id, row.created_at, row.id),
  oneOf('purchases_status', row.status, purchaseStatuses),
  check('purchases_amounts_positive', sql`btc_amount > 0 and aitbc_amount > 0 and version >= 1`),
]);
