import { drizzle } from 'drizzle-orm/d1';
import { deadLetters } from './control-schema.ts';

/** Keeps a message nobody can place. The same message twice is one letter. */
export async function storeDeadLetter(control: D1Database, letter: typeof deadLetters.$inferInsert): Promise<void> {
  await drizzle(control).insert(deadLetters).values(letter).onConflictDoNothing();
}
