import { notFound, type Refusal } from '../../refusal.ts';
import { type DeadLetter, readDeadLetter } from '../../storage/control/dead-letters.ts';
import type { Actor } from '../actor.ts';

/** One message that names the actor's database and could not be read or placed. */
export async function findDeadLetter(
  env: Pick<Env, 'CONTROL'>,
  { database }: Pick<Actor, 'database'>,
  id: string,
): Promise<DeadLetter | Refusal> {
  return (await readDeadLetter(env.CONTROL, database.id, id)) ?? notFound('dead letter');
}
