CREATE TABLE `contact_log` (
	`database_id` text NOT NULL,
	`contact_number` integer NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`by` text NOT NULL,
	`data` text,
	PRIMARY KEY(`database_id`, `contact_number`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `contacts` (
	`database_id` text NOT NULL,
	`number` integer NOT NULL,
	`first_name` text,
	`last_name` text,
	`company` text,
	`name_prefix` text,
	`title` text,
	`phone` text,
	`mobile` text,
	`other_phone` text,
	`fax` text,
	`email` text,
	`id_number` text,
	`gender` text,
	`birth_date` text,
	`url` text,
	`address` text,
	`city` text,
	`postal_code` text,
	`country` text,
	`notes` text,
	`mailing_list` integer,
	`custom` text,
	`contact_types` text,
	`status_id` text NOT NULL,
	`website_last_token` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`marketer_name` text,
	`marketer_account_number` text,
	`task_count` integer NOT NULL,
	`recent_leads` text,
	`search_name` text,
	PRIMARY KEY(`database_id`, `number`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `contacts_by_name` ON `contacts` (`database_id`,`search_name`) WHERE "contacts"."search_name" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `identities` (
	`database_id` text NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`contact_number` integer NOT NULL,
	PRIMARY KEY(`database_id`, `kind`, `value`, `contact_number`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `leads` (
	`database_id` text NOT NULL,
	`id` text NOT NULL,
	`channel_id` text NOT NULL,
	`way_in` text NOT NULL,
	`sender` text NOT NULL,
	`received_at` integer NOT NULL,
	`status` text NOT NULL,
	`attempt` integer NOT NULL,
	`contact_number` integer,
	`outcome` text,
	`rejection` text,
	`warnings` text,
	`fields` text,
	`charset` text NOT NULL,
	`raw_index` integer NOT NULL,
	`raw_of` text,
	`raw` text,
	PRIMARY KEY(`database_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `leads_to_repair` ON `leads` (`database_id`,`status`,`id`) WHERE "leads"."status" IN ('rejected', 'quarantined', 'failed');--> statement-breakpoint
CREATE TABLE `possible_duplicates` (
	`database_id` text NOT NULL,
	`older_number` integer NOT NULL,
	`newer_number` integer NOT NULL,
	`lead_id` text NOT NULL,
	`found_at` integer NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`database_id`, `older_number`, `newer_number`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `tasks` (
	`database_id` text NOT NULL,
	`contact_number` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`lead_id` text NOT NULL,
	`process_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`opened_at` integer NOT NULL,
	`done_at` integer,
	`notes` text,
	`fields` text,
	PRIMARY KEY(`database_id`, `contact_number`, `ordinal`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `tasks_open` ON `tasks` (`database_id`,`process_id`,`stage_id`,`opened_at`) WHERE "tasks"."done_at" IS NULL;--> statement-breakpoint
CREATE TABLE `writers` (
	`database_id` text PRIMARY KEY NOT NULL,
	`epoch` integer NOT NULL
);
