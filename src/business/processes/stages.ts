import { randomText } from '../../ids/random-text.ts';
import { nameKey } from '../../lead/fields/field-names.ts';
import { notFound, Refusal } from '../../refusal.ts';
import { hasOpenTasks } from '../../storage/contacts/tasks.ts';
import { readChannels } from '../../storage/control/channels.ts';
import type { DatabaseRecord } from '../../storage/control/databases.ts';
import { deleteStage, insertStage, type StageRecord, updateStage } from '../../storage/control/processes.ts';
import { shardOf } from '../../storage/shards.ts';
import { type AnnounceEnv, announceChannels } from '../announce.ts';
import { afterLast } from '../position.ts';
import { listProcesses, MOST_STAGES, OPEN_TASKS, usedBy } from './processes.ts';

export type { StageRecord } from '../../storage/control/processes.ts';

export interface StageChanges {
  name?: string | undefined;
  /** Null takes it away. */
  legacyId?: string | null | undefined;
  position?: number | undefined;
}

/** The stages of a database, process by process, in order. */
export async function listStages(env: Pick<Env, 'CONTROL'>, databaseId: string): Promise<StageRecord[]> {
  return (await listProcesses(env, databaseId)).flatMap(({ stages }) => stages);
}

/** Adds a stage to a process; at its end unless a position is given. `now` in milliseconds since 1970. */
export async function addStage(
  env: AnnounceEnv,
  databaseId: string,
  wish: StageChanges & { processId: string; name: string },
  now: number,
): Promise<StageRecord | Refusal> {
  const process = (await listProcesses(env, databaseId)).find(({ id }) => id === wish.processId);
  if (!process) {
    return new Refusal(
      422,
      'no_such_process',
      'There is no such process in this database; GET /processes lists them.',
      'processId',
    );
  }
  if (process.stages.length >= MOST_STAGES) {
    return new Refusal(409, 'too_many', `A process has at most ${MOST_STAGES} stages.`);
  }
  const stages = await listStages(env, databaseId);
  const { processId, name, legacyId = null } = wish;
  const stage = { id: randomText(12), databaseId, processId, name, legacyId, position: afterLast(process.stages) };
  if (isTaken(stages, stage)) return LEGACY_ID_TAKEN;
  await insertStage(env.CONTROL, stage);
  if (wish.position !== undefined) return changeStage(env, databaseId, stage.id, { position: wish.position }, now);
  await announceChannels(env, databaseId, now);
  return stage;
}

/** Renames a stage, moves it within its process, or sets the id its old senders know. */
export async function changeStage(
  env: AnnounceEnv,
  databaseId: string,
  id: string,
  changes: StageChanges,
  now: number,
): Promise<StageRecord | Refusal> {
  const stages = await listStages(env, databaseId);
  const stage = stages.find((record) => record.id === id);
  if (!stage) return notFound('stage');
  const { legacyId = stage.legacyId } = changes;
  if (isTaken(stages, { ...stage, legacyId })) return LEGACY_ID_TAKEN;
  await updateStage(env.CONTROL, stage, changes);
  await announceChannels(env, databaseId, now);
  return (await listStages(env, databaseId)).find((record) => record.id === id) ?? notFound('stage');
}

/** Deletes a stage at which no channel starts and no task stands; a process keeps at least one. */
export async function removeStage(
  env: AnnounceEnv,
  { id: databaseId, shard }: Pick<DatabaseRecord, 'id' | 'shard'>,
  id: string,
  now: number,
): Promise<Refusal | undefined> {
  const stages = await listStages(env, databaseId);
  const stage = stages.find((record) => record.id === id);
  if (!stage) return notFound('stage');
  const { processId } = stage;
  if (stages.filter((it) => it.processId === processId).length === 1) {
    return new Refusal(409, 'last_stage', 'A process needs a stage. Add another one first, or delete the process.');
  }
  const user = (await readChannels(env.CONTROL, databaseId)).find(({ channel }) => channel.stageId === id);
  if (user) return usedBy(user.channel.name);
  if (await hasOpenTasks(shardOf(env, shard), databaseId, { processId, stageId: id })) return OPEN_TASKS;
  await deleteStage(env.CONTROL, databaseId, id);
  await announceChannels(env, databaseId, now);
  return undefined;
}

/** Senders' names are compared as loosely as all names; two stages must not answer to one. */
function isTaken(stages: StageRecord[], { id, legacyId }: StageRecord): boolean {
  return (
    legacyId !== null && stages.some((it) => it.id !== id && it.legacyId && nameKey(it.legacyId) === nameKey(legacyId))
  );
}

const LEGACY_ID_TAKEN = new Refusal(409, 'legacy_id_taken', 'Another stage has this legacy id already.', 'legacyId');
