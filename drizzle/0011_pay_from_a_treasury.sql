-- Payouts from a treasury: payees' wallets, their scores, providers' hints; what a rail keeps of an
-- operation. `attention` is rebuilt for its closed list of reasons; it has no triggers.
CREATE TABLE `hints` (
	`id` text PRIMARY KEY NOT NULL,
	`connection_id` text NOT NULL,
	`message_id` text NOT NULL,
	`received_at` integer NOT NULL,
	`type` text NOT NULL,
	`headers` text NOT NULL,
	`body` text NOT NULL,
	`body_hash` text NOT NULL,
	`operation_id` text,
	`payment_id` text,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `hints_message_once` ON `hints` (`connection_id`,`message_id`);--> statement-breakpoint
CREATE INDEX `hints_by_received` ON `hints` (`received_at`,`id`);--> statement-breakpoint
CREATE INDEX `hints_by_payment` ON `hints` (`payment_id`,`received_at`) WHERE payment_id is not null;--> statement-breakpoint
CREATE TABLE `payee_wallets` (
	`id` text PRIMARY KEY NOT NULL,
	`marketplace_id` text NOT NULL,
	`reference` text NOT NULL,
	`name` text NOT NULL,
	`rail` text NOT NULL,
	`connection_id` text,
	`account` text NOT NULL,
	`origin` text NOT NULL,
	`provider_reference` text,
	`enabled` integer NOT NULL,
	`score` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`account_since` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`version` integer NOT NULL,
	`row_hash` text NOT NULL,
	FOREIGN KEY (`marketplace_id`) REFERENCES `marketplaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payee_wallets_rail" CHECK("rail" in ('bitcoin', 'aitbc', 'interledger', 'usdc')),
	CONSTRAINT "payee_wallets_origin" CHECK("origin" in ('created', 'imported')),
	CONSTRAINT "payee_wallets_enabled" CHECK(enabled in (0, 1)),
	CONSTRAINT "payee_wallets_score" CHECK(score >= 0),
	CONSTRAINT "payee_wallets_version" CHECK(version >= 1)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `payee_wallets_reference_once` ON `payee_wallets` (`marketplace_id`,`rail`,`reference`);--> statement-breakpoint
CREATE INDEX `payee_wallets_by_account` ON `payee_wallets` (`account`);--> statement-breakpoint
CREATE INDEX `payee_wallets_by_name` ON `payee_wallets` (`name`,`id`);--> statement-breakpoint
CREATE INDEX `payee_wallets_alike` ON `payee_wallets` (substr(lower(account), 1, 6),substr(lower(account), -4));--> statement-breakpoint
CREATE TABLE `reputation_events` (
	`payment_id` text NOT NULL,
	`wallet_id` text NOT NULL,
	`kind` text NOT NULL,
	`delta` integer NOT NULL,
	`before` integer NOT NULL,
	`after` integer NOT NULL,
	`related_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`payment_id`, `kind`),
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`wallet_id`) REFERENCES `payee_wallets`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reputation_kind" CHECK("kind" in ('task_completed'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `reputation_by_wallet` ON `reputation_events` (`wallet_id`,`at`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_attention` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`subject_id` text NOT NULL,
	`reason` text NOT NULL,
	`attention_group` text NOT NULL,
	`stage` text DEFAULT 'now' NOT NULL,
	`text` text NOT NULL,
	`deadline_at` integer,
	`due_at` integer NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`claimed_by` text,
	CONSTRAINT "attention_subject" CHECK("subject" in ('payment', 'batch', 'delivery', 'work')),
	CONSTRAINT "attention_reason" CHECK("reason" in ('outcome-unclear', 'dead-letter', 'hold-rejected', 'release-rejected', 'refund-rejected', 'refund-address-missing', 'expiry-decision', 'expiring-soon', 'purchase-rejected', 'consent-needed', 'paid-in-part', 'review-needed', 'payout-stuck', 'batch-paused', 'webhook-undelivered', 'work-broken', 'contradiction')),
	CONSTRAINT "attention_group_known" CHECK("attention_group" in ('check', 'decide', 'fix', 'approve')),
	CONSTRAINT "attention_stage" CHECK("stage" in ('now', 'waiting'))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_attention`("id", "subject", "subject_id", "reason", "attention_group", "stage", "text", "deadline_at", "due_at", "opened_at", "closed_at", "claimed_by") SELECT "id", "subject", "subject_id", "reason", "attention_group", "stage", "text", "deadline_at", "due_at", "opened_at", "closed_at", "claimed_by" FROM `attention`;--> statement-breakpoint
DROP TABLE `attention`;--> statement-breakpoint
ALTER TABLE `__new_attention` RENAME TO `attention`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `attention_of_subject` ON `attention` (`subject_id`,`opened_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `attention_open` ON `attention` (`stage`,`opened_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `attention_due` ON `attention` (`stage`,`due_at`,`opened_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `attention_due_by_group` ON `attention` (`stage`,`attention_group`,`due_at`,`opened_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `attention_due_by_reason` ON `attention` (`reason`,`due_at`,`opened_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `attention_claimed` ON `attention` (`due_at`,`opened_at`,`id`) WHERE closed_at is null and claimed_by is not null;--> statement-breakpoint
ALTER TABLE `inbox` ADD `kind` text;--> statement-breakpoint
CREATE INDEX `inbox_tasks` ON `inbox` (`marketplace_id`,`state`,`received_at`,`id`) WHERE kind = 'task';--> statement-breakpoint
ALTER TABLE `operations` ADD `memory` text;--> statement-breakpoint
ALTER TABLE `operations` ADD `stuck_at` integer;--> statement-breakpoint
ALTER TABLE `operations` ADD `network_fee_asset` text;--> statement-breakpoint
ALTER TABLE `operations` ADD `network_fee` integer;--> statement-breakpoint
ALTER TABLE `payments` ADD `fee` integer;--> statement-breakpoint
ALTER TABLE `payments` ADD `identity` text;--> statement-breakpoint
ALTER TABLE `payments` ADD `review` text;--> statement-breakpoint
ALTER TABLE `payments` ADD `wallet_id` text;--> statement-breakpoint
CREATE INDEX `payments_by_wallet` ON `payments` (`wallet_id`,`created_at`) WHERE wallet_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `payments_task_once` ON `payments` (`marketplace_id`,`offer_id`) WHERE wallet_id is not null and offer_id is not null
    and status not in ('failed', 'cancelled');--> statement-breakpoint
CREATE UNIQUE INDEX `payments_identity_once` ON `payments` (`marketplace_id`,`identity`) WHERE identity is not null and status not in ('failed', 'cancelled');--> statement-breakpoint
CREATE TRIGGER scores_are_never_changed BEFORE UPDATE ON reputation_events
BEGIN SELECT RAISE(ABORT, 'moves of a score are never changed'); END;
--> statement-breakpoint
CREATE TRIGGER scores_are_never_deleted BEFORE DELETE ON reputation_events
BEGIN SELECT RAISE(ABORT, 'moves of a score are never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER hints_are_never_changed BEFORE UPDATE ON hints
BEGIN SELECT RAISE(ABORT, 'hints stay as they came'); END;
--> statement-breakpoint
CREATE TRIGGER hints_are_never_deleted BEFORE DELETE ON hints
BEGIN SELECT RAISE(ABORT, 'hints are never deleted'); END;
--> statement-breakpoint
-- An announced task that was refused may be read again, when what kept it from being paid is mended.
DROP TRIGGER messages_stay_as_they_came;
--> statement-breakpoint
CREATE TRIGGER messages_stay_as_they_came BEFORE UPDATE ON inbox
WHEN OLD.state = 'processed' OR (OLD.state = 'refused' AND OLD.kind IS NOT 'task')
  OR NEW.id <> OLD.id OR NEW.marketplace_id <> OLD.marketplace_id
  OR NEW.message_id <> OLD.message_id OR NEW.body <> OLD.body OR NEW.body_hash <> OLD.body_hash
  OR NEW.kind IS NOT OLD.kind
BEGIN SELECT RAISE(ABORT, 'an incoming message is read once and stays as it came'); END;
