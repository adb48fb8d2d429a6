import { and, desc, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { type contactLog, type TaskRecord, tasks } from './schema.ts';

/** So many tasks are looked at for one page, however few of them fit its filter. */
const LOOKED_AT = 2000;

export type { TaskRecord } from './schema.ts';
/** The contact and the task's ordinal among its tasks. */
export type TaskKey = Pick<TaskRecord, 'contactNumber' | 'ordinal'>;
/** Where an open task stands on the board. */
export type BoardPlace = Pick<TaskRecord, 'processId' | 'stageId' | 'openedAt'> & TaskKey;

export interface TaskFilter {
  processId?: string | undefined;
  stageId?: string | undefined;
}

/** What the board's order has no index for. */
export interface TaskListFilter extends TaskFilter {
  /** Undefined: open and done. */
  status: 'open' | 'done' | undefined;
  /** Only those that are due before this time: milliseconds since 1970. */
  dueBefore?: number | undefined;
}

const fits = ({ processId, stageId }: TaskFilter) =>
  and(
    processId === undefined ? undefined : eq(tasks.processId, processId),
    stageId === undefined ? undefined : eq(tasks.stageId, stageId),
  );

/** Open tasks by process, stage and age, oldest first: the order of the board and of its index. */
export async function readOpenTasks(
  shard: D1Database,
  databaseId: string,
  filter: TaskFilter,
  after: BoardPlace | undefined,
  limit: number,
): Promise<TaskRecord[]> {
  const { processId, stageId, openedAt, contactNumber, ordinal } = tasks;
  const place = [processId, stageId, openedAt, contactNumber, ordinal] as const;
  const from = after
    ? sql`(${processId}, ${stageId}, ${openedAt}, ${contactNumber}, ${ordinal}) >
        (${after.processId}, ${after.stageId}, ${after.openedAt}, ${after.contactNumber}, ${after.ordinal})`
    : undefined;
  return drizzle(shard)
    .select()
    .from(tasks)
    .where(and(eq(tasks.databaseId, databaseId), isNull(tasks.doneAt), fits(filter), from))
    .orderBy(...place)
    .limit(limit);
}

/**
 * Tasks that fit a filter, the newest contacts' first. Looks at a bounded number of rows, so a page may be short.
 * @returns `below`: where to go on; null when there is nothing more.
 */
export async function readTasks(
  shard: D1Database,
  databaseId: string,
  filter: TaskListFilter,
  below: TaskKey | undefined,
  limit: number,
): Promise<{ tasks: TaskRecord[]; below: TaskKey | null }> {
  const db = drizzle(shard);
  const { contactNumber, ordinal } = tasks;
  const within = and(
    eq(tasks.databaseId, databaseId),
    below && sql`(${contactNumber}, ${ordinal}) < (${below.contactNumber}, ${below.ordinal})`,
  );
  const newestFirst = [desc(contactNumber), desc(ordinal)] as const;
  const [end] = await db
    .select({ contactNumber, ordinal })
    .from(tasks)
    .where(within)
    .orderBy(...newestFirst)
    .limit(1)
    .offset(LOOKED_AT - 1);
  const found = await db
    .select()
    .from(tasks)
    .where(
      and(
        within,
        fits(filter),
        filter.dueBefore === undefined ? undefined : lt(tasks.dueAt, filter.dueBefore),
        filter.status === 'done' ? isNotNull(tasks.doneAt) : undefined,
        filter.status === 'open' ? isNull(tasks.doneAt) : undefined,
        end && sql`(${contactNumber}, ${ordinal}) >= (${end.contactNumber}, ${end.ordinal})`,
      ),
    )
    .orderBy(...newestFirst)
    .limit(limit + 1);
  const page = found.slice(0, limit);
  return { tasks: page, below: found.length > limit ? (page.at(-1) ?? null) : (end ?? null) };
}

/** Where a task stands among its contact's: by time, since those that came with a merge have later ordinals. */
export type TaskPlace = Pick<TaskRecord, 'openedAt' | 'ordinal'>;

/** A contact's tasks, newest first, below this one. Reads all of the contact's. */
export async function readTasksOf(
  shard: D1Database,
  databaseId: string,
  contactNumber: number,
  below: TaskPlace | undefined,
  limit: number,
): Promise<TaskRecord[]> {
  return drizzle(shard)
    .select()
    .from(tasks)
    .where(
      and(
        eq(tasks.databaseId, databaseId),
        eq(tasks.contactNumber, contactNumber),
        below && sql`(${tasks.openedAt}, ${tasks.ordinal}) < (${below.openedAt}, ${below.ordinal})`,
      ),
    )
    .orderBy(desc(tasks.openedAt), desc(tasks.ordinal))
    .limit(limit);
}

const isTask = (databaseId: string, { contactNumber, ordinal }: TaskKey) =>
  and(eq(tasks.databaseId, databaseId), eq(tasks.contactNumber, contactNumber), eq(tasks.ordinal, ordinal));

export async function readTask(shard: D1Database, databaseId: string, key: TaskKey): Promise<TaskRecord | undefined> {
  const [row] = await drizzle(shard).select().from(tasks).where(isTask(databaseId, key));
  return row;
}

/**
 * Changes a task and logs it, in one transaction, if the task still is what it was when `before` was read.
 * @returns false when somebody else was quicker; nothing was written.
 */
export async function writeTaskChange(
  shard: D1Database,
  before: TaskRecord,
  after: Pick<TaskRecord, 'stageId' | 'doneAt' | 'notes' | 'dueAt'>,
  entry: Pick<typeof contactLog.$inferInsert, 'id' | 'at' | 'kind' | 'by' | 'data'>,
): Promise<boolean> {
  const { databaseId, contactNumber, ordinal, stageId, doneAt, notes, dueAt } = before;
  const was = [databaseId, contactNumber, ordinal, stageId, doneAt, notes, dueAt];
  const [, update] = await shard.batch([
    shard
      .prepare(
        `INSERT INTO contact_log (database_id, contact_number, id, at, kind, by, data)
         SELECT ?1, ?2, ?8, ?9, ?10, ?11, ?12 FROM tasks WHERE ${IS_STILL}`,
      )
      .bind(...was, entry.id, entry.at, entry.kind, entry.by, JSON.stringify(entry.data)),
    shard
      .prepare(`UPDATE tasks SET stage_id = ?8, done_at = ?9, notes = ?10, due_at = ?11 WHERE ${IS_STILL}`)
      .bind(...was, after.stageId, after.doneAt, after.notes, after.dueAt),
  ]);
  return (update?.meta.changes ?? 0) > 0;
}

const IS_STILL = `database_id = ?1 AND contact_number = ?2 AND ordinal = ?3
  AND stage_id = ?4 AND done_at IS ?5 AND notes IS ?6 AND due_at IS ?7`;

/** Whether an open task stands in the process, or at the stage when one is named. */
export async function hasOpenTasks(shard: D1Database, databaseId: string, filter: TaskFilter): Promise<boolean> {
  return (await readOpenTasks(shard, databaseId, filter, undefined, 1)).length > 0;
}
