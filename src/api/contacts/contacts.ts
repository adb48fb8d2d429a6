import { createRoute, z } from '@hono/zod-openapi';
import { readContactLog } from '../../business/contacts/read-log.ts';
import { searchContacts } from '../../business/contacts/search.ts';
import { namesOf } from '../../business/names.ts';
import { listTasksOf } from '../../business/tasks/list.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam } from '../http/operation.ts';
import { fromCursor, pageOf, pageQuery, toCursor } from '../http/paging.ts';
import { problems } from '../http/problem.ts';
import { taskJson, taskSchema } from '../tasks/task-json.ts';
import { contactJson, contactSchema } from './contact-json.ts';
import { liveCardOf, numberOf } from './live-contact.ts';
import { logLineJson, logLineSchema } from './log-json.ts';

const tags = ['Contacts'];
const middleware = needs('read');
const value = z.string().max(1000).optional();

const search = createRoute({
  method: 'get',
  path: '/contacts',
  operationId: 'listContacts',
  tags,
  middleware,
  summary: 'Search contacts, or list the newest',
  description:
    'With `phone`, `email` or `idNumber`: the contacts that any of these recognises, compared as intake compares them, lowest customer number first; filler such as 0500000000 finds nobody. With `q`: contacts whose name has these words, in any order and also as parts of words, or whose phone has these digits (three or more) anywhere, or whose e-mail address begins so; what begins so comes first. A page by `q` may be short or empty and still have a `nextCursor`, since a search looks through so much at a time. Without any: the newest first.',
  request: {
    query: pageQuery.extend({ phone: value, email: value, idNumber: value, q: value }),
  },
  responses: { 200: answers(pageOf(contactSchema), 'Contacts'), ...problems },
});

const get = createRoute({
  method: 'get',
  path: '/contacts/{id}',
  operationId: 'getContact',
  tags,
  middleware,
  summary: 'One contact',
  request: { params: idParam },
  responses: { 200: answers(contactSchema, 'The contact'), ...problems },
});

const log = createRoute({
  method: 'get',
  path: '/contacts/{id}/log',
  operationId: 'getContactLog',
  tags,
  middleware,
  summary: "A contact's log: inquiries and what else happened, newest first",
  request: { params: idParam, query: pageQuery },
  responses: { 200: answers(pageOf(logLineSchema), 'The log'), ...problems },
});

const tasks = createRoute({
  method: 'get',
  path: '/contacts/{id}/tasks',
  operationId: 'getContactTasks',
  tags,
  middleware,
  summary: "A contact's tasks, newest first",
  request: { params: idParam, query: pageQuery },
  responses: { 200: answers(pageOf(taskSchema), 'The tasks'), ...problems },
});

const contactPlace = z.tuple([z.string(), z.int(), z.int().min(0).optional()]);
const taskPlace = z.tuple([z.int(), z.int()]);
const logPlace = z.tuple([taskPlace.nullable(), z.string().nullable()]);

const placeOf = (place: z.infer<typeof taskPlace> | null | undefined) =>
  place ? { openedAt: place[0], ordinal: place[1] } : undefined;

/** Reading contacts. */
export function mountContacts(api: Api): void {
  api.openapi(search, async (c) => {
    const { database } = c.var.actor;
    const { limit, cursor, phone = '', email = '', idNumber = '', q } = c.req.valid('query');
    const isByIdentity = ['phone', 'email', 'idNumber'].some((name) => c.req.query(name) !== undefined);
    const query = isByIdentity ? { identity: { phone, email, idNumber } } : { text: q };
    const [text, number, pass = 0] = fromCursor(cursor, contactPlace) ?? [];
    const after = text === undefined || number === undefined ? undefined : { text, number, pass };
    const [{ cards, next }, names] = await Promise.all([
      searchContacts(c.env, database, query, after, limit),
      namesOf(c.env, database.id),
    ]);
    const items = cards.map((card) => contactJson(card, names));
    return c.json(
      { items, nextCursor: toCursor(next && [next.text, next.number, ...(next.pass ? [next.pass] : [])]) },
      200,
    );
  });

  api.openapi(get, async (c) => {
    const number = numberOf(c, c.req.valid('param').id);
    const [card, names] = await Promise.all([liveCardOf(c, number), namesOf(c.env, c.var.actor.database.id)]);
    return c.json(contactJson(card, names), 200);
  });

  api.openapi(log, async (c) => {
    const { database } = c.var.actor;
    const { limit, cursor } = c.req.valid('query');
    const number = numberOf(c, c.req.valid('param').id);
    const [task, entryId] = fromCursor(cursor, logPlace) ?? [];
    const below = { task: placeOf(task), entryId: entryId ?? undefined };
    const [, { lines, next }, names] = await Promise.all([
      liveCardOf(c, number),
      readContactLog(c.env, database, number, below, limit),
      namesOf(c.env, database.id),
    ]);
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

  api.openapi(tasks, async (c) => {
    const { database } = c.var.actor;
    const { limit, cursor } = c.req.valid('query');
    const number = numberOf(c, c.req.valid('param').id);
    const [, page, names] = await Promise.all([
      liveCardOf(c, number),
      listTasksOf(c.env, database, number, placeOf(fromCursor(cursor, taskPlace)), limit),
      namesOf(c.env, database.id),
    ]);
    const items = page.tasks.map((task) => taskJson(task, names));
    return c.json({ items, nextCursor: toCursor(page.next && [page.next.openedAt, page.next.ordinal]) }, 200);
  });
}
