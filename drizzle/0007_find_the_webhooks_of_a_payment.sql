CREATE INDEX `deliveries_by_payment` ON `deliveries` (`payment_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `inbox_by_job` ON `inbox` (`job_id`,`received_at`,`id`);