import { notFound, type Refusal } from '../../refusal.ts';
import { type StageRecord, updateStage } from '../../storage/control/processes.ts';
import type { Actor } from '../actor.ts';
import { type AnnounceEnv, announceChannels } from '../announce.ts';
import { findStage } from './find.ts';
import { stageLegacyIdFault } from './legacy-id.ts';
import { listStages } from './list.ts';
import type { StageChanges } from './stage-changes.ts';

/**
 * Renames a stage, moves it within its process, or sets the id its old senders know.
 * @param now milliseconds since 1970.
 */
export async function changeStage(
  env: AnnounceEnv,
  actor: Actor,
  id: string,
  changes: StageChanges,
  now: number,
): Promise<StageRecord | Refusal> {
  const stages = await listStages(env, actor);
  const stage = stages.find((record) => record.id === id);
  if (!stage) return notFound('stage');
  const { legacyId = stage.legacyId } = changes;
  const fault = stageLegacyIdFault(stages, { ...stage, legacyId });
  if (fault) return fault;
  await updateStage(env.CONTROL, stage, changes);
  await announceChannels(env, actor.database.id, now);
  return findStage(env, actor, id);
}
