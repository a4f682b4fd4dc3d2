-- Payments, operations, work, attention and connections are rebuilt to take the new rails, kinds and
-- columns. Their triggers go first, because a rebuilt table loses them, and come back last.
DROP TRIGGER ended_payments_never_change;
--> statement-breakpoint
DROP TRIGGER payments_are_never_deleted;
--> statement-breakpoint
DROP TRIGGER ended_operations_never_change;
--> statement-breakpoint
DROP TRIGGER operations_are_never_deleted;
--> statement-breakpoint
DROP TRIGGER payees_follow_new_payments;
--> statement-breakpoint
DROP TRIGGER payees_follow_moved_payments;
--> statement-breakpoint
CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`payment_id` text NOT NULL,
	`operation_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`state` text NOT NULL,
	`ended_as` text,
	`finish_hash` text NOT NULL,
	`link` text,
	`link_expires_at` integer,
	`ready_at` integer,
	`debit_asset` text,
	`debit` integer,
	`receive_asset` text,
	`receive` integer,
	`incoming_reference` text,
	`quote_reference` text,
	`quote_expires_at` integer,
	`box` text NOT NULL,
	`failure_text` text,
	`tries` integer NOT NULL,
	`due_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`returned_at` integer,
	`ended_at` integer,
	`closed_at` integer,
	`version` integer NOT NULL,
	`row_hash` text NOT NULL,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`operation_id`) REFERENCES `operations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "consents_state" CHECK("state" in ('preparing', 'asked', 'declined', 'returned', 'granted', 'ended')),
	CONSTRAINT "consents_ended_as" CHECK("ended_as" in ('declined', 'lapsed', 'replaced', 'withdrawn', 'refused', 'used')),
	CONSTRAINT "consents_end_has_reason" CHECK((state = 'ended') = (ended_as is not null)),
	CONSTRAINT "consents_amounts_whole" CHECK((debit is null) = (debit_asset is null)
    and (receive is null) = (receive_asset is null)),
	CONSTRAINT "consents_version" CHECK(ordinal >= 1 and version >= 1)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `consents_in_order` ON `consents` (`payment_id`,`ordinal`);--> statement-breakpoint
CREATE UNIQUE INDEX `consents_by_finish` ON `consents` (`finish_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `consents_one_alive` ON `consents` (`payment_id`) WHERE state <> 'ended';--> statement-breakpoint
CREATE INDEX `consents_by_operation` ON `consents` (`operation_id`);--> statement-breakpoint
CREATE TABLE `sellers` (
	`id` text PRIMARY KEY NOT NULL,
	`marketplace_id` text NOT NULL,
	`reference` text NOT NULL,
	`name` text NOT NULL,
	`categories` text NOT NULL,
	`wallet_address` text NOT NULL,
	`asset` text NOT NULL,
	`key_id` text NOT NULL,
	`private_key` text NOT NULL,
	`enabled` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`version` integer NOT NULL,
	FOREIGN KEY (`marketplace_id`) REFERENCES `marketplaces`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "sellers_enabled" CHECK(enabled in (0, 1)),
	CONSTRAINT "sellers_version" CHECK(version >= 1)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sellers_reference_once` ON `sellers` (`marketplace_id`,`reference`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_connections` (
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
	`calls_per_second_max` integer,
	`deadline_ms` integer NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer NOT NULL,
	CONSTRAINT "connections_rail" CHECK("rail" in ('bitcoin', 'aitbc', 'interledger', 'usdc')),
	CONSTRAINT "connections_mode" CHECK("mode" in ('sandbox', 'live')),
	CONSTRAINT "connections_expiry_owner" CHECK("expiry_owner" in ('paydesk', 'provider', 'unknown')),
	CONSTRAINT "connections_enabled" CHECK(enabled in (0, 1))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_connections`("id", "rail", "name", "mode", "enabled", "priority", "base_url", "config", "secrets", "expiry_owner", "concurrency_max", "calls_per_second_max", "deadline_ms", "created_at", "version") SELECT "id", "rail", "name", "mode", "enabled", "priority", "base_url", "config", "secrets", "expiry_owner", "concurrency_max", "calls_per_second_max", "deadline_ms", "created_at", "version" FROM `connections`;--> statement-breakpoint
DROP TABLE `connections`;--> statement-breakpoint
ALTER TABLE `__new_connections` RENAME TO `connections`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `connections_name_once` ON `connections` (lower("name"));--> statement-breakpoint
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
	CONSTRAINT "attention_reason" CHECK("reason" in ('outcome-unclear', 'dead-letter', 'hold-rejected', 'release-rejected', 'refund-rejected', 'refund-address-missing', 'expiry-decision', 'expiring-soon', 'purchase-rejected', 'consent-needed', 'paid-in-part', 'batch-paused', 'webhook-undelivered', 'work-broken', 'contradiction')),
	CONSTRAINT "attention_group_known" CHECK("attention_group" in ('check', 'decide', 'fix')),
	CONSTRAINT "attention_stage" CHECK("stage" in ('now', 'waiting'))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_attention`("id", "subject", "subject_id", "reason", "attention_group", "stage", "text", "deadline_at", "due_at", "opened_at", "closed_at", "claimed_by") SELECT "id", "subject", "subject_id", "reason", "attention_group", "stage", "text", "deadline_at", "due_at", "opened_at", "closed_at", "claimed_by" FROM `attention`;--> statement-breakpoint
DROP TABLE `attention`;--> statement-breakpoint
ALTER TABLE `__new_attention` RENAME TO `attention`;--> statement-breakpoint
CREATE INDEX `attention_of_subject` ON `attention` (`subject_id`,`opened_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `attention_open` ON `attention` (`stage`,`opened_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `attention_due` ON `attention` (`stage`,`due_at`,`opened_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `attention_due_by_group` ON `attention` (`stage`,`attention_group`,`due_at`,`opened_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `attention_due_by_reason` ON `attention` (`reason`,`due_at`,`opened_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `attention_claimed` ON `attention` (`due_at`,`opened_at`,`id`) WHERE closed_at is null and claimed_by is not null;--> statement-breakpoint
CREATE TABLE `__new_payee_accounts` (
	`payee_seq` integer NOT NULL,
	`rail` text NOT NULL,
	`account` text NOT NULL,
	`payments` integer NOT NULL,
	`first_seen_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	PRIMARY KEY(`payee_seq`, `rail`, `account`),
	FOREIGN KEY (`payee_seq`) REFERENCES `payees`(`seq`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payee_accounts_rail" CHECK("rail" in ('bitcoin', 'aitbc', 'interledger', 'usdc'))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_payee_accounts`("payee_seq", "rail", "account", "payments", "first_seen_at", "last_seen_at") SELECT "payee_seq", "rail", "account", "payments", "first_seen_at", "last_seen_at" FROM `payee_accounts`;--> statement-breakpoint
DROP TABLE `payee_accounts`;--> statement-breakpoint
ALTER TABLE `__new_payee_accounts` RENAME TO `payee_accounts`;--> statement-breakpoint
CREATE TABLE `__new_operations` (
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
	`delivered` integer,
	`debited_asset` text,
	`debited` integer,
	`row_hash` text NOT NULL,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "operations_kind" CHECK("kind" in ('hold', 'release', 'refund', 'payout', 'purchase')),
	CONSTRAINT "operations_state" CHECK("state" in ('planned', 'scheduled', 'dispatching', 'submitted', 'unclear', 'settled', 'rejected', 'cancelled')),
	CONSTRAINT "operations_evidence_kind" CHECK("evidence_kind" in ('transaction', 'escrow-state', 'escrow-address', 'balance-credit', 'incoming-payment', 'operator-statement')),
	CONSTRAINT "operations_amount_positive" CHECK(amount > 0),
	CONSTRAINT "operations_ordinal" CHECK(ordinal >= 1 and version >= 1),
	CONSTRAINT "operations_settled_has_evidence" CHECK(state <> 'settled' or (evidence_kind is not null and evidence_reference is not null))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_operations`("id", "payment_id", "kind", "ordinal", "key", "state", "asset", "amount", "account", "reason", "connection_id", "reference", "evidence_kind", "evidence_reference", "evidence_word", "evidence_raw", "failure_code", "failure_text", "tries", "dead_at", "missing_readings", "missing_since", "retry_of", "batch_id", "requested_by", "created_at", "due_at", "dispatched_at", "deadline_at", "ended_at", "version", "row_hash") SELECT "id", "payment_id", "kind", "ordinal", "key", "state", "asset", "amount", "account", "reason", "connection_id", "reference", "evidence_kind", "evidence_reference", "evidence_word", "evidence_raw", "failure_code", "failure_text", "tries", "dead_at", "missing_readings", "missing_since", "retry_of", "batch_id", "requested_by", "created_at", "due_at", "dispatched_at", "deadline_at", "ended_at", "version", "row_hash" FROM `operations`;--> statement-breakpoint
DROP TABLE `operations`;--> statement-breakpoint
ALTER TABLE `__new_operations` RENAME TO `operations`;--> statement-breakpoint
CREATE UNIQUE INDEX `operations_in_order` ON `operations` (`payment_id`,`ordinal`);--> statement-breakpoint
CREATE UNIQUE INDEX `operations_key_once` ON `operations` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `operations_one_open` ON `operations` (`payment_id`) WHERE state in ('scheduled', 'dispatching', 'submitted', 'unclear');--> statement-breakpoint
CREATE UNIQUE INDEX `operations_evidence_once` ON `operations` (`connection_id`,`evidence_reference`) WHERE evidence_kind in ('transaction', 'incoming-payment');--> statement-breakpoint
CREATE INDEX `operations_dispatching` ON `operations` (`due_at`) WHERE state = 'dispatching';--> statement-breakpoint
CREATE TABLE `__new_payments` (
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
	`seller_id` text,
	`offer_id` text,
	`row_hash` text NOT NULL,
	FOREIGN KEY (`marketplace_id`) REFERENCES `marketplaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`link_payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payments_rail" CHECK("rail" in ('bitcoin', 'aitbc', 'interledger', 'usdc')),
	CONSTRAINT "payments_status" CHECK("status" in ('requested', 'holding', 'escrowed', 'releasing', 'refunding', 'unclear', 'stalled', 'released', 'refunded', 'cancelled', 'failed')),
	CONSTRAINT "payments_on_expiry" CHECK("on_expiry" in ('refund', 'release', 'ask')),
	CONSTRAINT "payments_link_kind" CHECK("link_kind" in ('migrated-from', 'refund-of')),
	CONSTRAINT "payments_link_whole" CHECK((link_kind is null) = (link_payment_id is null)),
	CONSTRAINT "payments_amount_positive" CHECK(amount > 0),
	CONSTRAINT "payments_within_held" CHECK(held >= 0 and released >= 0 and refunded >= 0
    and in_motion >= 0 and case when rail in ('interledger', 'usdc')
      then in_motion = 0 or released + in_motion <= amount
      else released + refunded + in_motion <= held end),
	CONSTRAINT "payments_version" CHECK(version >= 1)
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_payments`("seq", "id", "marketplace_id", "job_id", "external_id", "rail", "connection_id", "asset", "amount", "held", "released", "refunded", "in_motion", "status", "payer", "payer_account", "payee", "payee_account", "refund_address", "on_expiry", "escrow_timeout_ms", "link_kind", "link_payment_id", "purchase_id", "abandoned_at", "created_at", "updated_at", "escrowed_at", "released_at", "refunded_at", "expires_at", "version", "row_hash") SELECT "seq", "id", "marketplace_id", "job_id", "external_id", "rail", "connection_id", "asset", "amount", "held", "released", "refunded", "in_motion", "status", "payer", "payer_account", "payee", "payee_account", "refund_address", "on_expiry", "escrow_timeout_ms", "link_kind", "link_payment_id", "purchase_id", "abandoned_at", "created_at", "updated_at", "escrowed_at", "released_at", "refunded_at", "expires_at", "version", "row_hash" FROM `payments`;--> statement-breakpoint
DROP TABLE `payments`;--> statement-breakpoint
ALTER TABLE `__new_payments` RENAME TO `payments`;--> statement-breakpoint
CREATE UNIQUE INDEX `payments_by_id` ON `payments` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `payments_reference_once` ON `payments` (`marketplace_id`,`external_id`) WHERE external_id is not null;--> statement-breakpoint
CREATE INDEX `payments_by_job` ON `payments` (`job_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_offer` ON `payments` (`marketplace_id`,`offer_id`,`created_at`) WHERE offer_id is not null;--> statement-breakpoint
CREATE INDEX `payments_by_link` ON `payments` (`link_payment_id`) WHERE link_payment_id is not null;--> statement-breakpoint
CREATE INDEX `payments_by_created` ON `payments` (`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_status` ON `payments` (`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_rail` ON `payments` (`rail`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_rail_status` ON `payments` (`rail`,`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_marketplace` ON `payments` (`marketplace_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_marketplace_status` ON `payments` (`marketplace_id`,`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_connection` ON `payments` (`connection_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_connection_status` ON `payments` (`connection_id`,`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_payee` ON `payments` (`payee`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_rail_status_updated` ON `payments` (`rail`,`status`,`updated_at`);--> statement-breakpoint
CREATE INDEX `payments_by_amount` ON `payments` (`asset`,`status`,`amount`);--> statement-breakpoint
CREATE INDEX `payments_expiring` ON `payments` (`expires_at`,`seq`,`status`,`rail`,`marketplace_id`,`connection_id`,`created_at`) WHERE expires_at is not null
    and status in ('escrowed', 'releasing', 'refunding', 'unclear', 'stalled');--> statement-breakpoint
CREATE TABLE `__new_work` (
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
	CONSTRAINT "work_kind" CHECK("kind" in ('dispatch', 'inquire', 'escrow-warning', 'escrow-expiry', 'job-expiry', 'deliver', 'batch', 'inbox', 'consent'))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_work`("id", "kind", "subject_id", "payment_id", "connection_id", "due_at", "lease_until", "tries", "last_error", "dead_at", "row_hash") SELECT "id", "kind", "subject_id", "payment_id", "connection_id", "due_at", "lease_until", "tries", "last_error", "dead_at", "row_hash" FROM `work`;--> statement-breakpoint
DROP TABLE `work`;--> statement-breakpoint
ALTER TABLE `__new_work` RENAME TO `work`;--> statement-breakpoint
CREATE INDEX `work_due` ON `work` (`connection_id`,`due_at`) WHERE dead_at is null and lease_until is null;--> statement-breakpoint
CREATE INDEX `work_leased` ON `work` (`connection_id`,`lease_until`) WHERE dead_at is null and lease_until is not null;--> statement-breakpoint
CREATE INDEX `work_of_payment` ON `work` (`payment_id`,`due_at`) WHERE payment_id is not null;--> statement-breakpoint
CREATE INDEX `work_dead` ON `work` (`dead_at`,`id`) WHERE dead_at is not null;--> statement-breakpoint
CREATE INDEX `work_dead_by_kind` ON `work` (`kind`,`dead_at`) WHERE dead_at is not null;
--> statement-breakpoint
-- Terminal means terminal (R7), whatever the code above believes.
CREATE TRIGGER ended_payments_never_change BEFORE UPDATE ON payments
WHEN OLD.status IN ('released', 'refunded', 'cancelled', 'failed')
BEGIN SELECT RAISE(ABORT, 'an ended payment never changes'); END;
--> statement-breakpoint
CREATE TRIGGER payments_are_never_deleted BEFORE DELETE ON payments
BEGIN SELECT RAISE(ABORT, 'payments are never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER ended_operations_never_change BEFORE UPDATE ON operations
WHEN OLD.state IN ('settled', 'rejected', 'cancelled')
BEGIN SELECT RAISE(ABORT, 'an ended operation never changes'); END;
--> statement-breakpoint
CREATE TRIGGER operations_are_never_deleted BEFORE DELETE ON operations
BEGIN SELECT RAISE(ABORT, 'operations are never deleted'); END;
--> statement-breakpoint
-- Payees follow from payments in the commit that writes them, whoever writes it. A rail that pays
-- out without a hold holds nothing.
CREATE TRIGGER payees_follow_new_payments AFTER INSERT ON payments
BEGIN
  INSERT INTO payees (payee, payments, open, paid, refunded, failed, first_seen_at, last_seen_at,
    last_paid_at)
  VALUES (NEW.payee, 1,
    NEW.status NOT IN ('released', 'refunded', 'cancelled', 'failed'),
    NEW.status = 'released', NEW.status = 'refunded', NEW.status IN ('cancelled', 'failed'),
    NEW.created_at, NEW.created_at, CASE WHEN NEW.released > 0 THEN NEW.updated_at END)
  ON CONFLICT (payee) DO UPDATE SET
    payments = payments + 1, open = open + excluded.open, paid = paid + excluded.paid,
    refunded = refunded + excluded.refunded, failed = failed + excluded.failed,
    first_seen_at = min(first_seen_at, excluded.first_seen_at),
    last_seen_at = max(last_seen_at, excluded.last_seen_at),
    last_paid_at = max(coalesce(last_paid_at, excluded.last_paid_at),
      coalesce(excluded.last_paid_at, last_paid_at));
  INSERT INTO payee_totals (payee_seq, asset, payments, held, released, refunded)
  VALUES ((SELECT seq FROM payees WHERE payee = NEW.payee), NEW.asset, 1,
    CASE WHEN NEW.rail IN ('interledger', 'usdc') THEN 0
      ELSE NEW.held - NEW.released - NEW.refunded END, NEW.released, NEW.refunded)
  ON CONFLICT (payee_seq, asset) DO UPDATE SET
    payments = payments + 1, held = held + excluded.held,
    released = released + excluded.released, refunded = refunded + excluded.refunded;
  INSERT INTO payee_accounts (payee_seq, rail, account, payments, first_seen_at, last_seen_at)
  SELECT seq, NEW.rail, NEW.payee_account, 1, NEW.created_at, NEW.created_at
    FROM payees WHERE payee = NEW.payee AND NEW.payee_account IS NOT NULL
  ON CONFLICT (payee_seq, rail, account) DO UPDATE SET
    payments = payments + 1, first_seen_at = min(first_seen_at, excluded.first_seen_at),
    last_seen_at = max(last_seen_at, excluded.last_seen_at);
END;
--> statement-breakpoint
CREATE TRIGGER payees_follow_moved_payments AFTER UPDATE ON payments
WHEN NEW.status <> OLD.status OR NEW.held <> OLD.held OR NEW.released <> OLD.released
  OR NEW.refunded <> OLD.refunded
BEGIN
  UPDATE payees SET
    open = open + (NEW.status NOT IN ('released', 'refunded', 'cancelled', 'failed'))
      - (OLD.status NOT IN ('released', 'refunded', 'cancelled', 'failed')),
    paid = paid + (NEW.status = 'released') - (OLD.status = 'released'),
    refunded = refunded + (NEW.status = 'refunded') - (OLD.status = 'refunded'),
    failed = failed + (NEW.status IN ('cancelled', 'failed'))
      - (OLD.status IN ('cancelled', 'failed')),
    last_paid_at = CASE WHEN NEW.released > OLD.released THEN NEW.updated_at ELSE last_paid_at END
  WHERE payee = NEW.payee;
  UPDATE payee_totals SET
    held = held + CASE WHEN NEW.rail IN ('interledger', 'usdc') THEN 0
      ELSE NEW.held - NEW.released - NEW.refunded END
      - CASE WHEN OLD.rail IN ('interledger', 'usdc') THEN 0
      ELSE OLD.held - OLD.released - OLD.refunded END,
    released = released + NEW.released - OLD.released,
    refunded = refunded + NEW.refunded - OLD.refunded
  WHERE payee_seq = (SELECT seq FROM payees WHERE payee = NEW.payee) AND asset = NEW.asset;
END;
