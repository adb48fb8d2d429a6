import { notFound, type Refusal } from '../../refusal.ts';
import type { ApiKeyRecord } from '../../storage/control/api-keys.ts';
import type { Actor } from '../actor.ts';
import { listKeys } from './list.ts';

/** One key of the actor's database, without its secret, which nobody keeps. */
export async function findKey(env: Pick<Env, 'CONTROL'>, actor: Actor, id: string): Promise<ApiKeyRecord | Refusal> {
  return (await listKeys(env, actor)).find((key) => key.id === id) ?? notFound('key');
}
