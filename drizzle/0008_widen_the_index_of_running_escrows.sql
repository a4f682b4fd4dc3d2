DROP INDEX `payments_expiring`;--> statement-breakpoint
CREATE INDEX `payments_expiring` ON `payments` (`expires_at`,`seq`,`status`,`rail`,`marketplace_id`,`connection_id`,`created_at`) WHERE expires_at is not null
    and status in ('escrowed', 'releasing', 'refunding', 'unclear', 'stalled');