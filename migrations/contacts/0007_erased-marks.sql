CREATE TABLE `erased_marks` (
	`database_id` text NOT NULL,
	`mark` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`database_id`, `mark`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `writers` ADD `erased_at` integer;