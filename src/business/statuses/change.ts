import { notFound, type Refusal } from '../../refusal.ts';
import { moveRole, type StatusRecord, updateStatus } from '../../storage/control/statuses.ts';
import type { Actor } from '../actor.ts';
import { type AnnounceEnv, announceRules } from '../announce.ts';
import { findStatus } from './find.ts';
import { listStatuses } from './list.ts';
import { holdsRole, type StatusChanges, statusNameFault } from './status-rules.ts';

/** Renames or moves a status, or gives it a role, which leaves its former holder in the same moment. */
export async function changeStatus(
  env: AnnounceEnv,
  actor: Actor,
  id: string,
  { name, role, position }: StatusChanges,
): Promise<StatusRecord | Refusal> {
  const databaseId = actor.database.id;
  const statuses = await listStatuses(env, actor);
  const status = statuses.find((record) => record.id === id);
  if (!status) return notFound('status');
  const fault = name === undefined || name === status.name ? undefined : statusNameFault(statuses, name);
  if (fault) return fault;
  if (role !== undefined && role !== status.role) {
    if (status.role) return holdsRole(status.role, 'role');
    if (role && !(await moveRole(env.CONTROL, databaseId, role, id))) return notFound('status');
    await announceRules(env, databaseId);
  }
  await updateStatus(env.CONTROL, status, { name, position });
  return findStatus(env, actor, id);
}
