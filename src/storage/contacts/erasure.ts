/** What must be emptied so that nothing of a person is left in a shard; cards and identities are written as always. */
export interface Erasure {
  /** The contact, and those that were merged into it. */
  numbers: number[];
  /** Leads of the person: only what a receipt needs stays. */
  leadIds: string[];
  /** Leads of others whose raw bytes hold the person too, because they came in one document. */
  rawIds: string[];
  /** Milliseconds since 1970. */
  at: number;
}

/** Statements that empty it. Receipts and finished tasks stay, without a word of what they were about. */
export function eraseStatements(
  database: D1Database,
  databaseId: string,
  { numbers, leadIds, rawIds, at }: Erasure,
): D1PreparedStatement[] {
  const these = JSON.stringify(numbers);
  const on = (sql: string, ...values: unknown[]) => database.prepare(sql).bind(databaseId, ...values);
  return [
    on(
      `UPDATE leads SET outcome = NULL, rejection = NULL, warnings = NULL, fields = NULL, raw = NULL, erased_at = ?3
       WHERE database_id = ?1 AND id IN (SELECT value FROM json_each(?2))`,
      JSON.stringify(leadIds),
      at,
    ),
    on(
      'UPDATE leads SET raw = NULL WHERE database_id = ?1 AND id IN (SELECT value FROM json_each(?2))',
      JSON.stringify(rawIds),
    ),
    on(
      `UPDATE tasks SET notes = NULL, fields = NULL, done_at = coalesce(done_at, ?3)
       WHERE database_id = ?1 AND contact_number IN (SELECT value FROM json_each(?2))`,
      these,
      at,
    ),
    on('DELETE FROM contact_log WHERE database_id = ?1 AND contact_number IN (SELECT value FROM json_each(?2))', these),
    on(
      `DELETE FROM possible_duplicates WHERE database_id = ?1 AND (
         older_number IN (SELECT value FROM json_each(?2)) OR newer_number IN (SELECT value FROM json_each(?2)))`,
      these,
    ),
    // Another contact may have been one with them for a while, and its log tells what it got from them.
    on(
      `UPDATE contact_log SET data = json_remove(data, '$.changes', '$.beside')
       WHERE database_id = ?1 AND kind = 'merge'
         AND contact_number IN (SELECT kept_number FROM merges WHERE database_id = ?1)
         AND (data ->> '$.merge') IN (SELECT id FROM merges WHERE ${THEIR_MERGES})`,
      these,
    ),
    on(`DELETE FROM merges WHERE ${THEIR_MERGES}`, these),
    // A lead of theirs may have been another contact's for a while, or the other way about.
    on(
      `UPDATE contact_log SET data = json_remove(data, '$.changes')
       WHERE database_id = ?1 AND kind = 'split'
         AND contact_number IN (SELECT from_number FROM splits WHERE database_id = ?1)
         AND (data ->> '$.split') IN (SELECT id FROM splits WHERE ${THEIR_SPLITS})`,
      these,
    ),
    on(`DELETE FROM splits WHERE ${THEIR_SPLITS}`, these),
  ];
}

const THEIR_MERGES = `database_id = ?1 AND (
  kept_number IN (SELECT value FROM json_each(?2)) OR dropped_number IN (SELECT value FROM json_each(?2)))`;

const THEIR_SPLITS = `database_id = ?1 AND (
  from_number IN (SELECT value FROM json_each(?2)) OR to_number IN (SELECT value FROM json_each(?2)))`;
