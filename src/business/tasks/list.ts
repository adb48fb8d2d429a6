import type { DatabasePlace } from '../../contacts/find-contact.ts';
import {
  type BoardPlace,
  readOpenTasks,
  readTasks,
  readTasksOf,
  type TaskFilter,
  type TaskKey,
  type TaskPlace,
  type TaskRecord,
} from '../../storage/contacts/tasks.ts';
import { readProcesses } from '../../storage/control/processes.ts';
import { shardOf } from '../../storage/shards.ts';

export type { BoardPlace, TaskFilter, TaskKey, TaskPlace, TaskRecord } from '../../storage/contacts/tasks.ts';

/** Open tasks as they stand on the board: by process, stage and age, oldest first. */
export async function listOpenTasks(
  env: Pick<Env, 'CONTROL'>,
  { id, shard }: DatabasePlace,
  filter: TaskFilter,
  after: BoardPlace | undefined,
  limit: number,
): Promise<{ tasks: TaskRecord[]; next: BoardPlace | null }> {
  const found = await readOpenTasks(shardOf(env, shard), id, await withProcess(env, id, filter), after, limit + 1);
  return pageOf(found, limit);
}

/** The board's index begins with the process; a stage has one. */
async function withProcess(env: Pick<Env, 'CONTROL'>, databaseId: string, filter: TaskFilter): Promise<TaskFilter> {
  if (filter.processId !== undefined || filter.stageId === undefined) return filter;
  const { stages } = await readProcesses(env.CONTROL, databaseId);
  return { ...filter, processId: stages.find(({ id }) => id === filter.stageId)?.processId ?? '' };
}

/** Tasks, open and done or done only, the newest contacts' first. A page may be short and still have a next one. */
export async function listTasks(
  env: object,
  { id, shard }: DatabasePlace,
  filter: TaskFilter & { doneOnly: boolean },
  below: TaskKey | undefined,
  limit: number,
): Promise<{ tasks: TaskRecord[]; next: TaskKey | null }> {
  const { tasks, below: next } = await readTasks(shardOf(env, shard), id, filter, below, limit);
  return { tasks, next };
}

/** A contact's tasks, newest first. */
export async function listTasksOf(
  env: object,
  { id, shard }: DatabasePlace,
  contactNumber: number,
  below: TaskPlace | undefined,
  limit: number,
): Promise<{ tasks: TaskRecord[]; next: TaskRecord | null }> {
  return pageOf(await readTasksOf(shardOf(env, shard), id, contactNumber, below, limit + 1), limit);
}

function pageOf(found: TaskRecord[], limit: number): { tasks: TaskRecord[]; next: TaskRecord | null } {
  const tasks = found.slice(0, limit);
  return { tasks, next: found.length > limit ? (tasks.at(-1) ?? null) : null };
}
