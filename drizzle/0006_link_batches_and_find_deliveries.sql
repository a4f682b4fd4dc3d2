ALTER TABLE `batches` ADD `retry_of` text REFERENCES batches(id);--> statement-breakpoint
CREATE INDEX `batches_by_retry` ON `batches` (`retry_of`) WHERE retry_of is not null;--> statement-breakpoint
CREATE INDEX `deliveries_by_endpoint` ON `deliveries` (`endpoint_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `deliveries_by_type` ON `deliveries` (`type`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `deliveries_by_response` ON `deliveries` (`response_status`,`created_at`,`id`);