import { createRoute, z } from '@hono/zod-openapi';
import { changeTask } from '../../business/tasks/change.ts';
import { cleanText } from '../../lead/text.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, givenTime, idParam, takes, timeGiven } from '../http/operation.ts';
import { accepted, problems } from '../http/problem.ts';
import { taskKeyOf } from '../http/resource-ids.ts';
import { seenTaskJson, seenTaskSchema } from './task-json.ts';

const change = createRoute({
  method: 'patch',
  path: '/tasks/{id}',
  operationId: 'updateTask',
  tags: ['Tasks'],
  middleware: needs('write'),
  summary: 'Move a task, finish or reopen it, change its notes and when it is due',
  description: "Goes into the contact's log.",
  request: {
    params: idParam,
    ...takes(
      z.strictObject({
        stageId: z.string().max(100).optional().openapi({ description: 'Another stage of the same process' }),
        done: z.boolean().optional(),
        dueAt: givenTime.nullable().optional().openapi({ description: 'By when; null: whenever' }),
        notes: z.string().overwrite(cleanText).max(20_000).nullable().optional(),
      }),
    ),
  },
  responses: { 200: answers(seenTaskSchema, 'The task as it is now'), ...problems },
});

/** Changing a task. */
export function mountChangeTask(api: Api): void {
  api.openapi(change, async (c) => {
    const task = taskKeyOf(c.var.actor.database.id, c.req.valid('param').id);
    const { dueAt, ...said } = c.req.valid('json');
    const due = dueAt === null ? null : timeGiven(dueAt);
    const wish = { ...said, dueAt: due, task, now: Date.now() };
    const changed = accepted(await changeTask(c.env, c.var.actor, wish));
    return c.json(seenTaskJson(changed.task, changed.names), 200);
  });
}
