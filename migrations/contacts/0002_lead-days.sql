CREATE TABLE `lead_counts` (
	`database_id` text NOT NULL,
	`from_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`marketer` text NOT NULL,
	`status` text NOT NULL,
	`contact_status_id` text NOT NULL,
	`leads` integer NOT NULL,
	PRIMARY KEY(`database_id`, `from_id`, `channel_id`, `marketer`, `status`, `contact_status_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `lead_days` (
	`database_id` text NOT NULL,
	`from_id` text NOT NULL,
	`to_id` text NOT NULL,
	PRIMARY KEY(`database_id`, `from_id`)
) WITHOUT ROWID;
