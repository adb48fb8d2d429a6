import { and, desc, eq, lt } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { contactLog, type LogRecord } from './schema.ts';

/** Whether the contact's log has this entry. */
export async function isLogged(
  shard: D1Database,
  databaseId: string,
  contactNumber: number,
  id: string,
): Promise<boolean> {
  const found = await drizzle(shard)
    .select({ id: contactLog.id })
    .from(contactLog)
    .where(
      and(eq(contactLog.databaseId, databaseId), eq(contactLog.contactNumber, contactNumber), eq(contactLog.id, id)),
    );
  return found.length > 0;
}

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
