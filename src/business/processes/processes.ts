import { randomText } from '../../ids/random-text.ts';
import { notFound, Refusal } from '../../refusal.ts';
import { hasOpenTasks } from '../../storage/contacts/tasks.ts';
import { readChannels } from '../../storage/control/channels.ts';
import type { DatabaseRecord } from '../../storage/control/databases.ts';
import {
  deleteProcess,
  insertProcess,
  type ProcessRecord,
  readProcesses,
  type StageRecord,
  updateProcess,
} from '../../storage/control/processes.ts';
import { shardOf } from '../../storage/shards.ts';
import { type AnnounceEnv, announceChannels } from '../announce.ts';
import { afterLast } from '../position.ts';

export interface Process extends ProcessRecord {
  stages: StageRecord[];
}

const MOST_PROCESSES = 100;
export const MOST_STAGES = 100;

/** The processes of a database with their stages, all in order. */
export async function listProcesses(env: Pick<Env, 'CONTROL'>, databaseId: string): Promise<Process[]> {
  const { processes, stages } = await readProcesses(env.CONTROL, databaseId);
  return processes.map((process) => ({ ...process, stages: stages.filter((it) => it.processId === process.id) }));
}

/** Adds a process with its stages, first stage first. `now` in milliseconds since 1970. */
export async function addProcess(
  env: AnnounceEnv,
  databaseId: string,
  wish: { name: string; stages: string[]; position?: number | undefined },
  now: number,
): Promise<Process | Refusal> {
  const list = await listProcesses(env, databaseId);
  if (list.length >= MOST_PROCESSES) {
    return new Refusal(409, 'too_many', `A database has at most ${MOST_PROCESSES} processes.`);
  }
  const process: ProcessRecord = { id: randomText(12), databaseId, name: wish.name, position: afterLast(list) };
  const stages = wish.stages.map((name, position) => ({
    id: randomText(12),
    databaseId,
    processId: process.id,
    name,
    legacyId: null,
    position,
  }));
  await insertProcess(env.CONTROL, process, stages);
  if (wish.position !== undefined) return changeProcess(env, databaseId, process.id, { position: wish.position }, now);
  await announceChannels(env, databaseId, now);
  return { ...process, stages };
}

/** Renames or moves a process. */
export async function changeProcess(
  env: AnnounceEnv,
  databaseId: string,
  id: string,
  changes: { name?: string | undefined; position?: number | undefined },
  now: number,
): Promise<Process | Refusal> {
  if (!(await listProcesses(env, databaseId)).some((record) => record.id === id)) return notFound('process');
  await updateProcess(env.CONTROL, { id, databaseId }, changes);
  await announceChannels(env, databaseId, now);
  return (await listProcesses(env, databaseId)).find((record) => record.id === id) ?? notFound('process');
}

/** Deletes a process that no channel names and in which no task is open. Every lead opens a task, so one must stay. */
export async function removeProcess(
  env: AnnounceEnv,
  { id: databaseId, shard }: Pick<DatabaseRecord, 'id' | 'shard'>,
  id: string,
  now: number,
): Promise<Refusal | undefined> {
  const list = await listProcesses(env, databaseId);
  const process = list.find((record) => record.id === id);
  if (!process) return notFound('process');
  if (list.length === 1) {
    return new Refusal(
      409,
      'last_process',
      'A database needs a process, since every lead opens a task. Add another one first.',
    );
  }
  const channels = await readChannels(env.CONTROL, databaseId);
  const user = channels.find(({ channel }) => channel.processId === id);
  if (user) return usedBy(user.channel.name);
  if (await hasOpenTasks(shardOf(env, shard), databaseId, { processId: id })) return OPEN_TASKS;
  await deleteProcess(env.CONTROL, databaseId, id);
  await announceChannels(env, databaseId, now);
  return undefined;
}

/** A channel sends its leads there. */
export const usedBy = (channel: string) =>
  new Refusal(409, 'in_use', `The channel ${channel} uses it. Change the channel first.`);

/** Somebody has work there. */
export const OPEN_TASKS = new Refusal(
  409,
  'has_open_tasks',
  'Tasks are open there. Finish them or move them to another stage first.',
);
