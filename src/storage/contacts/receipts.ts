import { and, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { databases } from '../control/schema.ts';
import { leads } from './schema.ts';

const shards = new Map<string, string>();

/** The shard a database lives in; undefined when there is no such database. Remembered, since databases do not move. */
export async function findShard(control: D1Database, databaseId: string): Promise<string | undefined> {
  const known = shards.get(databaseId);
  if (known) return known;
  const [row] = await drizzle(control)
    .select({ shard: databases.shard })
    .from(databases)
    .where(eq(databases.id, databaseId));
  if (row) shards.set(databaseId, row.shard);
  return row?.shard;
}

/** What may be told of a lead without telling who it is about. */
export async function readReceipt(shard: D1Database, databaseId: string, id: string) {
  const { status, receivedAt, warnings } = leads;
  const [row] = await drizzle(shard)
    .select({ status, receivedAt, warnings })
    .from(leads)
    .where(and(eq(leads.databaseId, databaseId), eq(leads.id, id)));
  return row;
}
