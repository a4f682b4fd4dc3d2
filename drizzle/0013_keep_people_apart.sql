ALTER TABLE `operators` ADD `must_change_password` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `operators` ADD `code` text;--> statement-breakpoint
ALTER TABLE `operators` ADD `code_step` integer;--> statement-breakpoint
ALTER TABLE `operators` ADD `recovery_hash` text;--> statement-breakpoint
ALTER TABLE `operators` ADD `signed_in_at` integer;