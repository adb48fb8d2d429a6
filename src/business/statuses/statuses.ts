import { randomText } from '../../ids/random-text.ts';
import { notFound, Refusal } from '../../refusal.ts';
import { isStatusInUse } from '../../storage/contacts/cards.ts';
import type { DatabaseRecord } from '../../storage/control/databases.ts';
import {
  deleteStatus,
  insertStatus,
  moveRole,
  readStatuses,
  type StatusRecord,
  type StatusRole,
  updateStatus,
} from '../../storage/control/statuses.ts';
import { shardOf } from '../../storage/shards.ts';
import { type AnnounceEnv, announceRules } from '../announce.ts';
import { afterLast } from '../position.ts';

export type { StatusRecord } from '../../storage/control/statuses.ts';

const MOST_STATUSES = 200;

export interface StatusChanges {
  name?: string | undefined;
  role?: StatusRole | null | undefined;
  position?: number | undefined;
}

/** The statuses of a database, in its order. */
export const listStatuses = (env: Pick<Env, 'CONTROL'>, databaseId: string) => readStatuses(env.CONTROL, databaseId);

/** Adds a status; with a role it takes the role from the status that played it. */
export async function addStatus(
  env: AnnounceEnv,
  databaseId: string,
  { name, role = null, position }: StatusChanges & { name: string },
): Promise<StatusRecord | Refusal> {
  const list = await listStatuses(env, databaseId);
  if (list.length >= MOST_STATUSES)
    return new Refusal(409, 'too_many', `A database has at most ${MOST_STATUSES} statuses.`);
  if (isTaken(list, name)) return nameTaken(name);
  const status: StatusRecord = { id: randomText(12), databaseId, name, role: null, position: afterLast(list) };
  await insertStatus(env.CONTROL, status);
  return changeStatus(env, databaseId, status.id, { role: role ?? undefined, position });
}

/** Renames or moves a status, or gives it a role, which leaves its former holder in the same moment. */
export async function changeStatus(
  env: AnnounceEnv,
  databaseId: string,
  id: string,
  { name, role, position }: StatusChanges,
): Promise<StatusRecord | Refusal> {
  const list = await listStatuses(env, databaseId);
  const status = list.find((record) => record.id === id);
  if (!status) return notFound('status');
  if (name !== undefined && name !== status.name && isTaken(list, name)) return nameTaken(name);
  if (role !== undefined && role !== status.role) {
    if (status.role) return holdsRole(status.role, 'role');
    if (role && !(await moveRole(env.CONTROL, databaseId, role, id))) return notFound('status');
    await announceRules(env, databaseId);
  }
  await updateStatus(env.CONTROL, status, { name, position });
  return (await listStatuses(env, databaseId)).find((record) => record.id === id) ?? notFound('status');
}

/** Deletes a status that plays no role and that no contact has. */
export async function removeStatus(
  env: AnnounceEnv,
  { id: databaseId, shard }: Pick<DatabaseRecord, 'id' | 'shard'>,
  id: string,
): Promise<Refusal | undefined> {
  const status = (await listStatuses(env, databaseId)).find((record) => record.id === id);
  if (!status) return notFound('status');
  if (status.role) return holdsRole(status.role);
  if (await isStatusInUse(shardOf(env, shard), databaseId, id)) {
    return new Refusal(409, 'in_use', `Contacts have the status ${status.name}. Give them another status first.`);
  }
  if (!(await deleteStatus(env.CONTROL, databaseId, id))) return holdsRole('new');
  return undefined;
}

const isTaken = (list: StatusRecord[], name: string) => list.some((status) => status.name === name);

const nameTaken = (name: string) =>
  new Refusal(409, 'name_taken', `There is a status called ${name} already. Choose another name.`, 'name');

const holdsRole = (role: StatusRole, field?: string) =>
  new Refusal(
    409,
    'status_has_role',
    `This status plays "${role}", which exactly one status of a database must. Give that role to another status first.`,
    field,
  );
