import type { Actor } from '../actor.ts';
import { type Process, processesOf } from './process.ts';

/** The processes of the actor's database with their stages, all in order. */
export const listProcesses = (env: Pick<Env, 'CONTROL'>, { database }: Actor): Promise<Process[]> =>
  processesOf(env, database.id);
