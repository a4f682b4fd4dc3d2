/** The tables of what is to be done: jobs, batches and the runner's due work. */
import { sql } from 'drizzle-orm';
import {
  index, primaryKey, sqliteTable, text, uniqueIndex, type AnySQLiteColumn,
} from 'drizzle-orm/sqlite-core';
import { batchItemStates, batchStates } from '../engine/domain/batch.ts';
import { jobStates } from '../engine/domain/job.ts';
import { workKinds } from '../engine/domain/work.ts';
import { instant, smallInt } from './columns.ts';
import { oneOf } from './schema-checks.ts';
import { marketplaces } from './schema-directory.ts';
import { payments } from './schema-payments.ts';

/**
 * `job` of the source documents (S0-057, S0-058): `payment_id` is a foreign key; `payment_status`
 * is the status of that payment and is not stored twice.
 */
export const jobs = sqliteTable('jobs', {
  id: text().primaryKey(),
  marketplace_id: text().notNull().references(() => marketplaces.id),
  state: text({ enum: jobStates }).notNull(),
  payload: text().notNull(),
  ttl_ms: smallInt().notNull(),
  expires_at: instant().notNull(),
  payment_id: text().references(() => payments.id),
  reason: text().notNull(),
  created_at: instant().notNull(),
  updated_at: instant().notNull(),
  ended_at: instant(),
  version: smallInt().notNull(),
}, (row) => [
  index('jobs_by_created').on(row.created_at, row.id),
  index('jobs_by_state').on(row.state, row.created_at, row.id),
  index('jobs_by_marketplace').on(row.marketplace_id, row.created_at, row.id),
  index('jobs_by_marketplace_state')
    .on(row.marketplace_id, row.state, row.created_at, row.id),
  oneOf('jobs_state', row.state, jobStates),
]);

export const batches = sqliteTable('batches', {
  id: text().primaryKey(),
  marketplace_id: text().references(() => marketplaces.id),
  act: text({ enum: ['release', 'refund'] }).notNull(),
  reason: text().notNull(),
  state: text({ enum: batchStates }).notNull(),
  requested_by: text().notNull(),
  total: smallInt().notNull(),
  created_at: instant().notNull(),
  updated_at: instant().notNull(),
  finished_at: instant(),
  version: smallInt().notNull(),
  // The batch whose failed items this one tries again.
  retry_of: text().references((): AnySQLiteColumn => batches.id),
}, (row) => [
  index('batches_by_retry').on(row.retry_of).where(sql`retry_of is not null`),
  index('batches_by_created').on(row.created_at, row.id),
  index('batches_by_state').on(row.state, row.created_at),
  oneOf('batches_act', row.act, ['release', 'refund']),
  oneOf('batches_state', row.state, batchStates),
]);

export const batchItems = sqliteTable('batch_items', {
  batch_id: text().notNull().references(() => batches.id),
  position: smallInt().notNull(),
  payment_id: text().notNull().references(() => payments.id),
  state: text({ enum: batchItemStates }).notNull(),
  operation_id: text(),
  detail: text().notNull(),
}, (row) => [
  primaryKey({ columns: [row.batch_id, row.position] }),
  uniqueIndex('batch_items_payment_once').on(row.batch_id, row.payment_id),
  index('batch_items_by_state').on(row.batch_id, row.state, row.position),
  oneOf('batch_items_state', row.state, batchItemStates),
]);

/** What the runner does by itself. Hashed, since a row moved in time moves money. */
export const work = sqliteTable('work', {
  id: text().primaryKey(),
  kind: text({ enum: workKinds }).notNull(),
  subject_id: text().notNull(),
  payment_id: text(),
  connection_id: text(),
  due_at: instant().notNull(),
  lease_until: instant(),
  tries: smallInt().notNull(),
  last_error: text(),
  dead_at: instant(),
  row_hash: text().notNull(),
}, (row) => [
  index('work_due').on(row.connection_id, row.due_at)
    .where(sql`dead_at is null and lease_until is null`),
  index('work_leased').on(row.connection_id, row.lease_until)
    .where(sql`dead_at is null and lease_until is not null`),
  index('work_of_payment').on(row.payment_id, row.due_at).where(sql`payment_id is not null`),
  index('work_dead').on(row.dead_at, row.id).where(sql`dead_at is not null`),
  index('work_dead_by_kind').on(row.kind, row.dead_at).where(sql`dead_at is not null`),
  oneOf('work_kind', row.kind, workKinds),
]);

