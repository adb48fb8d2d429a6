import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { commandAs } from '../contacts/give-command.ts';
import { type SeenContact, seenContact } from '../contacts/seen-contact.ts';
import type { NameRequest } from '../request-name.ts';

/** Makes one contact two again, and shows the one that had been kept. */
export async function undoPairMerge(
  env: Pick<Env, 'CONTROL' | 'CONTACT_WRITER'>,
  actor: Actor,
  { mergeId, nameRequest }: { mergeId: string; nameRequest: NameRequest },
): Promise<SeenContact | Refusal> {
  const given = await commandAs(env, actor, nameRequest, { verb: 'undo-merge', mergeId });
  return given instanceof Refusal ? given : seenContact(env, actor, given.number ?? 0);
}
