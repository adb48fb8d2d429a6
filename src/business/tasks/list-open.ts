import { type BoardPlace, readOpenTasks, type TaskFilter } from '../../storage/contacts/tasks.ts';
import { readProcesses } from '../../storage/control/processes.ts';
import { shardOf } from '../../storage/shards.ts';
import type { Actor } from '../actor.ts';
import { namesOf } from '../names.ts';
import type { TaskPage } from './list.ts';

/** Open tasks as they stand on the board: by process, stage and age, oldest first. */
export async function listOpenTasks(
  env: Pick<Env, 'CONTROL'>,
  { database }: Pick<Actor, 'database'>,
  { after, limit, ...filter }: TaskFilter & { after: BoardPlace | undefined; limit: number },
): Promise<TaskPage<BoardPlace>> {
  const { id, shard } = database;
  const [found, names] = await Promise.all([
    withProcess(env, id, filter).then((whole) => readOpenTasks(shardOf(env, shard), id, whole, after, limit + 1)),
    namesOf(env, id),
  ]);
  const tasks = found.slice(0, limit);
  return { tasks, next: found.length > limit ? (tasks.at(-1) ?? null) : null, names };
}

/** The board's index begins with the process; a stage has one. */
async function withProcess(env: Pick<Env, 'CONTROL'>, databaseId: string, filter: TaskFilter): Promise<TaskFilter> {
  if (filter.processId !== undefined || filter.stageId === undefined) return filter;
  const { stages } = await readProcesses(env.CONTROL, databaseId);
  return { ...filter, processId: stages.find(({ id }) => id === filter.stageId)?.processId ?? '' };
}
