import { notFound, type Refusal } from '../../refusal.ts';
import type { MarketerRecord } from '../../storage/control/marketers.ts';
import type { Actor } from '../actor.ts';
import { listMarketers } from './list.ts';

/** One marketer of the actor's database. */
export async function findMarketer(
  env: Pick<Env, 'CONTROL'>,
  actor: Actor,
  id: string,
): Promise<MarketerRecord | Refusal> {
  return (await listMarketers(env, actor)).find((marketer) => marketer.id === id) ?? notFound('marketer');
}
