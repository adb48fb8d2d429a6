import { and, asc, gt, inArray, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { deadLetters } from './schema.ts';

/** Keeps a message nobody can place. The same message twice is one letter. */
export async function storeDeadLetter(control: D1Database, letter: typeof deadLetters.$inferInsert): Promise<void> {
  await drizzle(control).insert(deadLetters).values(letter).onConflictDoNothing();
}

const AT_ONCE = 50;

/** The letters that name this database, a few at a time. */
export async function* readDeadLetters(
  control: D1Database,
  databaseId: string,
): AsyncGenerator<Pick<typeof deadLetters.$inferSelect, 'id' | 'body'>[]> {
  const { id, body } = deadLetters;
  for (let after = ''; ; ) {
    const page = await drizzle(control)
      .select({ id, body })
      .from(deadLetters)
      .where(and(gt(id, after), sql`instr(${body}, ${databaseId}) > 0`))
      .orderBy(asc(id))
      .limit(AT_ONCE);
    if (page.length) yield page;
    const last = page.at(-1);
    if (!last || page.length < AT_ONCE) return;
    after = last.id;
  }
}

/** Leaves of these letters that they were, and not what they said. */
export async function emptyDeadLetters(control: D1Database, ids: string[]): Promise<void> {
  const wanted = sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  await drizzle(control)
    .update(deadLetters)
    .set({ body: '', reason: 'Its person was erased' })
    .where(inArray(deadLetters.id, wanted));
}
