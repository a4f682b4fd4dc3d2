CREATE TABLE `inbox_reads` (
	`operator_id` text NOT NULL,
	`item_key` text NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`operator_id`, `item_key`),
	FOREIGN KEY (`operator_id`) REFERENCES `operators`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `notices` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`subject_id` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	CONSTRAINT "notices_kind" CHECK("kind" in ('expired-refunded', 'expired-released', 'batch-finished', 'provider-down', 'provider-up', 'backup-done')),
	CONSTRAINT "notices_subject" CHECK("subject" in ('payment', 'batch', 'connection', 'backup'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `notices_by_time` ON `notices` (`at`,`id`);--> statement-breakpoint
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
	CONSTRAINT "attention_reason" CHECK("reason" in ('outcome-unclear', 'dead-letter', 'hold-rejected', 'release-rejected', 'refund-rejected', 'refund-address-missing', 'expiry-decision', 'expiring-soon', 'purchase-rejected', 'batch-paused', 'webhook-undelivered', 'work-broken', 'contradiction')),
	CONSTRAINT "attention_group_known" CHECK("attention_group" in ('check', 'decide', 'fix')),
	CONSTRAINT "attention_stage" CHECK("stage" in ('now', 'waiting'))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_attention`("id", "subject", "subject_id", "reason", "attention_group", "stage", "text", "deadline_at", "due_at", "opened_at", "closed_at", "claimed_by") SELECT "id", "subject", "subject_id", "reason", "attention_group",
	-- As `attentionStage` says it: what Paydesk still asks about by itself waits.
	CASE WHEN "reason" = 'outcome-unclear' AND EXISTS (
		SELECT 1 FROM `operations` WHERE `payment_id` = `attention`.`subject_id`
			AND `state` = 'unclear' AND `dead_at` IS NULL
			AND `due_at` - coalesce(`dispatched_at`, `created_at`) < 600000
	) THEN 'waiting' ELSE 'now' END,
	"text", "deadline_at", coalesce("deadline_at", 8640000000000000), "opened_at", "closed_at", "claimed_by"
FROM `attention`;--> statement-breakpoint
DROP TABLE `attention`;--> statement-breakpoint
ALTER TABLE `__new_attention` RENAME TO `attention`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `attention_of_subject` ON `attention` (`subject_id`,`opened_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `attention_open` ON `attention` (`stage`,`opened_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `attention_due` ON `attention` (`stage`,`due_at`,`opened_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `attention_due_by_group` ON `attention` (`stage`,`attention_group`,`due_at`,`opened_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `attention_due_by_reason` ON `attention` (`reason`,`due_at`,`opened_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `attention_claimed` ON `attention` (`due_at`,`opened_at`,`id`) WHERE closed_at is null and claimed_by is not null;--> statement-breakpoint
-- What was counted as asked of a person and still waits is counted apart from now on.
INSERT INTO `counters` (`name`, `count`, `minor`)
SELECT 'awaiting:' || `reason`, count(*), 0 FROM `attention`
WHERE `closed_at` IS NULL AND `stage` = 'waiting' GROUP BY `reason`;--> statement-breakpoint
UPDATE `counters` SET `count` = `count` - (
	SELECT `count` FROM `counters` AS `waiting` WHERE `waiting`.`name` = 'awaiting:outcome-unclear'
) WHERE `name` = 'attention:outcome-unclear' AND EXISTS (
	SELECT 1 FROM `counters` WHERE `name` = 'awaiting:outcome-unclear'
);--> statement-breakpoint
-- How the payments of each day ended, and how long the paid ones took: an ended payment never
-- changes, so `updated_at` is when it ended.
INSERT INTO `counters` (`name`, `count`, `minor`)
SELECT 'day:' || strftime('%Y-%m-%d', `updated_at` / 1000, 'unixepoch') || ':' || `rail` || ':'
	|| `asset` || ':ended-' || `status`, count(*), sum(`amount`)
FROM `payments` WHERE `status` IN ('released', 'refunded', 'cancelled', 'failed')
GROUP BY 1;--> statement-breakpoint
INSERT INTO `counters` (`name`, `count`, `minor`)
SELECT 'day:' || strftime('%Y-%m-%d', `updated_at` / 1000, 'unixepoch') || ':' || `rail` || ':'
	|| `asset` || ':' || CASE
		WHEN `updated_at` - `created_at` <= 1000 THEN 'paid-within-1'
		WHEN `updated_at` - `created_at` <= 2000 THEN 'paid-within-2'
		WHEN `updated_at` - `created_at` <= 5000 THEN 'paid-within-5'
		WHEN `updated_at` - `created_at` <= 10000 THEN 'paid-within-10'
		WHEN `updated_at` - `created_at` <= 20000 THEN 'paid-within-20'
		WHEN `updated_at` - `created_at` <= 30000 THEN 'paid-within-30'
		WHEN `updated_at` - `created_at` <= 60000 THEN 'paid-within-60'
		WHEN `updated_at` - `created_at` <= 120000 THEN 'paid-within-120'
		WHEN `updated_at` - `created_at` <= 300000 THEN 'paid-within-300'
		WHEN `updated_at` - `created_at` <= 600000 THEN 'paid-within-600'
		WHEN `updated_at` - `created_at` <= 1200000 THEN 'paid-within-1200'
		WHEN `updated_at` - `created_at` <= 1800000 THEN 'paid-within-1800'
		WHEN `updated_at` - `created_at` <= 3600000 THEN 'paid-within-3600'
		WHEN `updated_at` - `created_at` <= 7200000 THEN 'paid-within-7200'
		WHEN `updated_at` - `created_at` <= 14400000 THEN 'paid-within-14400'
		WHEN `updated_at` - `created_at` <= 28800000 THEN 'paid-within-28800'
		WHEN `updated_at` - `created_at` <= 43200000 THEN 'paid-within-43200'
		WHEN `updated_at` - `created_at` <= 86400000 THEN 'paid-within-86400'
		WHEN `updated_at` - `created_at` <= 172800000 THEN 'paid-within-172800'
		WHEN `updated_at` - `created_at` <= 432000000 THEN 'paid-within-432000'
		WHEN `updated_at` - `created_at` <= 864000000 THEN 'paid-within-864000'
		WHEN `updated_at` - `created_at` <= 2592000000 THEN 'paid-within-2592000'
		ELSE 'paid-over' END, count(*), 0
FROM `payments` WHERE `status` = 'released'
GROUP BY 1;
