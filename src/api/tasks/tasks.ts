import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { changeTask } from '../../business/tasks/change.ts';
import { listTasks } from '../../business/tasks/list.ts';
import { listOpenTasks } from '../../business/tasks/list-open.ts';
import { cleanText } from '../../lead/text.ts';
import type { Api, ApiEnv } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam, takes } from '../http/operation.ts';
import { fromCursor, pageOf, pageQuery, toCursor } from '../http/paging.ts';
import { accepted, problems } from '../http/problem.ts';
import { taskKeyOf } from '../http/resource-ids.ts';
import { seenTaskJson, seenTaskSchema, taskJson, taskSchema } from './task-json.ts';

const tags = ['Tasks'];

const list = createRoute({
  method: 'get',
  path: '/tasks',
  operationId: 'listTasks',
  tags,
  middleware: needs('read'),
  summary: 'Tasks by process and stage',
  description:
    'Open tasks stand in the order of the board: by process, stage and age, oldest first. Done ones, or all of them, come with the newest contacts first; then a filter looks at 2,000 tasks a page, so that a page may be short and still have a `nextCursor`.',
  request: {
    query: pageQuery.extend({
      process: z.string().max(100).optional().openapi({ description: "A process's id" }),
      stage: z.string().max(100).optional().openapi({ description: "A stage's id" }),
      status: z.enum(['open', 'done']).optional(),
    }),
  },
  responses: { 200: answers(pageOf(taskSchema), 'Tasks'), ...problems },
});

const patch = createRoute({
  method: 'patch',
  path: '/tasks/{id}',
  operationId: 'updateTask',
  tags,
  middleware: needs('write'),
  summary: 'Move a task, finish or reopen it, change its notes',
  description: "Goes into the contact's log.",
  request: {
    params: idParam,
    ...takes(
      z.strictObject({
        stageId: z.string().max(100).optional().openapi({ description: 'Another stage of the same process' }),
        done: z.boolean().optional(),
        notes: z.string().overwrite(cleanText).max(20_000).nullable().optional(),
      }),
    ),
  },
  responses: { 200: answers(seenTaskSchema, 'The task as it is now'), ...problems },
});

const boardPlace = z.tuple([z.string(), z.string(), z.int(), z.int(), z.int()]);
const listPlace = z.tuple([z.int(), z.int()]);

/** Tasks. */
export function mountTasks(api: Api): void {
  api.openapi(list, async (c) => {
    const { limit, cursor, process: processId, stage: stageId, status } = c.req.valid('query');
    const page =
      status === 'open'
        ? await openPage(c, { processId, stageId, limit }, cursor)
        : await anyPage(c, { processId, stageId, limit, doneOnly: status === 'done' }, cursor);
    const items = page.tasks.map((task) => taskJson(task, page.names));
    return c.json({ items, nextCursor: toCursor(page.end) }, 200);
  });

  api.openapi(patch, async (c) => {
    const task = taskKeyOf(c.var.actor.database.id, c.req.valid('param').id);
    const wish = { ...c.req.valid('json'), task, now: Date.now() };
    const changed = accepted(await changeTask(c.env, c.var.actor, wish));
    return c.json(seenTaskJson(changed.task, changed.names), 200);
  });
}

type Wanted<T> = Omit<T, 'after' | 'below'>;

async function openPage(
  c: Context<ApiEnv>,
  wanted: Wanted<Parameters<typeof listOpenTasks>[2]>,
  cursor: string | undefined,
) {
  const place = fromCursor(cursor, boardPlace);
  const after = place && {
    processId: place[0],
    stageId: place[1],
    openedAt: place[2],
    contactNumber: place[3],
    ordinal: place[4],
  };
  const { next, ...page } = await listOpenTasks(c.env, c.var.actor, { ...wanted, after });
  return { ...page, end: next && [next.processId, next.stageId, next.openedAt, next.contactNumber, next.ordinal] };
}

async function anyPage(
  c: Context<ApiEnv>,
  wanted: Wanted<Parameters<typeof listTasks>[2]>,
  cursor: string | undefined,
) {
  const place = fromCursor(cursor, listPlace);
  const below = place && { contactNumber: place[0], ordinal: place[1] };
  const { next, ...page } = await listTasks(c.env, c.var.actor, { ...wanted, below });
  return { ...page, end: next && [next.contactNumber, next.ordinal] };
}
