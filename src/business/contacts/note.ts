import type { NoteKind } from '../../contacts/commands/command.ts';
import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import type { NameRequest } from '../request-name.ts';
import { commandAs } from './give-command.ts';

export { NOTE_KINDS } from '../../contacts/commands/command.ts';

/** What somebody writes into a contact's log. */
export interface NoteWish {
  number: number;
  kind: NoteKind;
  text: string;
  nameRequest: NameRequest;
}

/** Writes it, in the actor's name. @returns the entry's id and when it was written, in milliseconds since 1970. */
export async function noteOn(
  env: Pick<Env, 'CONTACT_WRITER'>,
  actor: Actor,
  { nameRequest, ...note }: NoteWish,
): Promise<{ id: string; at: number } | Refusal> {
  const given = await commandAs(env, actor, nameRequest, { verb: 'note', ...note });
  return given instanceof Refusal ? given : { id: given.id, at: given.at };
}
