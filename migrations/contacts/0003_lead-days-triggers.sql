-- A day that is counted in lead_counts is struck off lead_days when what was counted changes (docs/decisions.md).
-- A lead of the last hour belongs to no counted day: a day is counted two hours after its end.
CREATE TRIGGER lead_days_late_lead AFTER INSERT ON leads WHEN NEW.received_at < unixepoch() * 1000 - 3600000
BEGIN
  DELETE FROM lead_days WHERE database_id = NEW.database_id AND to_id > NEW.id AND from_id = (
    SELECT from_id FROM lead_days
    WHERE database_id = NEW.database_id AND from_id <= NEW.id ORDER BY from_id DESC LIMIT 1);
END;
--> statement-breakpoint
CREATE TRIGGER lead_days_changed_lead AFTER UPDATE ON leads
BEGIN
  DELETE FROM lead_days WHERE database_id = NEW.database_id AND to_id > NEW.id AND from_id = (
    SELECT from_id FROM lead_days
    WHERE database_id = NEW.database_id AND from_id <= NEW.id ORDER BY from_id DESC LIMIT 1);
END;
--> statement-breakpoint
CREATE TRIGGER lead_days_gone_lead AFTER DELETE ON leads
BEGIN
  DELETE FROM lead_days WHERE database_id = OLD.database_id AND to_id > OLD.id AND from_id = (
    SELECT from_id FROM lead_days
    WHERE database_id = OLD.database_id AND from_id <= OLD.id ORDER BY from_id DESC LIMIT 1);
END;
--> statement-breakpoint
-- A contact's leads are found by the tasks they opened, or by its log where they opened none.
CREATE TRIGGER lead_days_contact_status AFTER UPDATE OF status_id ON contacts WHEN NEW.status_id IS NOT OLD.status_id
BEGIN
  DELETE FROM lead_days WHERE database_id = NEW.database_id AND from_id IN (
    SELECT (
      SELECT from_id FROM (
        SELECT from_id, to_id FROM lead_days
        WHERE database_id = NEW.database_id AND from_id <= lead.id ORDER BY from_id DESC LIMIT 1)
      WHERE to_id > lead.id)
    FROM (
      SELECT lead_id AS id FROM tasks WHERE database_id = NEW.database_id AND contact_number = NEW.number
      UNION ALL
      SELECT id FROM contact_log
      WHERE database_id = NEW.database_id AND contact_number = NEW.number AND kind = 'inquiry') AS lead);
END;
