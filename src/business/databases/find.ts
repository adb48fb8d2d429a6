import { notFound, type Refusal } from '../../refusal.ts';
import type { DatabaseRecord } from '../../storage/control/databases.ts';
import type { Actor } from '../actor.ts';
import { listDatabases } from './list.ts';

/** One of the databases an actor sees. */
export async function findDatabase(
  env: Pick<Env, 'CONTROL'>,
  actor: Actor,
  id: string,
): Promise<DatabaseRecord | Refusal> {
  return (await listDatabases(env, actor)).find((database) => database.id === id) ?? notFound('database');
}
