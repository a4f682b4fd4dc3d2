/**
 * Payees as payments name them, with the numbers that screens show of them. Triggers keep these
 * tables as payments are written (migration `keep_payees`): they follow from the payments alone and
 * are part of the same commit, whoever writes it.
 */
import {
  index, integer, primaryKey, sqliteTable, text, uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { railNames } from '../engine/domain/rails.ts';
import { assetText, instant, minorUnits, smallInt } from './columns.ts';
import { oneOf } from './schema-checks.ts';

export const payees = sqliteTable('payees', {
  /** The row's own number, for full text; never shown. */
  seq: integer().primaryKey(),
  payee: text().notNull(),
  payments: smallInt().notNull(),
  open: smallInt().notNull(),
  paid: smallInt().notNull(),
  refunded: smallInt().notNull(),
  failed: smallInt().notNull(),
  first_seen_at: instant().notNull(),
  last_seen_at: instant().notNull(),
  last_paid_at: instant(),
}, (row) => [
  uniqueIndex('payees_once').on(row.payee),
  index('payees_by_last_seen').on(row.last_seen_at),
]);

export const payeeTotals = sqliteTable('payee_totals', {
  payee_seq: integer().notNull().references(() => payees.seq),
  asset: assetText().notNull(),
  payments: smallInt().notNull(),
  held: minorUnits().notNull(),
  released: minorUnits().notNull(),
  refunded: minorUnits().notNull(),
}, (row) => [primaryKey({ columns: [row.payee_seq, row.asset] })]);

export const payeeAccounts = sqliteTable('payee_accounts', {
  payee_seq: integer().notNull().references(() => payees.seq),
  rail: text({ enum: railNames }).notNull(),
  account: text().notNull(),
  payments: smallInt().notNull(),
  first_seen_at: instant().notNull(),
  last_seen_at: instant().notNull(),
}, (row) => [
  primaryKey({ columns: [row.payee_seq, row.rail, row.account] }),
  oneOf('payee_accounts_rail', row.rail, railNames),
]);
