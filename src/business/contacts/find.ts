import type { Card } from '../../contacts/find-contact.ts';
import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { type Names, namesOf } from '../names.ts';
import { liveContact } from './live-contact.ts';

/** One contact by its customer number, with what the ids on it are called. */
export async function openContact(
  env: Pick<Env, 'CONTROL'>,
  actor: Pick<Actor, 'database'>,
  { number }: { number: number },
): Promise<{ card: Card; names: Names } | Refusal> {
  const [card, names] = await Promise.all([liveContact(env, actor, number), namesOf(env, actor.database.id)]);
  return card instanceof Refusal ? card : { card, names };
}
