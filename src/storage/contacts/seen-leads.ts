import { and, eq, inArray, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { leads, seenLeads } from './schema.ts';

/** Of a lead in a query of leads: when it was first seen, null while nobody has. */
export const seenAt = sql<number | null>`(SELECT seen.at FROM seen_leads AS seen
  WHERE seen.database_id = leads.database_id AND seen.lead_id = leads.id)`;

/**
 * Marks leads as seen; those seen before keep their time.
 * @returns the ids that are there; the rest are no leads of this database, or not written yet.
 */
export async function markSeen(shard: D1Database, databaseId: string, ids: string[], at: number): Promise<string[]> {
  const there = await idsThere(shard, databaseId, ids);
  if (!there.length) return [];
  const db = drizzle(shard);
  const rows = sql`SELECT ${databaseId}, value, ${at} FROM json_each(${JSON.stringify(there)}) WHERE true`;
  await db.run(sql`INSERT INTO ${seenLeads} (database_id, lead_id, at) ${rows} ON CONFLICT DO NOTHING`);
  return there;
}

/** Marks leads as not seen. @returns the ids that are there. */
export async function markUnseen(shard: D1Database, databaseId: string, ids: string[]): Promise<string[]> {
  const there = await idsThere(shard, databaseId, ids);
  const these = sql`(SELECT value FROM json_each(${JSON.stringify(there)}))`;
  const isTheirs = and(eq(seenLeads.databaseId, databaseId), inArray(seenLeads.leadId, these));
  if (there.length) await drizzle(shard).delete(seenLeads).where(isTheirs);
  return there;
}

async function idsThere(shard: D1Database, databaseId: string, ids: string[]): Promise<string[]> {
  const these = sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  const rows = await drizzle(shard)
    .select({ id: leads.id })
    .from(leads)
    .where(and(eq(leads.databaseId, databaseId), inArray(leads.id, these)));
  return rows.map(({ id }) => id);
}
