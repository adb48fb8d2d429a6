import { asc, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { apiKeys, businesses, channels, databases, stages } from './schema.ts';

/** A business as it was first written, of which nobody may have been told. */
export interface WrittenBusiness {
  business: typeof businesses.$inferSelect;
  database: typeof databases.$inferSelect;
  /** Of its first process, in order. */
  stages: (typeof stages.$inferSelect)[];
  channel: typeof channels.$inferSelect;
  apiKey: typeof apiKeys.$inferSelect;
}

/** The business with this id and what it started with, the oldest of each; undefined when it is not there. */
export async function readWrittenBusiness(
  control: D1Database,
  businessId: string,
): Promise<WrittenBusiness | undefined> {
  const db = drizzle(control);
  const [row] = await db
    .select({ business: businesses, database: databases, channel: channels, apiKey: apiKeys })
    .from(businesses)
    .innerJoin(databases, eq(databases.businessId, businesses.id))
    .innerJoin(channels, eq(channels.databaseId, databases.id))
    .innerJoin(apiKeys, eq(apiKeys.databaseId, databases.id))
    .where(eq(businesses.id, businessId))
    .orderBy(asc(databases.createdAt), asc(channels.createdAt), asc(apiKeys.createdAt))
    .limit(1);
  if (!row) return undefined;
  const its = await db
    .select()
    .from(stages)
    .where(eq(stages.databaseId, row.database.id))
    .orderBy(asc(stages.position), asc(stages.id));
  return { ...row, stages: its };
}
