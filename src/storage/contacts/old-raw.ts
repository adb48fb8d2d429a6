/**
 * Gives up the bytes of a database's oldest leads, from one id on: reads each lead once, by the primary key.
 * @param below only leads below this id. @param limit how many leads are looked at.
 * @returns the id to go on from, undefined when none is left below; and how many held bytes.
 */
export async function giveUpRaw(
  shard: D1Database,
  databaseId: string,
  { from, below, limit }: { from: string; below: string; limit: number },
): Promise<{ next: string | undefined; given: number }> {
  const next = await shard
    .prepare('SELECT id FROM leads WHERE database_id = ?1 AND id >= ?2 AND id < ?3 ORDER BY id LIMIT 1 OFFSET ?4')
    .bind(databaseId, from, below, limit)
    .first<{ id: string }>();
  const { meta } = await shard
    .prepare('UPDATE leads SET raw = NULL WHERE database_id = ?1 AND id >= ?2 AND id < ?3 AND raw IS NOT NULL')
    .bind(databaseId, from, next?.id ?? below)
    .run();
  return { next: next?.id, given: meta.changes };
}
