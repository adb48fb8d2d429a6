import { markSeen, markUnseen } from '../../storage/contacts/leads.ts';
import { shardOf } from '../../storage/shards.ts';
import type { Actor } from '../actor.ts';

/** Which leads somebody has looked at, or wants to stand out again. */
export interface SeenWish {
  ids: string[];
  isSeen: boolean;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * Marks leads of the actor's database as seen, for everybody who works in it, or as not seen.
 * @returns those of the ids that are leads there; one that is on its way is none yet.
 */
export async function markLeadsSeen(
  env: object,
  { database: { id, shard } }: Pick<Actor, 'database'>,
  { ids, isSeen, now }: SeenWish,
): Promise<string[]> {
  const database = shardOf(env, shard);
  return isSeen ? markSeen(database, id, ids, now) : markUnseen(database, id, ids);
}
