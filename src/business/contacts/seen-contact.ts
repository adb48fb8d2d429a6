import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import type { Names } from '../names.ts';
import { cardSeenBy, type SeenCard } from '../what-actor-sees.ts';
import { openContact } from './find.ts';

/** A contact as far as the actor may see it, with what the ids on it are called. */
export interface SeenContact {
  contact: SeenCard;
  names: Names;
}

/** The contact a verb has written, as it is now: what every verb that writes one answers with. */
export async function seenContact(
  env: Pick<Env, 'CONTROL'>,
  actor: Actor,
  number: number,
): Promise<SeenContact | Refusal> {
  const found = await openContact(env, actor, { number });
  return found instanceof Refusal ? found : { contact: cardSeenBy(actor, found.card), names: found.names };
}
