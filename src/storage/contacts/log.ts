import { and, desc, eq, lt } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { contactLog, type LogRecord } from './schema.ts';

/** A contact's log entries that are not inquiries, newest first, below this id. */
export async function readLogEntries(
  shard: D1Database,
  databaseId: string,
  contactNumber: number,
  below: string | undefined,
  limit: number,
): Promise<LogRecord[]> {
  return drizzle(shard)
    .select()
    .from(contactLog)
    .where(
      and(
        eq(contactLog.databaseId, databaseId),
        eq(contactLog.contactNumber, contactNumber),
        below === undefined ? undefined : lt(contactLog.id, below),
      ),
    )
    .orderBy(desc(contactLog.id))
    .limit(limit);
}
