import { notFound, type Refusal } from '../../refusal.ts';
import type { StatusRecord } from '../../storage/control/statuses.ts';
import type { Actor } from '../actor.ts';
import { listStatuses } from './list.ts';

/** One status of the actor's database. */
export async function findStatus(env: Pick<Env, 'CONTROL'>, actor: Actor, id: string): Promise<StatusRecord | Refusal> {
  return (await listStatuses(env, actor)).find((status) => status.id === id) ?? notFound('status');
}
