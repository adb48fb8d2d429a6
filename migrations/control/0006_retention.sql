CREATE TABLE `raw_given_up` (
	`database_id` text PRIMARY KEY NOT NULL,
	`below` text NOT NULL,
	`done_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `databases` ADD `raw_days` integer DEFAULT 365;