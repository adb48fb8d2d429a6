import type { MergeChoice } from '../../contacts/commands/command.ts';
import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { commandAs } from '../contacts/give-command.ts';
import { type SeenContact, seenContact } from '../contacts/seen-contact.ts';
import type { NameRequest } from '../request-name.ts';

/** Two contacts, by their customer numbers, and which of them stays. */
export interface MergeWish extends MergeChoice {
  older: number;
  newer: number;
  keep: number;
  nameRequest: NameRequest;
}

/** Makes the two contacts of a pair, or any two, one; `mergeId` undoes it. */
export async function mergePair(
  env: Pick<Env, 'CONTROL' | 'CONTACT_WRITER'>,
  actor: Actor,
  { nameRequest, ...pair }: MergeWish,
): Promise<(SeenContact & { mergeId: string }) | Refusal> {
  const given = await commandAs(env, actor, nameRequest, { verb: 'merge', ...pair });
  if (given instanceof Refusal) return given;
  const kept = await seenContact(env, actor, given.number ?? pair.keep);
  return kept instanceof Refusal ? kept : { ...kept, mergeId: given.mergeId ?? given.id };
}
