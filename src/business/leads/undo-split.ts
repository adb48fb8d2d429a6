import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { commandAs } from '../contacts/give-command.ts';
import { type SeenContact, seenContact } from '../contacts/seen-contact.ts';
import type { NameRequest } from '../request-name.ts';

/** Puts a lead back onto the contact it was split off. @returns that contact. */
export async function undoSplit(
  env: Pick<Env, 'CONTROL' | 'CONTACT_WRITER'>,
  actor: Actor,
  { splitId, nameRequest }: { splitId: string; nameRequest: NameRequest },
): Promise<SeenContact | Refusal> {
  const given = await commandAs(env, actor, nameRequest, { verb: 'undo-split', splitId });
  return given instanceof Refusal ? given : seenContact(env, actor, given.number ?? 0);
}
