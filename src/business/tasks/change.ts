import { timeText } from '../../ids/lead-id.ts';
import { randomText } from '../../ids/random-text.ts';
import type { Change } from '../../lead/outcome.ts';
import { notFound, Refusal } from '../../refusal.ts';
import { readTask, type TaskKey, type TaskRecord, writeTaskChange } from '../../storage/contacts/tasks.ts';
import { readProcesses } from '../../storage/control/processes.ts';
import { shardOf } from '../../storage/shards.ts';
import type { Actor } from '../actor.ts';
import { type Names, namesOf } from '../names.ts';
import { type SeenTask, taskSeenBy } from '../what-actor-sees.ts';

const TRIES = 5;

export interface TaskChanges {
  stageId?: string | undefined;
  done?: boolean | undefined;
  /** Null empties them. */
  notes?: string | null | undefined;
  /** Milliseconds since 1970; null: whenever. */
  dueAt?: number | null | undefined;
}

/** Changes of one task. */
export interface TaskWish extends TaskChanges {
  task: TaskKey;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * Moves a task to another stage of its process, finishes or reopens it, or changes its notes or when it is due; what
 * changed goes into the contact's log in the same moment. No identity is involved, so the writer of contacts is not.
 */
export async function changeTask(
  env: Pick<Env, 'CONTROL'>,
  actor: Actor,
  wish: TaskWish,
): Promise<{ task: SeenTask; names: Names } | Refusal> {
  const task = await writeChanges(env, actor, wish);
  if (task instanceof Refusal) return task;
  return { task: taskSeenBy(actor, task), names: await namesOf(env, actor.database.id) };
}

async function writeChanges(
  env: Pick<Env, 'CONTROL'>,
  { database: { id, shard }, by }: Actor,
  { task: key, now, ...changes }: TaskWish,
): Promise<TaskRecord | Refusal> {
  const database = shardOf(env, shard);
  const { stages } = await readProcesses(env.CONTROL, id);
  for (let tries = 0; tries < TRIES; tries++) {
    const task = await readTask(database, id, key);
    if (!task) return notFound('task');
    const { stageId = task.stageId, done = task.doneAt !== null, notes = task.notes, dueAt = task.dueAt } = changes;
    const stage = stages.find((it) => it.id === stageId);
    if (stageId !== task.stageId && stage?.processId !== task.processId) return NO_SUCH_STAGE;

    if (!done && task.doneAt !== null && !stages.some((it) => it.processId === task.processId)) return PROCESS_DELETED;
    if (!done && task.doneAt !== null && !stage) return STAGE_DELETED;

    const after = { stageId, doneAt: done ? (task.doneAt ?? now) : null, notes: notes || null, dueAt };
    const nameOf = (wanted: string) => stages.find((it) => it.id === wanted)?.name ?? null;
    const list: Change[] = [
      { field: 'stage', old: nameOf(task.stageId), new: nameOf(stageId) },
      { field: 'done', old: task.doneAt !== null, new: done },
      { field: 'notes', old: task.notes, new: after.notes },
      { field: 'dueAt', old: timeOf(task.dueAt), new: timeOf(dueAt) },
    ].filter((change, at) => (at === 0 ? task.stageId !== stageId : change.old !== change.new));
    if (!list.length) return task;

    const data = { task: task.ordinal, changes: list };
    const entry = { id: timeText(now) + randomText(6), at: now, kind: 'task', by, data };
    if (await writeTaskChange(database, task, after, entry)) return { ...task, ...after };
  }
  return new Refusal(
    409,
    'changed_meanwhile',
    'Somebody else is changing this task. Read it again and repeat the change.',
  );
}

/** As the log and the API write a time. */
const timeOf = (at: number | null) => (at === null ? null : new Date(at).toISOString());

const PROCESS_DELETED = new Refusal(
  409,
  'process_deleted',
  'The process of this task was deleted, so there is no stage at which it could stand. It stays done.',
);
const STAGE_DELETED = new Refusal(
  409,
  'stage_deleted',
  'The stage of this task was deleted. Send with it the stageId of another stage of its process.',
  'stageId',
);
const NO_SUCH_STAGE = new Refusal(
  422,
  'no_such_stage',
  'The process of this task has no such stage; GET /processes lists them.',
  'stageId',
);
