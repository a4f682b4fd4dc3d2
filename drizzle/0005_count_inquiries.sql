CREATE TABLE `inquiries` (
	`operation_id` text PRIMARY KEY NOT NULL,
	`asked` integer NOT NULL,
	`last_asked_at` integer NOT NULL,
	`last_answer` text NOT NULL,
	FOREIGN KEY (`operation_id`) REFERENCES `operations`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
