import { Refusal } from '../../refusal.ts';
import { readTasksOf, type TaskPlace } from '../../storage/contacts/tasks.ts';
import { shardOf } from '../../storage/shards.ts';
import type { Actor } from '../actor.ts';
import { liveContact } from '../contacts/live-contact.ts';
import { namesOf } from '../names.ts';
import type { TaskPage } from './list.ts';

/** A contact's tasks, newest first. */
export async function listTasksOf(
  env: Pick<Env, 'CONTROL'>,
  actor: Pick<Actor, 'database'>,
  { number, below, limit }: { number: number; below: TaskPlace | undefined; limit: number },
): Promise<TaskPage<TaskPlace> | Refusal> {
  const { id, shard } = actor.database;
  const [card, found, names] = await Promise.all([
    liveContact(env, actor, number),
    readTasksOf(shardOf(env, shard), id, number, below, limit + 1),
    namesOf(env, id),
  ]);
  if (card instanceof Refusal) return card;
  const tasks = found.slice(0, limit);
  return { tasks, next: found.length > limit ? (tasks.at(-1) ?? null) : null, names };
}
