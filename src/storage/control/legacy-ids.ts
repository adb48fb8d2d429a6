import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1';
import { channels, databases, legacyIdHolders } from './schema.ts';

/* Which channel a `SystemID` of old senders means. Several businesses may have the same one. */

/** Of several channels of one business the operator's, else who had the id first. */
const FIRST = [asc(sql`coalesce(${channels.legacyClaimedAt}, 1)`), asc(channels.createdAt), asc(channels.id)];

/**
 * The id of the channel that old senders call by this `SystemID`: that of one database, else of the business that holds
 * the id. Undefined also where that business has given it up: another one that has the id gets nobody else's leads.
 */
export async function findLegacyChannelId(
  control: D1Database,
  legacyId: string,
  databaseId?: string,
): Promise<string | undefined> {
  const named = drizzle(control).select({ id: channels.id }).from(channels);
  const [row] = await (databaseId === undefined
    ? named
        .innerJoin(databases, eq(databases.id, channels.databaseId))
        .innerJoin(
          legacyIdHolders,
          and(eq(legacyIdHolders.legacyId, channels.legacyId), eq(legacyIdHolders.businessId, databases.businessId)),
        )
        .where(eq(channels.legacyId, legacyId))
    : named.where(and(eq(channels.legacyId, legacyId), eq(channels.databaseId, databaseId)))
  )
    .orderBy(...FIRST)
    .limit(1);
  return row?.id;
}

/** The ids of those channels of a database that the bare address of their legacy id leads to. */
export async function readBareChannelIds(control: D1Database, databaseId: string): Promise<Set<string>> {
  const rows = await drizzle(control).all<{ id: string }>(sql`SELECT own.id FROM channels AS own
    JOIN databases AS home ON home.id = own.database_id
    JOIN legacy_id_holders AS holder ON holder.legacy_id = own.legacy_id AND holder.business_id = home.business_id
    WHERE own.database_id = ${databaseId} AND NOT EXISTS (
      SELECT 1 FROM channels AS other JOIN databases AS theirs ON theirs.id = other.database_id
      WHERE other.legacy_id = own.legacy_id AND theirs.business_id = home.business_id
        AND (coalesce(other.legacy_claimed_at, 1), other.created_at, other.id)
          < (coalesce(own.legacy_claimed_at, 1), own.created_at, own.id))`);
  return new Set(rows.map(({ id }) => id));
}

/** The legacy id a channel has, and its business; no row when it has none. */
const held = (db: DrizzleD1Database, channelId: string) =>
  db
    .select({ legacyId: sql<string>`${channels.legacyId}`.as('legacy_id'), businessId: databases.businessId })
    .from(channels)
    .innerJoin(databases, eq(databases.id, channels.databaseId))
    .where(and(eq(channels.id, channelId), isNotNull(channels.legacyId)));

/** The statement by which a channel's legacy id, if it has one, is its business's, unless it is another's already. */
export const holdLegacyId = (db: DrizzleD1Database, channelId: string) =>
  db.insert(legacyIdHolders).select(held(db, channelId)).onConflictDoNothing();

/** Has the bare address of a legacy id lead to this channel; false when the channel does not have that id. */
export async function proveLegacyId(control: D1Database, legacyId: string, channelId: string): Promise<boolean> {
  const db = drizzle(control);
  const hasIt = sql`EXISTS (
    SELECT 1 FROM channels AS theirs WHERE theirs.id = ${channelId} AND theirs.legacy_id = ${legacyId})`;
  const [, proven] = await db.batch([
    db
      .update(channels)
      .set({ legacyClaimedAt: 1 })
      .where(and(eq(channels.legacyId, legacyId), eq(channels.legacyClaimedAt, 0), hasIt)),
    db
      .update(channels)
      .set({ legacyClaimedAt: 0 })
      .where(and(eq(channels.id, channelId), eq(channels.legacyId, legacyId))),
    db
      .insert(legacyIdHolders)
      .select(db.select().from(held(db, channelId).as('held')).where(sql`legacy_id = ${legacyId}`))
      .onConflictDoUpdate({ target: legacyIdHolders.legacyId, set: { businessId: sql`excluded.business_id` } }),
  ]);
  return proven.meta.changes > 0;
}
