import type { Refusal } from '../../refusal.ts';
import { noSuchPlace } from './no-such-place.ts';
import { processesOf } from './process.ts';

/** Where a task is to open: the stage named, else the first of the process named; undefined when neither is. */
export async function stageToOpen(
  env: Pick<Env, 'CONTROL'>,
  databaseId: string,
  { processId, stageId }: { processId?: string | null | undefined; stageId?: string | null | undefined },
): Promise<{ processId: string; stageId: string } | undefined | Refusal> {
  if (!processId && !stageId) return undefined;
  const processes = await processesOf(env, databaseId);
  const process = processes.find(({ id }) => id === processId);
  if (processId && !process) return noSuchPlace('process', 'processId');
  const stages = (process ? [process] : processes).flatMap(({ stages }) => stages);
  const stage = stageId ? stages.find(({ id }) => id === stageId) : stages[0];
  if (!stage) return noSuchPlace('stage', 'stageId', process ? 'process' : 'database');
  return { processId: stage.processId, stageId: stage.id };
}

/** Where tasks open when nobody says where: the first stage of the first process; null where there is none. */
export async function firstStage(env: Pick<Env, 'CONTROL'>, databaseId: string) {
  const [stage] = (await processesOf(env, databaseId)).flatMap(({ stages }) => stages);
  return stage ? { processId: stage.processId, stageId: stage.id } : null;
}
