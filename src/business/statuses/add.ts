import { randomText } from '../../ids/random-text.ts';
import { Refusal } from '../../refusal.ts';
import { insertStatus, type StatusRecord } from '../../storage/control/statuses.ts';
import type { Actor } from '../actor.ts';
import type { AnnounceEnv } from '../announce.ts';
import { afterLast } from '../position.ts';
import { changeStatus } from './change.ts';
import { listStatuses } from './list.ts';
import { type StatusChanges, statusNameFault } from './status-rules.ts';

const MOST_STATUSES = 200;

/** Adds a status; with a role it takes the role from the status that played it. */
export async function addStatus(
  env: AnnounceEnv,
  actor: Actor,
  { name, role = null, position }: StatusChanges & { name: string },
): Promise<StatusRecord | Refusal> {
  const statuses = await listStatuses(env, actor);
  if (statuses.length >= MOST_STATUSES) {
    return new Refusal(409, 'too_many', `A database has at most ${MOST_STATUSES} statuses.`);
  }
  const fault = statusNameFault(statuses, name);
  if (fault) return fault;
  const databaseId = actor.database.id;
  const status: StatusRecord = { id: randomText(12), databaseId, name, role: null, position: afterLast(statuses) };
  await insertStatus(env.CONTROL, status);
  return changeStatus(env, actor, status.id, { role: role ?? undefined, position });
}
