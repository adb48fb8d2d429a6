import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { listTasks } from '../../business/tasks/list.ts';
import { listOpenTasks } from '../../business/tasks/list-open.ts';
import type { Api, ApiEnv } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, givenTime, timeGiven } from '../http/operation.ts';
import { fromCursor, pageOf, pageQuery, toCursor } from '../http/paging.ts';
import { problems } from '../http/problem.ts';
import { taskJson, taskSchema } from './task-json.ts';

const list = createRoute({
  method: 'get',
  path: '/tasks',
  operationId: 'listTasks',
  tags: ['Tasks'],
  middleware: needs('read'),
  summary: 'Tasks by process and stage',
  description:
    'Open tasks stand in the order of the board: by process, stage and age, oldest first. Done ones, all of them, and those that are due come with the newest contacts first; then a filter looks at 2,000 tasks a page, so that a page may be short and still have a `nextCursor`.',
  request: {
    query: pageQuery.extend({
      process: z.string().max(100).optional().openapi({ description: "A process's id" }),
      stage: z.string().max(100).optional().openapi({ description: "A stage's id" }),
      status: z.enum(['open', 'done']).optional(),
      dueBefore: givenTime
        .optional()
        .openapi({ description: 'Only tasks that are due before this time; those without a time never are' }),
    }),
  },
  responses: { 200: answers(pageOf(taskSchema), 'Tasks'), ...problems },
});

const boardPlace = z.tuple([z.string(), z.string(), z.int(), z.int(), z.int()]);
const listPlace = z.tuple([z.int(), z.int()]);

/** Listing tasks. */
export function mountListTasks(api: Api): void {
  api.openapi(list, async (c) => {
    const { limit, cursor, process: processId, stage: stageId, status, dueBefore: due } = c.req.valid('query');
    const dueBefore = timeGiven(due);
    const page =
      status === 'open' && dueBefore === undefined
        ? await openPage(c, { processId, stageId, limit }, cursor)
        : await anyPage(c, { processId, stageId, limit, status, dueBefore }, cursor);
    const items = page.tasks.map((task) => taskJson(task, page.names));
    return c.json({ items, nextCursor: toCursor(page.end) }, 200);
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
