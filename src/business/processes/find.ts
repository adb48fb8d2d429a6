import { notFound, type Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { type Process, processesOf } from './process.ts';

/** One process of the actor's database with its stages. */
export async function findProcess(
  env: Pick<Env, 'CONTROL'>,
  { database }: Actor,
  id: string,
): Promise<Process | Refusal> {
  return (await processesOf(env, database.id)).find((process) => process.id === id) ?? notFound('process');
}
