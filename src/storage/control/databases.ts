import { asc, count, eq, min } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { drizzle } from 'drizzle-orm/d1';
import { apiKeys, businesses, channels, databases, processes, stages, statuses } from './schema.ts';

export type DatabaseRecord = typeof databases.$inferSelect;

/** Everything a new database starts with. */
export interface NewDatabase {
  business?: typeof businesses.$inferInsert;
  database: DatabaseRecord;
  statuses: (typeof statuses.$inferInsert)[];
  process: typeof processes.$inferInsert;
  stages: (typeof stages.$inferInsert)[];
  channel?: typeof channels.$inferInsert;
  apiKey?: typeof apiKeys.$inferInsert;
}

/** Writes a new database with all it starts with, in one transaction. */
export async function insertDatabase(control: D1Database, records: NewDatabase): Promise<void> {
  const db = drizzle(control);
  const further: BatchItem<'sqlite'>[] = [];
  if (records.business) further.push(db.insert(businesses).values(records.business));
  if (records.channel) further.push(db.insert(channels).values(records.channel));
  if (records.apiKey) further.push(db.insert(apiKeys).values(records.apiKey));
  await db.batch([
    db.insert(databases).values(records.database),
    db.insert(statuses).values(records.statuses),
    db.insert(processes).values(records.process),
    db.insert(stages).values(records.stages),
    ...further,
  ]);
}

/** The databases of a business, oldest first. */
export async function readDatabases(control: D1Database, businessId: string): Promise<DatabaseRecord[]> {
  return drizzle(control)
    .select()
    .from(databases)
    .where(eq(databases.businessId, businessId))
    .orderBy(asc(databases.createdAt), asc(databases.id));
}

/** Changes what is given of a database and leaves the rest to whoever changes that; undefined when there is no such. */
export async function updateDatabase(
  control: D1Database,
  id: string,
  changes: { [K in Exclude<keyof DatabaseRecord, 'id' | 'businessId' | 'shard'>]?: DatabaseRecord[K] | undefined },
): Promise<DatabaseRecord | undefined> {
  // A statement must set something, and its id is what a database never changes.
  const [database] = await drizzle(control)
    .update(databases)
    .set({ id, ...changes })
    .where(eq(databases.id, id))
    .returning();
  return database;
}

/**
 * How many businesses a setup token has made, by its print, and when the first: milliseconds since 1970, null for none.
 */
export async function countSetups(
  control: D1Database,
  setup: string,
): Promise<{ businesses: number; first: number | null }> {
  const [row] = await drizzle(control)
    .select({ businesses: count(), first: min(businesses.createdAt) })
    .from(businesses)
    .where(eq(businesses.setup, setup));
  return row ?? { businesses: 0, first: null };
}
