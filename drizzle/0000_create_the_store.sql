CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`marketplace_id` text NOT NULL,
	`name` text NOT NULL,
	`secret_hash` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`last_used_at` integer,
	`revoked_at` integer,
	`version` integer NOT NULL,
	FOREIGN KEY (`marketplace_id`) REFERENCES `marketplaces`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_name_once` ON `api_keys` (`marketplace_id`,`name`) WHERE revoked_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_secret_once` ON `api_keys` (`secret_hash`);--> statement-breakpoint
CREATE TABLE `connections` (
	`id` text PRIMARY KEY NOT NULL,
	`rail` text NOT NULL,
	`name` text NOT NULL,
	`mode` text NOT NULL,
	`enabled` integer NOT NULL,
	`priority` integer NOT NULL,
	`base_url` text NOT NULL,
	`config` text NOT NULL,
	`secrets` text NOT NULL,
	`expiry_owner` text NOT NULL,
	`concurrency_max` integer NOT NULL,
	`deadline_ms` integer NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer NOT NULL,
	CONSTRAINT "connections_rail" CHECK("rail" in ('bitcoin', 'aitbc')),
	CONSTRAINT "connections_mode" CHECK("mode" in ('sandbox', 'live')),
	CONSTRAINT "connections_expiry_owner" CHECK("expiry_owner" in ('paydesk', 'provider', 'unknown')),
	CONSTRAINT "connections_enabled" CHECK(enabled in (0, 1))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `connections_name_once` ON `connections` (lower("name"));--> statement-breakpoint
CREATE TABLE `limits` (
	`key` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`minor` integer NOT NULL,
	`version` integer NOT NULL,
	CONSTRAINT "limits_not_negative" CHECK(count >= 0 and minor >= 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `marketplaces` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`refund_addresses` text NOT NULL,
	`webhooks` text NOT NULL,
	`inbound_secrets` text NOT NULL,
	`policy` text NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `marketplaces_name_once` ON `marketplaces` (lower("name"));--> statement-breakpoint
CREATE TABLE `operators` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`password_hash` text NOT NULL,
	`failed_attempts` integer NOT NULL,
	`locked_until` integer,
	`created_at` integer NOT NULL,
	`disabled_at` integer,
	`version` integer NOT NULL,
	CONSTRAINT "operators_role" CHECK("role" in ('viewer', 'operator', 'approver', 'admin'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `operators_name_once` ON `operators` (lower("name"));--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `attempts` (
	`id` text PRIMARY KEY NOT NULL,
	`operation_id` text NOT NULL,
	`payment_id` text NOT NULL,
	`connection_id` text NOT NULL,
	`number` integer NOT NULL,
	`purpose` text NOT NULL,
	`key` text NOT NULL,
	`request_digest` text NOT NULL,
	`deadline_at` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`outcome` text,
	`request` text NOT NULL,
	`response` text NOT NULL,
	FOREIGN KEY (`operation_id`) REFERENCES `operations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "attempts_purpose" CHECK("purpose" in ('send', 'inquire'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `attempts_by_operation` ON `attempts` (`operation_id`,`started_at`);--> statement-breakpoint
CREATE TABLE `attention` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`subject_id` text NOT NULL,
	`reason` text NOT NULL,
	`attention_group` text NOT NULL,
	`text` text NOT NULL,
	`deadline_at` integer,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`claimed_by` text,
	CONSTRAINT "attention_subject" CHECK("subject" in ('payment', 'batch', 'delivery', 'work')),
	CONSTRAINT "attention_reason" CHECK("reason" in ('outcome-unclear', 'dead-letter', 'hold-rejected', 'release-rejected', 'refund-rejected', 'refund-address-missing', 'expiry-decision', 'expiring-soon', 'purchase-rejected', 'batch-paused', 'webhook-undelivered', 'work-broken', 'contradiction')),
	CONSTRAINT "attention_group_known" CHECK("attention_group" in ('check', 'decide', 'fix'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `attention_of_subject` ON `attention` (`subject_id`,`opened_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `attention_open` ON `attention` (`opened_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `attention_open_by_group` ON `attention` (`attention_group`,`opened_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY NOT NULL,
	`subject_id` text NOT NULL,
	`entry` text NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_by_subject` ON `audit` (`subject_id`);--> statement-breakpoint
CREATE TABLE `counters` (
	`name` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`minor` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`marketplace_id` text NOT NULL,
	`endpoint_id` text NOT NULL,
	`url` text NOT NULL,
	`type` text NOT NULL,
	`payment_id` text,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`tries` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_tried_at` integer,
	`delivered_at` integer,
	`response_status` integer,
	`response_body` text NOT NULL,
	`replay_of` text,
	`version` integer NOT NULL,
	FOREIGN KEY (`marketplace_id`) REFERENCES `marketplaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "deliveries_state" CHECK("state" in ('waiting', 'delivered', 'dead'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `deliveries_by_created` ON `deliveries` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `deliveries_by_state` ON `deliveries` (`state`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `deliveries_by_marketplace` ON `deliveries` (`marketplace_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `deliveries_by_marketplace_state` ON `deliveries` (`marketplace_id`,`state`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `events` (
	`seq` integer PRIMARY KEY NOT NULL,
	`payment_id` text NOT NULL,
	`marketplace_id` text NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text NOT NULL,
	`actor_name` text NOT NULL,
	`operation_id` text,
	`operation_kind` text,
	`from_state` text,
	`to_state` text,
	`text` text NOT NULL,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "events_actor_kind" CHECK("actor_kind" in ('operator', 'api-key', 'engine', 'provider')),
	CONSTRAINT "events_operation_kind" CHECK("operation_kind" in ('hold', 'release', 'refund', 'payout', 'purchase'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `events_by_payment` ON `events` (`payment_id`);--> statement-breakpoint
CREATE INDEX `events_by_marketplace` ON `events` (`marketplace_id`);--> statement-breakpoint
CREATE TABLE `idempotency` (
	`api_key_id` text NOT NULL,
	`route` text NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`subject_id` text NOT NULL,
	`status` integer,
	`body` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`api_key_id`, `route`, `key`),
	FOREIGN KEY (`api_key_id`) REFERENCES `api_keys`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `inbox` (
	`id` text PRIMARY KEY NOT NULL,
	`marketplace_id` text NOT NULL,
	`message_id` text NOT NULL,
	`sent_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`headers` text NOT NULL,
	`body` text NOT NULL,
	`body_encoding` text NOT NULL,
	`body_hash` text NOT NULL,
	`state` text NOT NULL,
	`code` text,
	`detail` text NOT NULL,
	`job_id` text,
	`processed_at` integer,
	`version` integer NOT NULL,
	FOREIGN KEY (`marketplace_id`) REFERENCES `marketplaces`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "inbox_state" CHECK("state" in ('waiting', 'processed', 'refused')),
	CONSTRAINT "inbox_body_encoding" CHECK("body_encoding" in ('utf-8', 'base64')),
	CONSTRAINT "inbox_ended_once_read" CHECK((state = 'waiting') = (processed_at is null)),
	CONSTRAINT "inbox_refused_with_code" CHECK((state = 'refused') = (code is not null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_message_once` ON `inbox` (`marketplace_id`,`message_id`);--> statement-breakpoint
CREATE INDEX `inbox_by_received` ON `inbox` (`received_at`,`id`);--> statement-breakpoint
CREATE INDEX `inbox_by_state` ON `inbox` (`state`,`received_at`,`id`);--> statement-breakpoint
CREATE TABLE `waiting` (
	`payment_seq` integer PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL,
	`items` integer NOT NULL,
	FOREIGN KEY (`payment_seq`) REFERENCES `payments`(`seq`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "waiting_items" CHECK(items > 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `waiting_by_created` ON `waiting` (`created_at`);--> statement-breakpoint
CREATE TABLE `balances` (
	`connection_id` text NOT NULL,
	`account` text NOT NULL,
	`asset` text NOT NULL,
	`balance` integer NOT NULL,
	PRIMARY KEY(`connection_id`, `account`, `asset`),
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "balances_account" CHECK("account" in ('payer', 'escrow', 'treasury', 'payee', 'fees', 'network-fees', 'exchange-clearing', 'suspense')),
	CONSTRAINT "balances_not_below_zero" CHECK(account not in ('escrow', 'suspense') or balance >= 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `escrows` (
	`id` text PRIMARY KEY NOT NULL,
	`payment_id` text NOT NULL,
	`connection_id` text NOT NULL,
	`reference` text NOT NULL,
	`asset` text NOT NULL,
	`amount` integer NOT NULL,
	`state` text NOT NULL,
	`expires_at` integer NOT NULL,
	`warned_at` integer,
	`expired_at` integer,
	`decision_needed` text,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	`version` integer NOT NULL,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "escrows_state" CHECK("state" in ('active', 'released', 'refunded')),
	CONSTRAINT "escrows_amount_positive" CHECK(amount > 0 and version >= 1)
) STRICT;
--> statement-breakpoint
CREATE INDEX `escrows_by_payment` ON `escrows` (`payment_id`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `escrows_reference_once` ON `escrows` (`connection_id`,`reference`) WHERE state = 'active';--> statement-breakpoint
CREATE INDEX `escrows_ending` ON `escrows` (`expires_at`,`id`) WHERE state = 'active';--> statement-breakpoint
CREATE TABLE `operations` (
	`id` text PRIMARY KEY NOT NULL,
	`payment_id` text NOT NULL,
	`kind` text NOT NULL,
	`ordinal` integer NOT NULL,
	`key` text NOT NULL,
	`state` text NOT NULL,
	`asset` text NOT NULL,
	`amount` integer NOT NULL,
	`account` text,
	`reason` text NOT NULL,
	`connection_id` text,
	`reference` text,
	`evidence_kind` text,
	`evidence_reference` text,
	`evidence_word` text,
	`evidence_raw` text,
	`failure_code` text,
	`failure_text` text,
	`tries` integer NOT NULL,
	`dead_at` integer,
	`missing_readings` integer NOT NULL,
	`missing_since` integer,
	`retry_of` text,
	`batch_id` text,
	`requested_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`dispatched_at` integer,
	`deadline_at` integer,
	`ended_at` integer,
	`version` integer NOT NULL,
	`row_hash` text NOT NULL,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "operations_kind" CHECK("kind" in ('hold', 'release', 'refund', 'payout', 'purchase')),
	CONSTRAINT "operations_state" CHECK("state" in ('planned', 'scheduled', 'dispatching', 'submitted', 'unclear', 'settled', 'rejected', 'cancelled')),
	CONSTRAINT "operations_evidence_kind" CHECK("evidence_kind" in ('transaction', 'escrow-state', 'escrow-address', 'balance-credit', 'operator-statement')),
	CONSTRAINT "operations_amount_positive" CHECK(amount > 0),
	CONSTRAINT "operations_ordinal" CHECK(ordinal >= 1 and version >= 1),
	CONSTRAINT "operations_settled_has_evidence" CHECK(state <> 'settled' or (evidence_kind is not null and evidence_reference is not null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `operations_in_order` ON `operations` (`payment_id`,`ordinal`);--> statement-breakpoint
CREATE UNIQUE INDEX `operations_key_once` ON `operations` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `operations_one_open` ON `operations` (`payment_id`) WHERE state in ('scheduled', 'dispatching', 'submitted', 'unclear');--> statement-breakpoint
CREATE UNIQUE INDEX `operations_evidence_once` ON `operations` (`connection_id`,`evidence_reference`) WHERE evidence_kind = 'transaction';--> statement-breakpoint
CREATE INDEX `operations_dispatching` ON `operations` (`due_at`) WHERE state = 'dispatching';--> statement-breakpoint
CREATE TABLE `payments` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`marketplace_id` text NOT NULL,
	`job_id` text,
	`external_id` text,
	`rail` text NOT NULL,
	`connection_id` text,
	`asset` text NOT NULL,
	`amount` integer NOT NULL,
	`held` integer NOT NULL,
	`released` integer NOT NULL,
	`refunded` integer NOT NULL,
	`in_motion` integer NOT NULL,
	`status` text NOT NULL,
	`payer` text NOT NULL,
	`payer_account` text,
	`payee` text NOT NULL,
	`payee_account` text,
	`refund_address` text,
	`on_expiry` text NOT NULL,
	`escrow_timeout_ms` integer NOT NULL,
	`link_kind` text,
	`link_payment_id` text,
	`purchase_id` text,
	`abandoned_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`escrowed_at` integer,
	`released_at` integer,
	`refunded_at` integer,
	`expires_at` integer,
	`version` integer NOT NULL,
	`row_hash` text NOT NULL,
	FOREIGN KEY (`marketplace_id`) REFERENCES `marketplaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`link_payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payments_rail" CHECK("rail" in ('bitcoin', 'aitbc')),
	CONSTRAINT "payments_status" CHECK("status" in ('requested', 'holding', 'escrowed', 'releasing', 'refunding', 'unclear', 'stalled', 'released', 'refunded', 'cancelled', 'failed')),
	CONSTRAINT "payments_on_expiry" CHECK("on_expiry" in ('refund', 'release', 'ask')),
	CONSTRAINT "payments_link_kind" CHECK("link_kind" in ('migrated-from')),
	CONSTRAINT "payments_link_whole" CHECK((link_kind is null) = (link_payment_id is null)),
	CONSTRAINT "payments_amount_positive" CHECK(amount > 0),
	CONSTRAINT "payments_within_held" CHECK(held >= 0 and released >= 0 and refunded >= 0
    and in_motion >= 0 and released + refunded + in_motion <= held),
	CONSTRAINT "payments_version" CHECK(version >= 1)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `payments_by_id` ON `payments` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `payments_reference_once` ON `payments` (`marketplace_id`,`external_id`) WHERE external_id is not null;--> statement-breakpoint
CREATE INDEX `payments_by_job` ON `payments` (`job_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_created` ON `payments` (`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_status` ON `payments` (`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_rail` ON `payments` (`rail`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_rail_status` ON `payments` (`rail`,`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_marketplace` ON `payments` (`marketplace_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_marketplace_status` ON `payments` (`marketplace_id`,`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_connection` ON `payments` (`connection_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_connection_status` ON `payments` (`connection_id`,`status`,`created_at`);--> statement-breakpoint
CREATE TABLE `postings` (
	`id` text PRIMARY KEY NOT NULL,
	`payment_id` text NOT NULL,
	`operation_id` text NOT NULL,
	`connection_id` text NOT NULL,
	`account` text NOT NULL,
	`asset` text NOT NULL,
	`delta` integer NOT NULL,
	`at` integer NOT NULL,
	`row_hash` text NOT NULL,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`operation_id`) REFERENCES `operations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "postings_account" CHECK("account" in ('payer', 'escrow', 'treasury', 'payee', 'fees', 'network-fees', 'exchange-clearing', 'suspense'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `postings_by_payment` ON `postings` (`payment_id`);--> statement-breakpoint
CREATE TABLE `purchases` (
	`id` text PRIMARY KEY NOT NULL,
	`marketplace_id` text NOT NULL,
	`user_id` text NOT NULL,
	`payment_id` text NOT NULL,
	`exchange_connection_id` text NOT NULL,
	`status` text NOT NULL,
	`rate` text NOT NULL,
	`rate_as_of` integer NOT NULL,
	`btc_asset` text NOT NULL,
	`btc_amount` integer NOT NULL,
	`aitbc_asset` text NOT NULL,
	`aitbc_amount` integer NOT NULL,
	`aitbc_address` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`version` integer NOT NULL,
	FOREIGN KEY (`marketplace_id`) REFERENCES `marketplaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`exchange_connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "purchases_status" CHECK("status" in ('rate-locked', 'held', 'purchasing', 'credited', 'completed', 'refunding', 'refunded', 'frozen', 'failed')),
	CONSTRAINT "purchases_amounts_positive" CHECK(btc_amount > 0 and aitbc_amount > 0 and version >= 1)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `purchases_by_payment` ON `purchases` (`payment_id`);--> statement-breakpoint
CREATE INDEX `purchases_by_created` ON `purchases` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `purchases_by_user` ON `purchases` (`user_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `batch_items` (
	`batch_id` text NOT NULL,
	`position` integer NOT NULL,
	`payment_id` text NOT NULL,
	`state` text NOT NULL,
	`operation_id` text,
	`detail` text NOT NULL,
	PRIMARY KEY(`batch_id`, `position`),
	FOREIGN KEY (`batch_id`) REFERENCES `batches`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "batch_items_state" CHECK("state" in ('waiting', 'started', 'done', 'refused', 'rejected', 'unclear', 'stalled'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `batch_items_payment_once` ON `batch_items` (`batch_id`,`payment_id`);--> statement-breakpoint
CREATE INDEX `batch_items_by_state` ON `batch_items` (`batch_id`,`state`,`position`);--> statement-breakpoint
CREATE TABLE `batches` (
	`id` text PRIMARY KEY NOT NULL,
	`marketplace_id` text,
	`act` text NOT NULL,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`requested_by` text NOT NULL,
	`total` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`finished_at` integer,
	`version` integer NOT NULL,
	FOREIGN KEY (`marketplace_id`) REFERENCES `marketplaces`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "batches_act" CHECK("act" in ('release', 'refund')),
	CONSTRAINT "batches_state" CHECK("state" in ('running', 'paused', 'finished'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `batches_by_created` ON `batches` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `batches_by_state` ON `batches` (`state`,`created_at`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`marketplace_id` text NOT NULL,
	`state` text NOT NULL,
	`payload` text NOT NULL,
	`ttl_ms` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`payment_id` text,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`ended_at` integer,
	`version` integer NOT NULL,
	FOREIGN KEY (`marketplace_id`) REFERENCES `marketplaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "jobs_state" CHECK("state" in ('queued', 'running', 'completed', 'failed', 'cancelled', 'expired'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `jobs_by_created` ON `jobs` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_by_state` ON `jobs` (`state`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_by_marketplace` ON `jobs` (`marketplace_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_by_marketplace_state` ON `jobs` (`marketplace_id`,`state`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `work` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`payment_id` text,
	`connection_id` text,
	`due_at` integer NOT NULL,
	`lease_until` integer,
	`tries` integer NOT NULL,
	`last_error` text,
	`dead_at` integer,
	`row_hash` text NOT NULL,
	CONSTRAINT "work_kind" CHECK("kind" in ('dispatch', 'inquire', 'escrow-warning', 'escrow-expiry', 'job-expiry', 'deliver', 'batch', 'inbox'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `work_due` ON `work` (`connection_id`,`due_at`) WHERE dead_at is null and lease_until is null;--> statement-breakpoint
CREATE INDEX `work_leased` ON `work` (`connection_id`,`lease_until`) WHERE dead_at is null and lease_until is not null;--> statement-breakpoint
CREATE INDEX `work_of_payment` ON `work` (`payment_id`,`due_at`) WHERE payment_id is not null;--> statement-breakpoint
CREATE INDEX `work_dead` ON `work` (`dead_at`,`id`) WHERE dead_at is not null;--> statement-breakpoint
CREATE INDEX `work_dead_by_kind` ON `work` (`kind`,`dead_at`) WHERE dead_at is not null;