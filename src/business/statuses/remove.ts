import { Refusal } from '../../refusal.ts';
import { isStatusInUse } from '../../storage/contacts/cards.ts';
import { deleteStatus } from '../../storage/control/statuses.ts';
import { shardOf } from '../../storage/shards.ts';
import type { Actor } from '../actor.ts';
import type { AnnounceEnv } from '../announce.ts';
import { findStatus } from './find.ts';
import { holdsRole } from './status-rules.ts';

/** Deletes a status that plays no role and that no contact has. */
export async function removeStatus(env: AnnounceEnv, actor: Actor, id: string): Promise<Refusal | undefined> {
  const { id: databaseId, shard } = actor.database;
  const status = await findStatus(env, actor, id);
  if (status instanceof Refusal) return status;
  if (status.role) return holdsRole(status.role);
  if (await isStatusInUse(shardOf(env, shard), databaseId, id)) {
    return new Refusal(409, 'in_use', `Contacts have the status ${status.name}. Give them another status first.`);
  }
  if (!(await deleteStatus(env.CONTROL, databaseId, id))) return holdsRole('new');
  return undefined;
}
