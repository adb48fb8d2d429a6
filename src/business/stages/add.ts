import { randomText } from '../../ids/random-text.ts';
import { Refusal } from '../../refusal.ts';
import { insertStage, type StageRecord } from '../../storage/control/processes.ts';
import type { Actor } from '../actor.ts';
import { type AnnounceEnv, announceChannels } from '../announce.ts';
import { afterLast } from '../position.ts';
import { noSuchPlace } from '../processes/no-such-place.ts';
import { processesOf } from '../processes/process.ts';
import { changeStage } from './change.ts';
import { stageLegacyIdFault } from './legacy-id.ts';
import type { StageChanges } from './stage-changes.ts';

const MOST_STAGES = 100;

/** Adds a stage to a process; at its end unless a position is given. `now` in milliseconds since 1970. */
export async function addStage(
  env: AnnounceEnv,
  actor: Actor,
  { processId, name, legacyId = null, position }: StageChanges & { processId: string; name: string },
  now: number,
): Promise<StageRecord | Refusal> {
  const databaseId = actor.database.id;
  const processes = await processesOf(env, databaseId);
  const process = processes.find(({ id }) => id === processId);
  if (!process) return noSuchPlace('process', 'processId');
  if (process.stages.length >= MOST_STAGES) {
    return new Refusal(409, 'too_many', `A process has at most ${MOST_STAGES} stages.`);
  }
  const stage = { id: randomText(12), databaseId, processId, name, legacyId, position: afterLast(process.stages) };
  const fault = stageLegacyIdFault(
    processes.flatMap(({ stages }) => stages),
    stage,
  );
  if (fault) return fault;
  await insertStage(env.CONTROL, stage);
  if (position !== undefined) return changeStage(env, actor, stage.id, { position }, now);
  await announceChannels(env, databaseId, now);
  return stage;
}
