import { readTasks, type TaskKey, type TaskListFilter, type TaskRecord } from '../../storage/contacts/tasks.ts';
import { shardOf } from '../../storage/shards.ts';
import type { Actor } from '../actor.ts';
import { type Names, namesOf } from '../names.ts';

export type { TaskRecord } from '../../storage/contacts/tasks.ts';

/** A page of tasks, with what the ids in them are called; `next` is where the next page goes on. */
export interface TaskPage<Place> {
  tasks: TaskRecord[];
  next: Place | null;
  names: Names;
}

/** Tasks, of one status or all, the newest contacts' first. A page may be short and still have a next one. */
export async function listTasks(
  env: Pick<Env, 'CONTROL'>,
  { database }: Pick<Actor, 'database'>,
  { below, limit, ...filter }: TaskListFilter & { below: TaskKey | undefined; limit: number },
): Promise<TaskPage<TaskKey>> {
  const { id, shard } = database;
  const [found, names] = await Promise.all([
    readTasks(shardOf(env, shard), id, filter, below, limit),
    namesOf(env, id),
  ]);
  return { tasks: found.tasks, next: found.below, names };
}
