import { createRoute, z } from '@hono/zod-openapi';
import { namesOf } from '../../business/names.ts';
import { changeTask } from '../../business/tasks/change.ts';
import { listOpenTasks, listTasks } from '../../business/tasks/list.ts';
import { taskSeenBy } from '../../business/what-actor-sees.ts';
import { cleanText } from '../../lead/text.ts';
import type { Api } from '../http/api-env.ts';
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
const taskPlace = z.tuple([z.int(), z.int()]);

/** Tasks. */
export function mountTasks(api: Api): void {
  api.openapi(list, async (c) => {
    const { database } = c.var.actor;
    const { limit, cursor, process: processId, stage: stageId, status } = c.req.valid('query');
    const names = namesOf(c.env, database.id);
    if (status === 'open') {
      const place = fromCursor(cursor, boardPlace);
      const after = place && {
        processId: place[0],
        stageId: place[1],
        openedAt: place[2],
        contactNumber: place[3],
        ordinal: place[4],
      };
      const { tasks, next } = await listOpenTasks(c.env, database, { processId, stageId }, after, limit);
      const end = next && [next.processId, next.stageId, next.openedAt, next.contactNumber, next.ordinal];
      const known = await names;
      return c.json({ items: tasks.map((task) => taskJson(task, known)), nextCursor: toCursor(end) }, 200);
    }
    const place = fromCursor(cursor, taskPlace);
    const below = place && { contactNumber: place[0], ordinal: place[1] };
    const filter = { processId, stageId, doneOnly: status === 'done' };
    const { tasks, next } = await listTasks(c.env, database, filter, below, limit);
    const end = next && [next.contactNumber, next.ordinal];
    const known = await names;
    return c.json({ items: tasks.map((task) => taskJson(task, known)), nextCursor: toCursor(end) }, 200);
  });

  api.openapi(patch, async (c) => {
    const { database, name: keyName } = c.var.actor;
    const key = taskKeyOf(database.id, c.req.valid('param').id);
    const changes = c.req.valid('json');
    const by = `${keyName} (API)`;
    const task = accepted(await changeTask(c.env, database, key, changes, by, Date.now()));
    return c.json(seenTaskJson(taskSeenBy(c.var.actor, task), await namesOf(c.env, database.id)), 200);
  });
}
