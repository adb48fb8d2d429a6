import { Refusal } from '../../refusal.ts';
import { deleteMarketer } from '../../storage/control/marketers.ts';
import type { Actor } from '../actor.ts';
import { type AnnounceEnv, announceRules } from '../announce.ts';
import { findMarketer } from './find.ts';

/** Deletes a marketer. Contacts stay stamped with it; who comes with its reference from now on is not. */
export async function removeMarketer(env: AnnounceEnv, actor: Actor, id: string): Promise<Refusal | undefined> {
  const marketer = await findMarketer(env, actor, id);
  if (marketer instanceof Refusal) return marketer;
  await deleteMarketer(env.CONTROL, marketer);
  await announceRules(env, actor.database.id);
  return undefined;
}
