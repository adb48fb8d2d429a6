import { and, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { channels } from './control-schema.ts';

export type ChannelRecord = typeof channels.$inferSelect;

/** Nobody else's channel has this legacy id. */
const isFree = (legacyId: string | null, id: string) =>
  sql`NOT EXISTS (SELECT 1 FROM channels AS other WHERE other.legacy_id = ${legacyId} AND other.id <> ${id})`;

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
  const { meta } = await drizzle(control).insert(channels).values(channel).onConflictDoNothing();
  return meta.changes > 0;
}

/** Writes name, settings and legacy id of a channel; false when the legacy id is taken or the channel is gone. */
export async function updateChannel(
  control: D1Database,
  { id, databaseId, name, settings, legacyId }: Omit<ChannelRecord, 'createdAt'>,
): Promise<boolean> {
  const { meta } = await drizzle(control)
    .update(channels)
    .set({ name, settings, legacyId })
    .where(and(eq(channels.id, id), eq(channels.databaseId, databaseId), isFree(legacyId, id)));
  return meta.changes > 0;
}

export async function deleteChannel(control: D1Database, databaseId: string, id: string): Promise<void> {
  await drizzle(control)
    .delete(channels)
    .where(and(eq(channels.id, id), eq(channels.databaseId, databaseId)));
}
