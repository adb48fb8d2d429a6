import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { type DeadLetter, deadLetters } from './schema.ts';

export type { DeadLetter } from './schema.ts';

/** Keeps a message nobody can place. The same message twice is one letter. */
export async function storeDeadLetter(control: D1Database, letter: typeof deadLetters.$inferInsert): Promise<void> {
  await drizzle(control).insert(deadLetters).values(letter).onConflictDoNothing();
}

/** Where a page of letters ends. */
export type LetterPlace = Pick<DeadLetter, 'storedAt' | 'id'>;

/** The letters that name this database, newest first, and one more than wanted where there is one. */
export async function readLetterPage(
  control: D1Database,
  databaseId: string,
  below: LetterPlace | undefined,
  limit: number,
): Promise<DeadLetter[]> {
  const { storedAt, id } = deadLetters;
  return drizzle(control)
    .select()
    .from(deadLetters)
    .where(
      and(
        eq(deadLetters.databaseId, databaseId),
        below && sql`(${storedAt}, ${id}) < (${below.storedAt}, ${below.id})`,
      ),
    )
    .orderBy(desc(storedAt), desc(id))
    .limit(limit + 1);
}

/** One of the letters that name this database. */
export async function readDeadLetter(
  control: D1Database,
  databaseId: string,
  id: string,
): Promise<DeadLetter | undefined> {
  const [letter] = await drizzle(control)
    .select()
    .from(deadLetters)
    .where(and(eq(deadLetters.id, id), eq(deadLetters.databaseId, databaseId)));
  return letter;
}

/** Forgets a letter. */
export async function deleteLetter(control: D1Database, databaseId: string, id: string): Promise<void> {
  await drizzle(control)
    .delete(deadLetters)
    .where(and(eq(deadLetters.id, id), eq(deadLetters.databaseId, databaseId)));
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
