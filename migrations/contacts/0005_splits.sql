CREATE TABLE `splits` (
	`database_id` text NOT NULL,
	`id` text NOT NULL,
	`lead_id` text NOT NULL,
	`from_number` integer NOT NULL,
	`to_number` integer NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`undone_at` integer,
	`undo` text,
	PRIMARY KEY(`database_id`, `id`)
) WITHOUT ROWID;
