import { createRoute, z } from '@hono/zod-openapi';
import { readContactLog } from '../../business/contacts/read-log.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam } from '../http/operation.ts';
import { fromCursor, pageOf, pageQuery, toCursor } from '../http/paging.ts';
import { problems } from '../http/problem.ts';
import { placeOfTask, taskPlace } from '../tasks/task-place.ts';
import { allowed, numberOf } from './allowed.ts';
import { logLineJson, logLineSchema } from './log-json.ts';

const log = createRoute({
  method: 'get',
  path: '/contacts/{id}/log',
  operationId: 'getContactLog',
  tags: ['Contacts'],
  middleware: needs('read'),
  summary: "A contact's log: inquiries and what else happened, newest first",
  request: { params: idParam, query: pageQuery },
  responses: { 200: answers(pageOf(logLineSchema), 'The log'), ...problems },
});

const logPlace = z.tuple([taskPlace.nullable(), z.string().nullable()]);

/** A contact's log. */
export function mountLog(api: Api): void {
  api.openapi(log, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const number = numberOf(c, c.req.valid('param').id);
    const [task, entryId] = fromCursor(cursor, logPlace) ?? [];
    const below = { task: placeOfTask(task), entryId: entryId ?? undefined };
    const { lines, next, names } = allowed(c, await readContactLog(c.env, c.var.actor, { number, below, limit }));
    const items = lines.map((line) => logLineJson(line, names));
    return c.json(
      {
        items,
        nextCursor: toCursor(
          next && [next.task ? [next.task.openedAt, next.task.ordinal] : null, next.entryId ?? null],
        ),
      },
      200,
    );
  });
}
