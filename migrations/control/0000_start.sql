CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`database_id` text NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE INDEX `api_keys_by_database` ON `api_keys` (`database_id`);--> statement-breakpoint
CREATE TABLE `businesses` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `channels` (
	`id` text PRIMARY KEY NOT NULL,
	`database_id` text NOT NULL,
	`name` text NOT NULL,
	`settings` text NOT NULL,
	`legacy_id` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `channels_legacy_id_unique` ON `channels` (`legacy_id`);--> statement-breakpoint
CREATE INDEX `channels_by_database` ON `channels` (`database_id`);--> statement-breakpoint
CREATE TABLE `custom_fields` (
	`database_id` text NOT NULL,
	`scope` text NOT NULL,
	`key` text NOT NULL,
	`label` text NOT NULL,
	`type` text NOT NULL,
	`options` text NOT NULL,
	`legacy_id` text,
	`position` integer NOT NULL,
	PRIMARY KEY(`database_id`, `scope`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `databases` (
	`id` text PRIMARY KEY NOT NULL,
	`business_id` text NOT NULL,
	`name` text NOT NULL,
	`shard` text NOT NULL,
	`country` text NOT NULL,
	`language` text NOT NULL,
	`allow_duplicates` integer NOT NULL,
	`junk` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `databases_by_business` ON `databases` (`business_id`);--> statement-breakpoint
CREATE TABLE `dead_letters` (
	`id` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`reason` text NOT NULL,
	`stored_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `processes` (
	`id` text PRIMARY KEY NOT NULL,
	`database_id` text NOT NULL,
	`name` text NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `processes_by_database` ON `processes` (`database_id`);--> statement-breakpoint
CREATE TABLE `stages` (
	`id` text PRIMARY KEY NOT NULL,
	`database_id` text NOT NULL,
	`process_id` text NOT NULL,
	`name` text NOT NULL,
	`legacy_id` text,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `stages_by_database` ON `stages` (`database_id`);--> statement-breakpoint
CREATE TABLE `statuses` (
	`id` text PRIMARY KEY NOT NULL,
	`database_id` text NOT NULL,
	`name` text NOT NULL,
	`role` text,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `statuses_by_database` ON `statuses` (`database_id`);