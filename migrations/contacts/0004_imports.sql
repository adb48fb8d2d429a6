CREATE TABLE `imports` (
	`database_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`state` text NOT NULL,
	`summary` text NOT NULL,
	`holds_rows` integer NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`database_id`, `id`)
) WITHOUT ROWID;
