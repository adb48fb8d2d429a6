import { type DeadLetter, type LetterPlace, readLetterPage } from '../../storage/control/dead-letters.ts';
import type { Actor } from '../actor.ts';

export type { DeadLetter } from '../../storage/control/dead-letters.ts';

/** A page of dead letters, and where the next one begins; null when there is nothing more. */
export interface LetterPage {
  letters: DeadLetter[];
  below: LetterPlace | null;
}

/** Messages that name the actor's database and could not be read or placed, newest first. */
export async function listDeadLetters(
  env: Pick<Env, 'CONTROL'>,
  { database }: Pick<Actor, 'database'>,
  { below, limit }: { below: LetterPlace | undefined; limit: number },
): Promise<LetterPage> {
  const found = await readLetterPage(env.CONTROL, database.id, below, limit);
  const letters = found.slice(0, limit);
  return { letters, below: found.length > limit ? (letters.at(-1) ?? null) : null };
}
