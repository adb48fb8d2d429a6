DROP INDEX `channels_legacy_id_unique`;--> statement-breakpoint
ALTER TABLE `channels` ADD `legacy_claimed_at` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `channels_by_legacy_id` ON `channels` (`legacy_id`,`database_id`);