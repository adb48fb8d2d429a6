import { notFound, Refusal } from '../../refusal.ts';
import { hasOpenTasks } from '../../storage/contacts/tasks.ts';
import { readChannels } from '../../storage/control/channels.ts';
import { deleteStage } from '../../storage/control/processes.ts';
import { shardOf } from '../../storage/shards.ts';
import type { Actor } from '../actor.ts';
import { type AnnounceEnv, announceChannels } from '../announce.ts';
import { OPEN_TASKS, usedByChannel } from '../processes/in-use.ts';
import { listStages } from './list.ts';

/**
 * Deletes a stage at which no channel starts and no task is open; a process keeps at least one.
 * @param now milliseconds since 1970.
 */
export async function removeStage(
  env: AnnounceEnv,
  actor: Actor,
  id: string,
  now: number,
): Promise<Refusal | undefined> {
  const { id: databaseId, shard } = actor.database;
  const stages = await listStages(env, actor);
  const stage = stages.find((record) => record.id === id);
  if (!stage) return notFound('stage');
  const { processId } = stage;
  if (stages.filter((it) => it.processId === processId).length === 1) return LAST_STAGE;
  const user = (await readChannels(env.CONTROL, databaseId)).find(({ channel }) => channel.stageId === id);
  if (user) return usedByChannel(user.channel.name);
  if (await hasOpenTasks(shardOf(env, shard), databaseId, { processId, stageId: id })) return OPEN_TASKS;
  await deleteStage(env.CONTROL, databaseId, id);
  await announceChannels(env, databaseId, now);
  return undefined;
}

const LAST_STAGE = new Refusal(
  409,
  'last_stage',
  'A process needs a stage. Add another one first, or delete the process.',
);
