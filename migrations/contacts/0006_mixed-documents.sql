CREATE INDEX `leads_of_mixed_documents` ON `leads` (`database_id`,`id`) WHERE "leads"."raw_of" = "leads"."id";--> statement-breakpoint
DROP TRIGGER lead_days_changed_lead;
--> statement-breakpoint
-- Bytes are not counted: that they are given up after a while strikes no day off.
CREATE TRIGGER lead_days_changed_lead
AFTER UPDATE OF channel_id, received_at, status, attempt, contact_number, outcome, rejection, fields, erased_at ON leads
BEGIN
  DELETE FROM lead_days WHERE database_id = NEW.database_id AND to_id > NEW.id AND from_id = (
    SELECT from_id FROM lead_days
    WHERE database_id = NEW.database_id AND from_id <= NEW.id ORDER BY from_id DESC LIMIT 1);
END;
