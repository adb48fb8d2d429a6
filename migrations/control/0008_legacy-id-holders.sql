CREATE TABLE `legacy_id_holders` (
	`legacy_id` text PRIMARY KEY NOT NULL,
	`business_id` text NOT NULL
);
--> statement-breakpoint
INSERT INTO `legacy_id_holders` (`legacy_id`, `business_id`)
SELECT `legacy_id`, `business_id` FROM (
	SELECT channels.legacy_id, databases.business_id, row_number() OVER (
		PARTITION BY channels.legacy_id ORDER BY coalesce(channels.legacy_claimed_at, 1), channels.created_at, channels.id
	) AS place
	FROM channels JOIN databases ON databases.id = channels.database_id
	WHERE channels.legacy_id IS NOT NULL
) WHERE place = 1;
