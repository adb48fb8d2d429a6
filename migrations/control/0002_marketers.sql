CREATE TABLE `marketer_keys` (
	`database_id` text NOT NULL,
	`key` text NOT NULL,
	`marketer_id` text NOT NULL,
	PRIMARY KEY(`database_id`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `marketers` (
	`id` text PRIMARY KEY NOT NULL,
	`database_id` text NOT NULL,
	`name` text NOT NULL,
	`account_number` text NOT NULL,
	`reference_codes` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `marketers_by_database` ON `marketers` (`database_id`);