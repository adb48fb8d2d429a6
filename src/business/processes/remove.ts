import { notFound, Refusal } from '../../refusal.ts';
import { hasOpenTasks } from '../../storage/contacts/tasks.ts';
import { readChannels } from '../../storage/control/channels.ts';
import { deleteProcess } from '../../storage/control/processes.ts';
import { shardOf } from '../../storage/shards.ts';
import type { Actor } from '../actor.ts';
import { type AnnounceEnv, announceChannels } from '../announce.ts';
import { OPEN_TASKS, usedByChannel } from './in-use.ts';
import { processesOf } from './process.ts';

/**
 * Deletes a process that no channel names and in which no task is open. Every lead opens a task, so one must stay.
 * @param now milliseconds since 1970.
 */
export async function removeProcess(
  env: AnnounceEnv,
  { database: { id: databaseId, shard } }: Actor,
  id: string,
  now: number,
): Promise<Refusal | undefined> {
  const list = await processesOf(env, databaseId);
  if (!list.some((process) => process.id === id)) return notFound('process');
  if (list.length === 1) return LAST_PROCESS;
  const channels = await readChannels(env.CONTROL, databaseId);
  const user = channels.find(({ channel }) => channel.processId === id);
  if (user) return usedByChannel(user.channel.name);
  if (await hasOpenTasks(shardOf(env, shard), databaseId, { processId: id })) return OPEN_TASKS;
  await deleteProcess(env.CONTROL, databaseId, id);
  await announceChannels(env, databaseId, now);
  return undefined;
}

const LAST_PROCESS = new Refusal(
  409,
  'last_process',
  'A database needs a process, since every lead opens a task. Add another one first.',
);
