import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { commandAs } from '../contacts/give-command.ts';
import type { NameRequest } from '../request-name.ts';

/** Says that the two contacts of a pair are two; the pair is not shown again. */
export async function dismissDuplicate(
  env: Pick<Env, 'CONTACT_WRITER'>,
  actor: Actor,
  { nameRequest, ...pair }: { older: number; newer: number; nameRequest: NameRequest },
): Promise<Refusal | undefined> {
  const given = await commandAs(env, actor, nameRequest, { verb: 'dismiss', ...pair });
  return given instanceof Refusal ? given : undefined;
}
