/** The tables of those who take part (marketplaces, connections, keys, operators), and settings. */
import { sql } from 'drizzle-orm';
import { check, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { MarketplacePolicy } from '../engine/domain/policy.ts';
import { expiryOwners, railNames } from '../engine/domain/rails.ts';
import {
  operatorRoles, type ApiScope, type InboundSecret, type Sealed, type WebhookEndpoint,
} from '../engine/domain/records.ts';
import { instant, json, minorUnits, smallInt, yesNo } from './columns.ts';
import { oneOf } from './schema-checks.ts';

export const marketplaces = sqliteTable('marketplaces', {
  id: text().primaryKey(),
  name: text().notNull(),
  refund_addresses: json<Readonly<Record<string, string>>>().notNull(),
  webhooks: json<readonly WebhookEndpoint[]>().notNull(),
  inbound_secrets: json<readonly InboundSecret[]>().notNull(),
  policy: json<MarketplacePolicy>().notNull(),
  created_at: instant().notNull(),
  version: smallInt().notNull(),
}, (row) => [
  uniqueIndex('marketplaces_name_once').on(sql`lower(${row.name})`),
]);

export const connections = sqliteTable('connections', {
  id: text().primaryKey(),
  rail: text({ enum: railNames }).notNull(),
  name: text().notNull(),
  mode: text({ enum: ['sandbox', 'live'] }).notNull(),
  enabled: yesNo().notNull(),
  priority: smallInt().notNull(),
  base_url: text().notNull(),
  config: json<Readonly<Record<string, string | number | boolean>>>().notNull(),
  secrets: json<Readonly<Record<string, Sealed>>>().notNull(),
  expiry_owner: text({ enum: expiryOwners }).notNull(),
  concurrency_max: smallInt().notNull(),
  calls_per_second_max: smallInt(),
  deadline_ms: smallInt().notNull(),
  created_at: instant().notNull(),
  version: smallInt().notNull(),
}, (row) => [
  uniqueIndex('connections_name_once').on(sql`lower(${row.name})`),
  oneOf('connections_rail', row.rail, railNames),
  oneOf('connections_mode', row.mode, ['sandbox', 'live']),
  oneOf('connections_expiry_owner', row.expiry_owner, expiryOwners),
  check('connections_enabled', sql`enabled in (0, 1)`),
]);

export const apiKeys = sqliteTable('api_keys', {
  id: text().primaryKey(),
  marketplace_id: text().notNull().references(() => marketplaces.id),
  name: text().notNull(),
  secret_hash: text().notNull(),
  scopes: json<readonly ApiScope[]>().notNull(),
  created_at: instant().notNull(),
  expires_at: instant(),
  last_used_at: instant(),
  revoked_at: instant(),
  version: smallInt().notNull(),
}, (row) => [
  // A revoked key gives its name free.
  uniqueIndex('api_keys_name_once').on(row.marketplace_id, row.name)
    .where(sql`revoked_at is null`),
  uniqueIndex('api_keys_secret_once').on(row.secret_hash),
]);

export const operators = sqliteTable('operators', {
  id: text().primaryKey(),
  name: text().notNull(),
  role: text({ enum: operatorRoles }).notNull(),
  password_hash: text().notNull(),
  must_change_password: yesNo().notNull().default(false),
  code: json<Sealed>(),
  code_step: smallInt(),
  recovery_hash: text(),
  failed_attempts: smallInt().notNull(),
  locked_until: instant(),
  signed_in_at: instant(),
  created_at: instant().notNull(),
  disabled_at: instant(),
  version: smallInt().notNull(),
}, (row) => [
  uniqueIndex('operators_name_once').on(sql`lower(${row.name})`),
  oneOf('operators_role', row.role, operatorRoles),
]);

export const limits = sqliteTable('limits', {
  key: text().primaryKey(),
  count: smallInt().notNull(),
  minor: minorUnits().notNull(),
  version: smallInt().notNull(),
}, () => [check('limits_not_negative', sql`count >= 0 and minor >= 0`)]);

export const settings = sqliteTable('settings', {
  key: text().primaryKey(),
  value: text().notNull(),
});
