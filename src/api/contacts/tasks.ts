import { createRoute } from '@hono/zod-openapi';
import { listTasksOf } from '../../business/tasks/list-of-contact.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam } from '../http/operation.ts';
import { fromCursor, pageOf, pageQuery, toCursor } from '../http/paging.ts';
import { problems } from '../http/problem.ts';
import { taskJson, taskSchema } from '../tasks/task-json.ts';
import { placeOfTask, taskPlace } from '../tasks/task-place.ts';
import { allowed, numberOf } from './allowed.ts';

const tasks = createRoute({
  method: 'get',
  path: '/contacts/{id}/tasks',
  operationId: 'getContactTasks',
  tags: ['Contacts'],
  middleware: needs('read'),
  summary: "A contact's tasks, newest first",
  request: { params: idParam, query: pageQuery },
  responses: { 200: answers(pageOf(taskSchema), 'The tasks'), ...problems },
});

/** A contact's tasks. */
export function mountTasksOfContact(api: Api): void {
  api.openapi(tasks, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const number = numberOf(c, c.req.valid('param').id);
    const below = placeOfTask(fromCursor(cursor, taskPlace));
    const page = allowed(c, await listTasksOf(c.env, c.var.actor, { number, below, limit }));
    const items = page.tasks.map((task) => taskJson(task, page.names));
    return c.json({ items, nextCursor: toCursor(page.next && [page.next.openedAt, page.next.ordinal]) }, 200);
  });
}
