import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { marketersByKey } from './marketers.ts';
import { databases, marketers, statuses } from './schema.ts';

/** The rules of a database that its writer applies, and where it lives; undefined when there is no such database. */
export async function readDatabaseRules(control: D1Database, databaseId: string) {
  const db = drizzle(control);
  const [[database], list, marketerList] = await db.batch([
    db.select().from(databases).where(eq(databases.id, databaseId)),
    db.select().from(statuses).where(eq(statuses.databaseId, databaseId)),
    db.select().from(marketers).where(eq(marketers.databaseId, databaseId)),
  ]);
  const roleId = (role: 'new' | 'notInterested') => list.find((status) => status.role === role)?.id;
  const newStatusId = roleId('new');
  const notInterestedStatusId = roleId('notInterested');
  if (!database || !newStatusId || !notInterestedStatusId) return undefined;
  const { shard, allowDuplicates, country, junk } = database;
  return {
    shard,
    allowDuplicates,
    country,
    junk,
    newStatusId,
    notInterestedStatusId,
    marketers: marketersByKey(marketerList),
  };
}
