import { and, asc, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import {
  contactLog,
  contacts,
  identities,
  leads,
  possibleDuplicates,
  tasks,
} from '../../../src/storage/contacts/schema.ts';
import type { Business } from './business.ts';

/** Waits until the check returns something, and returns it. */
export async function eventually<T>(check: () => Promise<T | undefined | false>, seconds = 15): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Not within ${seconds} s`);
    await scheduler.wait(25);
  }
}

/** Everything a database holds, as its tables say it. */
export async function contentOf({ databaseId, database }: Pick<Business, 'databaseId' | 'database'>) {
  const db = drizzle(database);
  const [contactRows, identityRows, leadRows, taskRows, logRows, pairRows] = await db.batch([
    db.select().from(contacts).where(eq(contacts.databaseId, databaseId)).orderBy(asc(contacts.number)),
    db.select().from(identities).where(eq(identities.databaseId, databaseId)),
    db.select().from(leads).where(eq(leads.databaseId, databaseId)).orderBy(asc(leads.id)),
    db
      .select()
      .from(tasks)
      .where(eq(tasks.databaseId, databaseId))
      .orderBy(asc(tasks.contactNumber), asc(tasks.ordinal)),
    db.select().from(contactLog).where(eq(contactLog.databaseId, databaseId)),
    db.select().from(possibleDuplicates).where(eq(possibleDuplicates.databaseId, databaseId)),
  ]);
  return {
    contacts: contactRows,
    identities: identityRows,
    leads: leadRows,
    tasks: taskRows,
    log: logRows,
    possibleDuplicates: pairRows,
  };
}

/** The lead's row once it is written. */
export function writtenLead(business: Business, id: string) {
  return eventually(async () => {
    const [row] = await drizzle(business.database)
      .select()
      .from(leads)
      .where(and(eq(leads.databaseId, business.databaseId), eq(leads.id, id)));
    return row;
  });
}

/** Waits until so many leads of the business are written, and returns what its tables hold then. */
export function afterLeads(business: Business, count: number) {
  return eventually(async () => {
    const content = await contentOf(business);
    return content.leads.length >= count && content;
  });
}
