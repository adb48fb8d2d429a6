/** What must be emptied so that nothing of a person is left in a shard; cards and identities are written as always. */
export interface Erasure {
  /** The contact, and those that were merged into it. */
  numbers: number[];
  /** Leads of the person: only what a receipt needs stays. */
  leadIds: string[];
  /** Leads of others whose raw bytes hold the person too, because they came in one document. */
  rawIds: string[];
  /** What would recognise the person in a lead that is under way, as `erased_marks` has it. */
  marks: string[];
  /** Milliseconds since 1970. */
  at: number;
}

/** Statements that empty it. Receipts and finished tasks stay, without a word of what they were about. */
export function eraseStatements(
  database: D1Database,
  databaseId: string,
  { numbers, leadIds, rawIds, marks, at }: Erasure,
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
    on(
      `INSERT INTO erased_marks (database_id, mark, at) SELECT ?1, value, ?3 FROM json_each(?2) WHERE true
       ON CONFLICT DO UPDATE SET at = max(at, excluded.at)`,
      JSON.stringify(marks),
      at,
    ),
    on('UPDATE writers SET erased_at = max(coalesce(erased_at, 0), ?2) WHERE database_id = ?1', at),
  ];
}

const THEIR_MERGES = `database_id = ?1 AND (
  kept_number IN (SELECT value FROM json_each(?2)) OR dropped_number IN (SELECT value FROM json_each(?2)))`;

const THEIR_SPLITS = `database_id = ?1 AND (
  from_number IN (SELECT value FROM json_each(?2)) OR to_number IN (SELECT value FROM json_each(?2)))`;

/** When those of these marks were last erased that were. */
export async function readErasedMarks(
  shard: D1Database,
  databaseId: string,
  marks: string[],
): Promise<Map<string, number>> {
  const { results } = await shard
    .prepare(
      `SELECT mark, at FROM json_each(?2) AS asked CROSS JOIN erased_marks
         ON database_id = ?1 AND mark = asked.value`,
    )
    .bind(databaseId, JSON.stringify(marks))
    .all<{ mark: string; at: number }>();
  return new Map(results.map(({ mark, at }) => [mark, at]));
}

/** Those of these leads whose person was erased. */
export async function readErasedAmong(shard: D1Database, databaseId: string, leadIds: string[]): Promise<string[]> {
  if (!leadIds.length) return [];
  const { results } = await shard
    .prepare(
      `SELECT leads.id FROM json_each(?2) AS asked CROSS JOIN leads ON database_id = ?1 AND leads.id = asked.value
       WHERE erased_at IS NOT NULL`,
    )
    .bind(databaseId, JSON.stringify(leadIds))
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

/** Forgets what recognised people who were erased before then. */
export async function deleteErasedMarks(shard: D1Database, databaseId: string, before: number): Promise<void> {
  await shard.prepare('DELETE FROM erased_marks WHERE database_id = ?1 AND at < ?2').bind(databaseId, before).run();
}
