import { and, asc, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { type Channel, channelSchema } from '../../lead/channel/channel.ts';
import { channels, customFields, databases, stages } from './schema.ts';

/** A channel as the edge uses it, and the id its old senders know it by. */
export interface StoredChannel {
  channel: Channel;
  legacyId: string | null;
}

/** All channels of a database, each with what it takes from its database, in order of creation. */
export async function readChannels(control: D1Database, databaseId: string): Promise<StoredChannel[]> {
  const db = drizzle(control);
  const [[database], rows, stageRows, fieldRows] = await db.batch([
    db.select().from(databases).where(eq(databases.id, databaseId)),
    db.select().from(channels).where(eq(channels.databaseId, databaseId)).orderBy(asc(channels.createdAt)),
    db.select().from(stages).where(eq(stages.databaseId, databaseId)).orderBy(asc(stages.position)),
    db.select().from(customFields).where(eq(customFields.databaseId, databaseId)).orderBy(asc(customFields.position)),
  ]);
  if (!database) return [];
  const fieldsOf = (scope: 'contact' | 'process') =>
    fieldRows
      .filter((field) => field.scope === scope)
      .map(({ legacyId, ...field }) => ({ ...field, ...(legacyId ? { legacyId } : {}) }));
  return rows.map(({ settings, legacyId, id, name }) => ({
    legacyId,
    channel: channelSchema.parse({
      // Senders that know a channel by its legacy id were written for a CRM that replaces.
      replaces: legacyId !== null,
      ...settings,
      id,
      databaseId,
      name,
      country: database.country,
      junk: database.junk,
      stages: stageRows.map(({ legacyId, ...stage }) => ({ ...stage, ...(legacyId ? { legacyId } : {}) })),
      customFields: fieldsOf('contact'),
      processFields: fieldsOf('process'),
    }),
  }));
}

/**
 * The id of the channel that old senders call by this `SystemID`: that of one database, else whose operator proved it,
 * else who had it first.
 */
export async function findLegacyChannelId(
  control: D1Database,
  legacyId: string,
  databaseId?: string,
): Promise<string | undefined> {
  const [row] = await drizzle(control)
    .select({ id: channels.id })
    .from(channels)
    .where(
      and(eq(channels.legacyId, legacyId), databaseId === undefined ? undefined : eq(channels.databaseId, databaseId)),
    )
    .orderBy(asc(sql`coalesce(${channels.legacyClaimedAt}, 1)`), asc(channels.createdAt), asc(channels.id))
    .limit(1);
  return row?.id;
}

/** The ids of those channels of a database that the bare address of their legacy id leads to. */
export async function readBareChannelIds(control: D1Database, databaseId: string): Promise<Set<string>> {
  const rows = await drizzle(control).all<{ id: string }>(sql`SELECT own.id FROM channels AS own
    WHERE own.database_id = ${databaseId} AND own.legacy_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM channels AS other WHERE other.legacy_id = own.legacy_id
        AND (coalesce(other.legacy_claimed_at, 1), other.created_at, other.id)
          < (coalesce(own.legacy_claimed_at, 1), own.created_at, own.id))`);
  return new Set(rows.map(({ id }) => id));
}

/** Has the bare address of a legacy id lead to this channel; false when the channel does not have that id. */
export async function proveLegacyId(control: D1Database, legacyId: string, channelId: string): Promise<boolean> {
  const db = drizzle(control);
  const [, proven] = await db.batch([
    db
      .update(channels)
      .set({ legacyClaimedAt: 1 })
      .where(
        and(
          eq(channels.legacyId, legacyId),
          eq(channels.legacyClaimedAt, 0),
          sql`EXISTS (SELECT 1 FROM channels AS theirs WHERE theirs.id = ${channelId} AND theirs.legacy_id = ${legacyId})`,
        ),
      ),
    db
      .update(channels)
      .set({ legacyClaimedAt: 0 })
      .where(and(eq(channels.id, channelId), eq(channels.legacyId, legacyId))),
  ]);
  return proven.meta.changes > 0;
}
