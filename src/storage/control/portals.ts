import { and, asc, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { portals } from './schema.ts';

export type PortalRecord = typeof portals.$inferSelect;

/** The portals of a database, oldest first. */
export const readPortals = (control: D1Database, databaseId: string): Promise<PortalRecord[]> =>
  drizzle(control)
    .select()
    .from(portals)
    .where(eq(portals.databaseId, databaseId))
    .orderBy(asc(portals.createdAt), asc(portals.id));

export async function readPortal(control: D1Database, id: string): Promise<PortalRecord | undefined> {
  const [portal] = await drizzle(control).select().from(portals).where(eq(portals.id, id));
  return portal;
}

export async function insertPortal(control: D1Database, portal: PortalRecord): Promise<void> {
  await drizzle(control).insert(portals).values(portal);
}

/** A portal as it is kept, and its settings as they are written, to know later whether somebody has changed them. */
export interface VersionedPortal {
  record: PortalRecord;
  written: string;
}

export async function readVersionedPortal(
  control: D1Database,
  databaseId: string,
  id: string,
): Promise<VersionedPortal | undefined> {
  const [row] = await drizzle(control)
    .select({ record: portals, written: sql<string>`CAST(${portals.settings} AS TEXT)` })
    .from(portals)
    .where(and(eq(portals.id, id), eq(portals.databaseId, databaseId)));
  return row;
}

/** Writes a portal if it still is as it was read; false when it was changed or deleted meanwhile. */
export async function updatePortal(
  control: D1Database,
  { record: { id, databaseId, name, channelId }, written }: VersionedPortal,
  changes: Pick<PortalRecord, 'name' | 'channelId' | 'settings'>,
): Promise<boolean> {
  const isAsRead = and(eq(portals.name, name), eq(portals.channelId, channelId), sql`${portals.settings} = ${written}`);
  const { meta } = await drizzle(control)
    .update(portals)
    .set({ name: changes.name, channelId: changes.channelId, settings: changes.settings })
    .where(and(eq(portals.id, id), eq(portals.databaseId, databaseId), isAsRead));
  return meta.changes > 0;
}

export async function deletePortal(control: D1Database, databaseId: string, id: string): Promise<void> {
  await drizzle(control)
    .delete(portals)
    .where(and(eq(portals.id, id), eq(portals.databaseId, databaseId)));
}
