import { and, asc, eq, isNotNull, isNull, lt, notInArray, or, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { databases, deadLetters, rawGivenUp } from './schema.ts';

/** A database whose old leads are to be looked at, and where that was left off. */
export interface DueDatabase {
  id: string;
  shard: string;
  rawDays: number;
  /** Leads below this id hold no bytes any more, but for some that were written late. */
  below: string;
  /** The last run did not come to the end. */
  isUnderWay: boolean;
}

/** Databases that have a term and were not gone through since then, those that wait longest first. */
export async function readDueDatabases(control: D1Database, since: number, limit: number): Promise<DueDatabase[]> {
  const { id, shard, rawDays } = databases;
  const { below, doneAt } = rawGivenUp;
  const rows = await drizzle(control)
    .select({ id, shard, rawDays, below, doneAt })
    .from(databases)
    .leftJoin(rawGivenUp, eq(rawGivenUp.databaseId, id))
    .where(and(isNotNull(rawDays), or(isNull(doneAt), lt(doneAt, since))))
    .orderBy(asc(sql`coalesce(${doneAt}, 0)`), asc(id))
    .limit(limit);
  return rows.map(({ doneAt: at, ...row }) => ({
    ...row,
    rawDays: row.rawDays ?? 0,
    below: row.below ?? '',
    isUnderWay: at === 0,
  }));
}

/** Notes how far a database is. */
export async function noteGivenUp(control: D1Database, progress: typeof rawGivenUp.$inferSelect): Promise<void> {
  const { below, doneAt } = progress;
  await drizzle(control)
    .insert(rawGivenUp)
    .values(progress)
    .onConflictDoUpdate({ target: rawGivenUp.databaseId, set: { below, doneAt } });
}

/** Forgets dead letters of a database, or (null) of none that is there, that were stored before then. */
export async function deleteOldLetters(control: D1Database, databaseId: string | null, before: number): Promise<void> {
  const db = drizzle(control);
  const nobodys = or(
    isNull(deadLetters.databaseId),
    notInArray(deadLetters.databaseId, db.select({ id: databases.id }).from(databases)),
  );
  const whose = databaseId === null ? nobodys : eq(deadLetters.databaseId, databaseId);
  await db.delete(deadLetters).where(and(whose, lt(deadLetters.storedAt, before)));
}
