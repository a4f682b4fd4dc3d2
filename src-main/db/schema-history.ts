/** The tables of what happened and what waits: events, attempts, audit, attention, deliveries. */
import { sql } from 'drizzle-orm';
import {
  check, index, integer, primaryKey, sqliteTable, text, uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import {
  attentionReasonNames, attentionReasons, attentionStages, type AttentionReason,
} from '../engine/domain/attention.ts';
import { noticeKinds, noticeSubjects } from '../engine/domain/notice.ts';
import { operationKinds } from '../engine/domain/operation.ts';
import { bodyEncodings, inboxKinds, inboxStates } from '../engine/domain/records.ts';
import type { RefusalCode } from '../engine/domain/refusals.ts';
import { instant, json, minorUnits, smallInt } from './columns.ts';
import { oneOf } from './schema-checks.ts';
import { apiKeys, connections, marketplaces, operators } from './schema-directory.ts';
import { operations, payments } from './schema-payments.ts';

const actorKinds = ['operator', 'api-key', 'engine', 'provider'] as const;
const attentionGroups = [...new Set(Object.values(attentionReasons))];
const attentionSubjects = ['payment', 'batch', 'delivery', 'work'] as const;
const deliveryStates = ['waiting', 'delivered', 'dead'] as const;

/** Append-only. `seq` rises over all payments; event streams resume from it. */
export const events = sqliteTable('events', {
  seq: smallInt().primaryKey(),
  payment_id: text().notNull().references(() => payments.id),
  // The payment's, repeated here so that a marketplace's stream is one index range.
  marketplace_id: text().notNull(),
  at: instant().notNull(),
  kind: text().notNull(),
  actor_kind: text({ enum: actorKinds }).notNull(),
  actor_id: text().notNull(),
  actor_name: text().notNull(),
  operation_id: text(),
  operation_kind: text({ enum: operationKinds }),
  from_state: text(),
  to_state: text(),
  text: text().notNull(),
}, (row) => [
  index('events_by_payment').on(row.payment_id),
  index('events_by_marketplace').on(row.marketplace_id),
  oneOf('events_actor_kind', row.actor_kind, actorKinds),
  oneOf('events_operation_kind', row.operation_kind, operationKinds),
]);

/** The journal of tries: written before the first byte leaves, ended once with the outcome. */
export const attempts = sqliteTable('attempts', {
  id: text().primaryKey(),
  operation_id: text().notNull().references(() => operations.id),
  payment_id: text().notNull().references(() => payments.id),
  connection_id: text().notNull().references(() => connections.id),
  number: smallInt().notNull(),
  purpose: text({ enum: ['send', 'inquire'] }).notNull(),
  key: text().notNull(),
  request_digest: text().notNull(),
  deadline_at: instant().notNull(),
  started_at: instant().notNull(),
  ended_at: instant(),
  outcome: text(),
  request: text().notNull(),
  response: text().notNull(),
}, (row) => [
  index('attempts_by_operation').on(row.operation_id, row.started_at),
  oneOf('attempts_purpose', row.purpose, ['send', 'inquire']),
]);

/**
 * How often the provider was asked about an operation, answers that say the same as before
 * included, which are no attempts of their own.
 */
export const inquiries = sqliteTable('inquiries', {
  operation_id: text().primaryKey().references(() => operations.id),
  asked: smallInt().notNull(),
  last_asked_at: instant().notNull(),
  last_answer: text().notNull(),
});

/**
 * The hash chain (R10), append-only. `entry` is the canonical JSON of everything that it says,
 * its own number and `rowsHash` included; `hash` is SHA-256 over 0x00, `previous_hash` and it.
 */
export const audit = sqliteTable('audit', {
  seq: smallInt().primaryKey(),
  subject_id: text().notNull(),
  entry: text().notNull(),
  previous_hash: text().notNull(),
  hash: text().notNull(),
}, (row) => [
  index('audit_by_subject').on(row.subject_id),
]);

export const attention = sqliteTable('attention', {
  id: text().primaryKey(),
  subject: text({ enum: attentionSubjects }).notNull(),
  subject_id: text().notNull(),
  reason: text().$type<AttentionReason>().notNull(),
  // Follows from the reason; stored for the index.
  attention_group: text().notNull(),
  stage: text({ enum: attentionStages }).notNull().default('now'),
  text: text().notNull(),
  deadline_at: instant(),
  // The deadline for the order, or the end of time where there is none (db/attention.ts).
  due_at: instant().notNull(),
  opened_at: instant().notNull(),
  closed_at: instant(),
  claimed_by: text(),
}, (row) => [
  index('attention_of_subject').on(row.subject_id, row.opened_at, row.id)
    .where(sql`closed_at is null`),
  index('attention_open').on(row.stage, row.opened_at, row.id).where(sql`closed_at is null`),
  index('attention_due').on(row.stage, row.due_at, row.opened_at, row.id)
    .where(sql`closed_at is null`),
  index('attention_due_by_group')
    .on(row.stage, row.attention_group, row.due_at, row.opened_at, row.id)
    .where(sql`closed_at is null`),
  index('attention_due_by_reason').on(row.reason, row.due_at, row.opened_at, row.id)
    .where(sql`closed_at is null`),
  index('attention_claimed').on(row.due_at, row.opened_at, row.id)
    .where(sql`closed_at is null and claimed_by is not null`),
  oneOf('attention_subject', row.subject, attentionSubjects),
  oneOf('attention_reason', row.reason, attentionReasonNames),
  oneOf('attention_group_known', row.attention_group, attentionGroups),
  oneOf('attention_stage', row.stage, attentionStages),
]);

/** Payments with open attention items, for the list of those; kept as items open and close. */
export const waiting = sqliteTable('waiting', {
  payment_seq: integer().primaryKey().references(() => payments.seq),
  created_at: instant().notNull(),
  items: smallInt().notNull(),
}, (row) => [
  index('waiting_by_created').on(row.created_at),
  check('waiting_items', sql`items > 0`),
]);

/** What happened by itself and concerns people without asking anything of them. */
export const notices = sqliteTable('notices', {
  id: text().primaryKey(),
  kind: text({ enum: noticeKinds }).notNull(),
  subject: text({ enum: noticeSubjects }).notNull(),
  subject_id: text().notNull(),
  text: text().notNull(),
  at: instant().notNull(),
}, (row) => [
  index('notices_by_time').on(row.at, row.id),
  oneOf('notices_kind', row.kind, noticeKinds),
  oneOf('notices_subject', row.subject, noticeSubjects),
]);

/**
 * What an operator has read in the inbox: a notice, or an attention item as it was opened
 * (`inboxKey`). The key `*` stands for everything up to `read_at`.
 */
export const inboxReads = sqliteTable('inbox_reads', {
  operator_id: text().notNull().references(() => operators.id),
  item_key: text().notNull(),
  read_at: instant().notNull(),
}, (row) => [
  primaryKey({ columns: [row.operator_id, row.item_key] }),
]);

export const deliveries = sqliteTable('deliveries', {
  id: text().primaryKey(),
  marketplace_id: text().notNull().references(() => marketplaces.id),
  endpoint_id: text().notNull(),
  url: text().notNull(),
  type: text().notNull(),
  payment_id: text().references(() => payments.id),
  body: text().notNull(),
  state: text({ enum: deliveryStates }).notNull(),
  tries: smallInt().notNull(),
  created_at: instant().notNull(),
  last_tried_at: instant(),
  delivered_at: instant(),
  response_status: smallInt(),
  response_body: text().notNull(),
  replay_of: text(),
  version: smallInt().notNull(),
}, (row) => [
  index('deliveries_by_created').on(row.created_at, row.id),
  index('deliveries_by_state').on(row.state, row.created_at, row.id),
  index('deliveries_by_endpoint').on(row.endpoint_id, row.created_at, row.id),
  index('deliveries_by_type').on(row.type, row.created_at, row.id),
  index('deliveries_by_response').on(row.response_status, row.created_at, row.id),
  index('deliveries_by_payment').on(row.payment_id, row.created_at, row.id),
  index('deliveries_by_marketplace').on(row.marketplace_id, row.created_at, row.id),
  index('deliveries_by_marketplace_state')
    .on(row.marketplace_id, row.state, row.created_at, row.id),
  oneOf('deliveries_state', row.state, deliveryStates),
]);

/** Incoming webhooks as they came; the unique index is what "processed once per id" rests on. */
export const inbox = sqliteTable('inbox', {
  id: text().primaryKey(),
  marketplace_id: text().notNull().references(() => marketplaces.id),
  message_id: text().notNull(),
  sent_at: instant().notNull(),
  received_at: instant().notNull(),
  headers: json<Readonly<Record<string, string>>>().notNull(),
  body: text().notNull(),
  body_encoding: text({ enum: bodyEncodings }).notNull(),
  body_hash: text().notNull(),
  state: text({ enum: inboxStates }).notNull(),
  code: text().$type<RefusalCode>(),
  detail: text().notNull(),
  // No foreign key: a refused message may name a job that is not there.
  job_id: text(),
  processed_at: instant(),
  version: smallInt().notNull(),
  // Later: what it announces; empty in rows of before, which announce how a job stands.
  kind: text({ enum: inboxKinds }),
}, (row) => [
  uniqueIndex('inbox_message_once').on(row.marketplace_id, row.message_id),
  index('inbox_by_received').on(row.received_at, row.id),
  index('inbox_by_state').on(row.state, row.received_at, row.id),
  // The dead letters of task announcements, of one marketplace.
  index('inbox_tasks').on(row.marketplace_id, row.state, row.received_at, row.id)
    .where(sql`kind = 'task'`),
  // The messages about a job, for its evidence; most name one.
  index('inbox_by_job').on(row.job_id, row.received_at, row.id),
  oneOf('inbox_state', row.state, inboxStates),
  oneOf('inbox_body_encoding', row.body_encoding, bodyEncodings),
  check('inbox_ended_once_read', sql`(state = 'waiting') = (processed_at is null)`),
  check('inbox_refused_with_code', sql`(state = 'refused') = (code is not null)`),
]);

export const idempotency = sqliteTable('idempotency', {
  api_key_id: text().notNull().references(() => apiKeys.id),
  route: text().notNull(),
  key: text().notNull(),
  fingerprint: text().notNull(),
  subject_id: text().notNull(),
  status: smallInt(),
  body: text(),
  created_at: instant().notNull(),
}, (row) => [
  primaryKey({ columns: [row.api_key_id, row.route, row.key] }),
]);

/** Every number on a screen, kept by the commits that change it. */
export const counters = sqliteTable('counters', {
  name: text().primaryKey(),
  count: smallInt().notNull(),
  minor: minorUnits().notNull(),
});
