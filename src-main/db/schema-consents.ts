/** The tables of payments that their payer consents to: the sellers who sign, and the consents. */
import { sql } from 'drizzle-orm';
import { check, index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { consentEnds, consentStates } from '../engine/domain/consent.ts';
import type { Sealed } from '../engine/domain/records.ts';
import { assetText, instant, json, minorUnits, smallInt, yesNo } from './columns.ts';
import { oneOf } from './schema-checks.ts';
import { marketplaces } from './schema-directory.ts';
import { operations, payments } from './schema-payments.ts';

export const sellers = sqliteTable('sellers', {
  id: text().primaryKey(),
  marketplace_id: text().notNull().references(() => marketplaces.id),
  reference: text().notNull(),
  name: text().notNull(),
  categories: json<readonly string[]>().notNull(),
  wallet_address: text().notNull(),
  asset: assetText().notNull(),
  key_id: text().notNull(),
  private_key: json<Sealed>().notNull(),
  enabled: yesNo().notNull(),
  created_at: instant().notNull(),
  updated_at: instant().notNull(),
  version: smallInt().notNull(),
}, (row) => [
  uniqueIndex('sellers_reference_once').on(row.marketplace_id, row.reference),
  check('sellers_enabled', sql`enabled in (0, 1)`),
  check('sellers_version', sql`version >= 1`),
]);

/** Hashed: what is paid under a consent is what its row says (R10). */
export const consents = sqliteTable('consents', {
  id: text().primaryKey(),
  payment_id: text().notNull().references(() => payments.id),
  operation_id: text().notNull().references(() => operations.id),
  ordinal: smallInt().notNull(),
  state: text({ enum: consentStates }).notNull(),
  ended_as: text({ enum: consentEnds }),
  finish_hash: text().notNull(),
  link: text(),
  link_expires_at: instant(),
  ready_at: instant(),
  debit_asset: assetText(),
  debit: minorUnits(),
  receive_asset: assetText(),
  receive: minorUnits(),
  incoming_reference: text(),
  quote_reference: text(),
  quote_expires_at: instant(),
  box: json<Sealed>().notNull(),
  failure_text: text(),
  tries: smallInt().notNull(),
  due_at: instant().notNull(),
  created_at: instant().notNull(),
  returned_at: instant(),
  ended_at: instant(),
  closed_at: instant(),
  version: smallInt().notNull(),
  row_hash: text().notNull(),
}, (row) => [
  uniqueIndex('consents_in_order').on(row.payment_id, row.ordinal),
  uniqueIndex('consents_by_finish').on(row.finish_hash),
  // At most one link of a payment works at a time.
  uniqueIndex('consents_one_alive').on(row.payment_id).where(sql`state <> 'ended'`),
  index('consents_by_operation').on(row.operation_id),
  oneOf('consents_state', row.state, consentStates),
  oneOf('consents_ended_as', row.ended_as, consentEnds),
  check('consents_end_has_reason', sql`(state = 'ended') = (ended_as is not null)`),
  check('consents_amounts_whole', sql`(debit is null) = (debit_asset is null)
    and (receive is null) = (receive_asset is null)`),
  check('consents_version', sql`ordinal >= 1 and version >= 1`),
]);
