CREATE TABLE `seen_leads` (
	`database_id` text NOT NULL,
	`lead_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`database_id`, `lead_id`)
) WITHOUT ROWID;
