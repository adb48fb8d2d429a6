import { createRoute, z } from '@hono/zod-openapi';
import { findContact } from '../contacts/find-contact.ts';
import { listTasksOf } from '../contacts/list-tasks.ts';
import { readContactLog } from '../contacts/read-log.ts';
import { searchContacts } from '../contacts/search-contacts.ts';
import { namesOf } from '../settings/names.ts';
import type { Api } from './api-env.ts';
import { needs } from './authenticate.ts';
import { contactJson, contactSchema } from './contact-json.ts';
import { contactNumberOf } from './ids.ts';
import { logLineJson, logLineSchema } from './log-json.ts';
import { answers, idParam } from './operation.ts';
import { fromCursor, pageOf, pageQuery, toCursor } from './paging.ts';
import { found, problems } from './problem.ts';
import { taskJson, taskSchema } from './task-json.ts';

const tags = ['Contacts'];
const middleware = needs('read');
const value = z.string().max(1000).optional();

const search = createRoute({
  method: 'get',
  path: '/contacts',
  tags,
  middleware,
  summary: 'Search contacts, or list the newest',
  description:
    'With `phone`, `email` or `idNumber`: the contacts that any of these recognises, compared as intake compares them, lowest customer number first; filler such as 0500000000 finds nobody. With `q`: contacts whose name, phone or e-mail address begins so. Without any: the newest first.',
  request: {
    query: pageQuery.extend({ phone: value, email: value, idNumber: value, q: value }),
  },
  responses: { 200: answers(pageOf(contactSchema), 'Contacts'), ...problems },
});

const get = createRoute({
  method: 'get',
  path: '/contacts/{id}',
  tags,
  middleware,
  summary: 'One contact',
  request: { params: idParam },
  responses: { 200: answers(contactSchema, 'The contact'), ...problems },
});

const log = createRoute({
  method: 'get',
  path: '/contacts/{id}/log',
  tags,
  middleware,
  summary: "A contact's log: inquiries and what else happened, newest first",
  request: { params: idParam, query: pageQuery },
  responses: { 200: answers(pageOf(logLineSchema), 'The log'), ...problems },
});

const tasks = createRoute({
  method: 'get',
  path: '/contacts/{id}/tasks',
  tags,
  middleware,
  summary: "A contact's tasks, newest first",
  request: { params: idParam, query: pageQuery },
  responses: { 200: answers(pageOf(taskSchema), 'The tasks'), ...problems },
});

const contactPlace = z.tuple([z.string(), z.int()]);
const logPlace = z.tuple([z.int().nullable(), z.string().nullable()]);

/** Reading contacts. */
export function mountContacts(api: Api): void {
  api.openapi(search, async (c) => {
    const { database } = c.var.access;
    const { limit, cursor, phone = '', email = '', idNumber = '', q } = c.req.valid('query');
    const isByIdentity = ['phone', 'email', 'idNumber'].some((name) => c.req.query(name) !== undefined);
    const query = isByIdentity ? { identity: { phone, email, idNumber } } : { text: q };
    const [text, number] = fromCursor(cursor, contactPlace) ?? [];
    const after = text === undefined || number === undefined ? undefined : { text, number };
    const [{ cards, next }, names] = await Promise.all([
      searchContacts(c.env, database, query, after, limit),
      namesOf(c.env, database.id),
    ]);
    const items = cards.map((card) => contactJson(card, names));
    return c.json({ items, nextCursor: toCursor(next && [next.text, next.number]) }, 200);
  });

  api.openapi(get, async (c) => {
    const { database } = c.var.access;
    const number = contactNumberOf(database.id, c.req.valid('param').id);
    const [card, names] = await Promise.all([findContact(c.env, database, number), namesOf(c.env, database.id)]);
    return c.json(contactJson(found(card, 'contact'), names), 200);
  });

  api.openapi(log, async (c) => {
    const { database } = c.var.access;
    const { limit, cursor } = c.req.valid('query');
    const number = contactNumberOf(database.id, c.req.valid('param').id);
    const [ordinal, entryId] = fromCursor(cursor, logPlace) ?? [];
    const below = { ordinal: ordinal ?? undefined, entryId: entryId ?? undefined };
    const [card, { lines, next }, names] = await Promise.all([
      findContact(c.env, database, number),
      readContactLog(c.env, database, number, below, limit),
      namesOf(c.env, database.id),
    ]);
    found(card, 'contact');
    const items = lines.map((line) => logLineJson(line, names));
    return c.json({ items, nextCursor: toCursor(next && [next.ordinal ?? null, next.entryId ?? null]) }, 200);
  });

  api.openapi(tasks, async (c) => {
    const { database } = c.var.access;
    const { limit, cursor } = c.req.valid('query');
    const number = contactNumberOf(database.id, c.req.valid('param').id);
    const [card, page, names] = await Promise.all([
      findContact(c.env, database, number),
      listTasksOf(c.env, database, number, fromCursor(cursor, z.int()), limit),
      namesOf(c.env, database.id),
    ]);
    found(card, 'contact');
    const items = page.tasks.map((task) => taskJson(task, names));
    return c.json({ items, nextCursor: toCursor(page.next?.ordinal) }, 200);
  });
}
