CREATE TABLE `payee_accounts` (
	`payee_seq` integer NOT NULL,
	`rail` text NOT NULL,
	`account` text NOT NULL,
	`payments` integer NOT NULL,
	`first_seen_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	PRIMARY KEY(`payee_seq`, `rail`, `account`),
	FOREIGN KEY (`payee_seq`) REFERENCES `payees`(`seq`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payee_accounts_rail" CHECK("rail" in ('bitcoin', 'aitbc'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `payee_totals` (
	`payee_seq` integer NOT NULL,
	`asset` text NOT NULL,
	`payments` integer NOT NULL,
	`held` integer NOT NULL,
	`released` integer NOT NULL,
	`refunded` integer NOT NULL,
	PRIMARY KEY(`payee_seq`, `asset`),
	FOREIGN KEY (`payee_seq`) REFERENCES `payees`(`seq`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `payees` (
	`seq` integer PRIMARY KEY NOT NULL,
	`payee` text NOT NULL,
	`payments` integer NOT NULL,
	`open` integer NOT NULL,
	`paid` integer NOT NULL,
	`refunded` integer NOT NULL,
	`failed` integer NOT NULL,
	`first_seen_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`last_paid_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `payees_once` ON `payees` (`payee`);--> statement-breakpoint
CREATE INDEX `payees_by_last_seen` ON `payees` (`last_seen_at`);--> statement-breakpoint
CREATE INDEX `escrows_ending_by_connection` ON `escrows` (`connection_id`,`expires_at`,`id`) WHERE state = 'active';--> statement-breakpoint
CREATE INDEX `payments_by_payee` ON `payments` (`payee`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_by_rail_status_updated` ON `payments` (`rail`,`status`,`updated_at`);--> statement-breakpoint
CREATE INDEX `payments_by_amount` ON `payments` (`asset`,`status`,`amount`);--> statement-breakpoint
CREATE INDEX `payments_expiring` ON `payments` (`expires_at`) WHERE expires_at is not null
    and status in ('escrowed', 'releasing', 'refunding', 'unclear', 'stalled');--> statement-breakpoint
CREATE INDEX `postings_by_account` ON `postings` (`connection_id`,`account`,`asset`,`at`);