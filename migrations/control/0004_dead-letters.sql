ALTER TABLE `dead_letters` ADD `database_id` text;--> statement-breakpoint
CREATE INDEX `dead_letters_by_database` ON `dead_letters` (`database_id`,`stored_at`);--> statement-breakpoint
UPDATE `dead_letters` SET `database_id` = json_extract(`body`, '$.databaseId') WHERE json_valid(`body`) AND json_type(`body`, '$.databaseId') = 'text';
