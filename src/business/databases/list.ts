import { type DatabaseRecord, readDatabases } from '../../storage/control/databases.ts';
import { type Actor, may } from '../actor.ts';

export type { DatabaseRecord } from '../../storage/control/databases.ts';

/** The databases an actor sees: its own, or with the scope `admin` all of its business. */
export async function listDatabases(env: Pick<Env, 'CONTROL'>, actor: Actor): Promise<DatabaseRecord[]> {
  return may(actor, 'admin') ? readDatabases(env.CONTROL, actor.database.businessId) : [actor.database];
}
