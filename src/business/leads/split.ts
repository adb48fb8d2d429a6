import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { commandAs } from '../contacts/give-command.ts';
import { type SeenContact, seenContact } from '../contacts/seen-contact.ts';
import type { NameRequest } from '../request-name.ts';

/** A lead that was wrongly added to a contact. */
export interface SplitWish {
  leadId: string;
  nameRequest: NameRequest;
}

/** Takes the lead off its contact and makes it a contact of its own; `splitId` undoes it, and
 * `stays` names the fields of the other contact that hold something else by now than the lead put there. */
export async function splitLead(
  env: Pick<Env, 'CONTROL' | 'CONTACT_WRITER'>,
  actor: Actor,
  { leadId, nameRequest }: SplitWish,
): Promise<(SeenContact & { splitId: string; stays: string[] }) | Refusal> {
  const given = await commandAs(env, actor, nameRequest, { verb: 'split', leadId });
  if (given instanceof Refusal) return given;
  const made = await seenContact(env, actor, given.number ?? 0);
  return made instanceof Refusal ? made : { ...made, splitId: given.splitId ?? given.id, stays: given.stays ?? [] };
}
