import { type ProcessRecord, readProcesses, type StageRecord } from '../../storage/control/processes.ts';

/** A process with its stages, in order. */
export interface Process extends ProcessRecord {
  stages: StageRecord[];
}

/** The processes of a database with their stages, all in order. */
export async function processesOf(env: Pick<Env, 'CONTROL'>, databaseId: string): Promise<Process[]> {
  const { processes, stages } = await readProcesses(env.CONTROL, databaseId);
  return processes.map((process) => ({ ...process, stages: stages.filter((it) => it.processId === process.id) }));
}
