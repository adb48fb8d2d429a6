import { notFound, type Refusal } from '../../refusal.ts';
import type { StageRecord } from '../../storage/control/processes.ts';
import type { Actor } from '../actor.ts';
import { listStages } from './list.ts';

/** One stage of the actor's database. */
export async function findStage(env: Pick<Env, 'CONTROL'>, actor: Actor, id: string): Promise<StageRecord | Refusal> {
  return (await listStages(env, actor)).find((stage) => stage.id === id) ?? notFound('stage');
}
