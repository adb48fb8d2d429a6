import { and, eq, ne, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { holdLegacyId } from './legacy-ids.ts';
import { channels } from './schema.ts';

export type ChannelRecord = typeof channels.$inferSelect;

/** No other channel of the database has this legacy id. */
const isFree = (legacyId: string | null, databaseId: string, id: string) =>
  sql`NOT EXISTS (SELECT 1 FROM channels AS other
    WHERE other.legacy_id = ${legacyId} AND other.database_id = ${databaseId} AND other.id <> ${id})`;

/** When each channel of a database was made, by its id: milliseconds since 1970. */
export async function readChannelTimes(control: D1Database, databaseId: string): Promise<Map<string, number>> {
  const rows = await drizzle(control)
    .select({ id: channels.id, createdAt: channels.createdAt })
    .from(channels)
    .where(eq(channels.databaseId, databaseId));
  return new Map(rows.map(({ id, createdAt }) => [id, createdAt]));
}

/** Writes a new channel; false when its legacy id is taken. */
export async function insertChannel(control: D1Database, channel: ChannelRecord): Promise<boolean> {
  const db = drizzle(control);
  const [{ meta }] = await db.batch([
    db.insert(channels).values(channel).onConflictDoNothing(),
    holdLegacyId(db, channel.id),
  ]);
  return meta.changes > 0;
}

/** A channel as it is kept, and its settings as they are written, to know later whether somebody has changed them. */
export interface VersionedChannel {
  record: ChannelRecord;
  written: string;
}

export async function readChannel(
  control: D1Database,
  databaseId: string,
  id: string,
): Promise<VersionedChannel | undefined> {
  const [row] = await drizzle(control)
    .select({ record: channels, written: sql<string>`CAST(${channels.settings} AS TEXT)` })
    .from(channels)
    .where(and(eq(channels.id, id), eq(channels.databaseId, databaseId)));
  return row;
}

/**
 * Writes name, settings and legacy id of a channel, if it still is as it was read.
 * @returns `taken` when another channel has the legacy id, `overtaken` when this one was changed or deleted meanwhile.
 */
export async function updateChannel(
  control: D1Database,
  { record: { id, databaseId, ...kept }, written }: VersionedChannel,
  {
    name,
    settings,
    legacyId,
    legacyClaimedAt,
  }: Pick<ChannelRecord, 'name' | 'settings' | 'legacyId' | 'legacyClaimedAt'>,
): Promise<'written' | 'taken' | 'overtaken'> {
  const isAsRead = and(
    eq(channels.name, kept.name),
    sql`${channels.settings} = ${written}`,
    sql`${channels.legacyId} IS ${kept.legacyId}`,
  );
  const db = drizzle(control);
  const [{ meta }] = await db.batch([
    db
      .update(channels)
      .set({ name, settings, legacyId, legacyClaimedAt })
      .where(and(eq(channels.id, id), eq(channels.databaseId, databaseId), isAsRead, isFree(legacyId, databaseId, id))),
    holdLegacyId(db, id),
  ]);
  if (meta.changes > 0) return 'written';
  if (legacyId === null) return 'overtaken';
  const others = await db
    .select({ id: channels.id })
    .from(channels)
    .where(and(eq(channels.legacyId, legacyId), eq(channels.databaseId, databaseId), ne(channels.id, id)));
  return others.length ? 'taken' : 'overtaken';
}

export async function deleteChannel(control: D1Database, databaseId: string, id: string): Promise<void> {
  await drizzle(control)
    .delete(channels)
    .where(and(eq(channels.id, id), eq(channels.databaseId, databaseId)));
}
