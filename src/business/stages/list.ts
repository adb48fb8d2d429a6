import type { StageRecord } from '../../storage/control/processes.ts';
import type { Actor } from '../actor.ts';
import { processesOf } from '../processes/process.ts';

export type { StageRecord } from '../../storage/control/processes.ts';

/** The stages of the actor's database, process by process, in order; with a process named, only its own. */
export async function listStages(
  env: Pick<Env, 'CONTROL'>,
  { database }: Actor,
  processId?: string | undefined,
): Promise<StageRecord[]> {
  const processes = await processesOf(env, database.id);
  return processes.flatMap(({ id, stages }) => (processId === undefined || processId === id ? stages : []));
}
