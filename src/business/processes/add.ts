import { randomText } from '../../ids/random-text.ts';
import { Refusal } from '../../refusal.ts';
import { insertProcess, type ProcessRecord } from '../../storage/control/processes.ts';
import type { Actor } from '../actor.ts';
import { type AnnounceEnv, announceChannels } from '../announce.ts';
import { afterLast } from '../position.ts';
import { changeProcess } from './change.ts';
import { type Process, processesOf } from './process.ts';

const MOST_PROCESSES = 100;

/** Adds a process with its stages, first stage first. `now` in milliseconds since 1970. */
export async function addProcess(
  env: AnnounceEnv,
  actor: Actor,
  wish: { name: string; stages: string[]; position?: number | undefined },
  now: number,
): Promise<Process | Refusal> {
  const databaseId = actor.database.id;
  const list = await processesOf(env, databaseId);
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
  if (wish.position !== undefined) return changeProcess(env, actor, process.id, { position: wish.position }, now);
  await announceChannels(env, databaseId, now);
  return { ...process, stages };
}
