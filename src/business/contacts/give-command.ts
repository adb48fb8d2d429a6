import { giveCommand } from '../../contacts/ask-writer.ts';
import type { Command, Done } from '../../contacts/commands/command.ts';
import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import type { NameRequest } from '../request-name.ts';

type Unsigned<C> = C extends Command ? Omit<C, 'id' | 'at' | 'by'> : never;

/** A command without who gives it, when, and by which request. */
export type CommandWish = Unsigned<Command>;

/** What a command did, and the request that gave it, with its time in milliseconds since 1970. */
export type Given = Done & { id: string; at: number };

/**
 * Has the writer of the actor's database carry out a command in the actor's name.
 * @throws Busy when it cannot now.
 */
export async function commandAs(
  env: Pick<Env, 'CONTACT_WRITER'>,
  { database, by }: Actor,
  nameRequest: NameRequest,
  wish: CommandWish,
): Promise<Given | Refusal> {
  const request = await nameRequest();
  if (request instanceof Refusal) return request;
  const { id, at } = request;
  const done = await giveCommand(env, database.id, { ...wish, id, at, by });
  return done instanceof Refusal ? done : { ...done, id, at };
}
