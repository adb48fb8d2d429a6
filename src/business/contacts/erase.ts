import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import type { NameRequest } from '../request-name.ts';
import { commandAs } from './give-command.ts';

/** Erases the person of a contact everywhere in the actor's database, leads included, for good. */
export async function eraseForGood(
  env: Pick<Env, 'CONTACT_WRITER'>,
  actor: Actor,
  { number, nameRequest }: { number: number; nameRequest: NameRequest },
): Promise<Refusal | undefined> {
  const given = await commandAs(env, actor, nameRequest, { verb: 'erase', number });
  return given instanceof Refusal ? given : undefined;
}
