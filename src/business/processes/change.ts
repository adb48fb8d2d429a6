import { Refusal } from '../../refusal.ts';
import { updateProcess } from '../../storage/control/processes.ts';
import type { Actor } from '../actor.ts';
import { type AnnounceEnv, announceChannels } from '../announce.ts';
import { findProcess } from './find.ts';
import type { Process } from './process.ts';

/** Renames or moves a process. `now` in milliseconds since 1970. */
export async function changeProcess(
  env: AnnounceEnv,
  actor: Actor,
  id: string,
  changes: { name?: string | undefined; position?: number | undefined },
  now: number,
): Promise<Process | Refusal> {
  const process = await findProcess(env, actor, id);
  if (process instanceof Refusal) return process;
  await updateProcess(env.CONTROL, process, changes);
  await announceChannels(env, actor.database.id, now);
  return findProcess(env, actor, id);
}
