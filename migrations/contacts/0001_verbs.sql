CREATE TABLE `merges` (
	`database_id` text NOT NULL,
	`id` text NOT NULL,
	`kept_number` integer NOT NULL,
	`dropped_number` integer NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`undone_at` integer,
	`undo` text,
	PRIMARY KEY(`database_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `contacts` ADD `merged_into` integer;--> statement-breakpoint
ALTER TABLE `contacts` ADD `erased_at` integer;--> statement-breakpoint
ALTER TABLE `leads` ADD `erased_at` integer;