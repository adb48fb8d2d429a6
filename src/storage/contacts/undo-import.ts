import { and, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import {
  type Card,
  contactLog,
  contacts,
  type LeadRecord,
  type LogRecord,
  leads,
  type TaskRecord,
  tasks,
} from './schema.ts';

const { raw: _raw, ...withoutRaw } = getTableColumns(leads);

/** The columns of a lead but for its bytes. */
export const leadsWithoutRaw = withoutRaw;

/** What is known of leads an import wrote: the contacts they led to, and everything that was done with those. */
export interface ImportedRead {
  leads: Omit<LeadRecord, 'raw'>[];
  cards: Card[];
  tasks: TaskRecord[];
  log: LogRecord[];
}

/** Reads these leads and their contacts, in one round trip. */
export async function readImportedLeads(
  shard: D1Database,
  databaseId: string,
  leadIds: string[],
): Promise<ImportedRead & { lastNumber: number }> {
  const db = drizzle(shard);
  const ids = sql`(SELECT value FROM json_each(${JSON.stringify(leadIds)}))`;
  const numbers = sql`(SELECT contact_number FROM leads WHERE database_id = ${databaseId} AND id IN ${ids})`;
  const [leadRows, cards, taskRows, log, last] = await db.batch([
    db
      .select(leadsWithoutRaw)
      .from(leads)
      .where(and(eq(leads.databaseId, databaseId), inArray(leads.id, ids))),
    db
      .select()
      .from(contacts)
      .where(and(eq(contacts.databaseId, databaseId), inArray(contacts.number, numbers))),
    db
      .select()
      .from(tasks)
      .where(and(eq(tasks.databaseId, databaseId), inArray(tasks.contactNumber, numbers))),
    db
      .select()
      .from(contactLog)
      .where(and(eq(contactLog.databaseId, databaseId), inArray(contactLog.contactNumber, numbers))),
    db
      .select({ number: sql<number | null>`max(${contacts.number})` })
      .from(contacts)
      .where(eq(contacts.databaseId, databaseId)),
  ]);
  return { leads: leadRows, cards, tasks: taskRows, log, lastNumber: last[0]?.number ?? 0 };
}

/** What an import wrote and nobody used since. */
export interface Removal {
  numbers: number[];
  leadIds: string[];
  tasks: Pick<TaskRecord, 'contactNumber' | 'ordinal'>[];
  log: Pick<LogRecord, 'contactNumber' | 'id'>[];
}

/** Statements that take it away. Identities and cards that stay are written as always. */
export function removalStatements(
  database: D1Database,
  databaseId: string,
  { numbers, leadIds, tasks: gone, log }: Removal,
): D1PreparedStatement[] {
  const on = (sql: string, ...values: unknown[]) =>
    database.prepare(sql).bind(databaseId, ...values.map((value) => JSON.stringify(value)));
  const pairs = 'SELECT value ->> 0, value ->> 1 FROM json_each(?2)';
  const listed = 'SELECT value FROM json_each(?2)';
  return [
    on(
      `DELETE FROM tasks WHERE database_id = ?1 AND (contact_number, ordinal) IN (${pairs})`,
      gone.map(({ contactNumber, ordinal }) => [contactNumber, ordinal]),
    ),
    on(
      `DELETE FROM contact_log WHERE database_id = ?1 AND (contact_number, id) IN (${pairs})`,
      log.map(({ contactNumber, id }) => [contactNumber, id]),
    ),
    on(`DELETE FROM leads WHERE database_id = ?1 AND id IN (${listed})`, leadIds),
    on(`DELETE FROM contacts WHERE database_id = ?1 AND number IN (${listed})`, numbers),
    on(
      `DELETE FROM possible_duplicates WHERE database_id = ?1 AND (
         older_number IN (${listed}) OR newer_number IN (${listed})
         OR (state = 'open' AND lead_id IN (SELECT value FROM json_each(?3))))`,
      numbers,
      leadIds,
    ),
  ];
}
