import { createRoute, z } from '@hono/zod-openapi';
import { addStatus } from '../../business/statuses/add.ts';
import { changeStatus } from '../../business/statuses/change.ts';
import { findStatus } from '../../business/statuses/find.ts';
import { listStatuses, type StatusRecord } from '../../business/statuses/list.ts';
import { removeStatus } from '../../business/statuses/remove.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { idempotentPost } from '../http/idempotent-post.ts';
import { answers, idParam, nameSchema, positionSchema, takes } from '../http/operation.ts';
import { pageOf, pageOfAll, pageQuery } from '../http/paging.ts';
import { accepted, problems } from '../http/problem.ts';

const tags = ['Statuses'];
const role = z.enum(['new', 'notInterested']).nullable().openapi({
  description: 'Exactly one status plays each role. Giving a role to a status takes it from the one that played it',
});

const statusSchema = z.object({ id: z.string(), name: z.string(), role, position: z.int() }).openapi('Status');

const statusJson = ({ databaseId: _database, ...status }: StatusRecord) => status;

const list = createRoute({
  method: 'get',
  path: '/statuses',
  operationId: 'listStatuses',
  tags,
  middleware: needs('read'),
  summary: 'The marketing statuses of contacts, in order',
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(statusSchema), 'Statuses'), ...problems },
});

const get = createRoute({
  method: 'get',
  path: '/statuses/{id}',
  operationId: 'getStatus',
  tags,
  middleware: needs('read'),
  summary: 'One status',
  request: { params: idParam },
  responses: { 200: answers(statusSchema, 'The status'), ...problems },
});

const post = createRoute({
  method: 'post',
  path: '/statuses',
  operationId: 'createStatus',
  tags,
  middleware: [needs('write'), idempotentPost()],
  summary: 'Add a status',
  request: takes(z.strictObject({ name: nameSchema, role: role.optional(), position: positionSchema.optional() })),
  responses: { 201: answers(statusSchema, 'The status'), ...problems },
});

const patch = createRoute({
  method: 'patch',
  path: '/statuses/{id}',
  operationId: 'updateStatus',
  tags,
  middleware: needs('write'),
  summary: 'Rename or move a status, or give it a role',
  request: {
    params: idParam,
    ...takes(
      z.strictObject({ name: nameSchema.optional(), role: role.optional(), position: positionSchema.optional() }),
    ),
  },
  responses: { 200: answers(statusSchema, 'The status'), ...problems },
});

const remove = createRoute({
  method: 'delete',
  path: '/statuses/{id}',
  operationId: 'deleteStatus',
  tags,
  middleware: needs('write'),
  summary: 'Delete a status that plays no role and that no contact has',
  request: { params: idParam },
  responses: { 204: { description: 'Deleted' }, ...problems },
});

/** Statuses. */
export function mountStatuses(api: Api): void {
  api.openapi(list, async (c) => {
    const statuses = await listStatuses(c.env, c.var.actor);
    return c.json(pageOfAll(statuses.map(statusJson), c.req.valid('query')), 200);
  });
  api.openapi(get, async (c) => {
    const status = accepted(await findStatus(c.env, c.var.actor, c.req.valid('param').id));
    return c.json(statusJson(status), 200);
  });
  api.openapi(post, async (c) => {
    const status = accepted(await addStatus(c.env, c.var.actor, c.req.valid('json')));
    return c.json(statusJson(status), 201);
  });
  api.openapi(patch, async (c) => {
    const { id } = c.req.valid('param');
    const status = accepted(await changeStatus(c.env, c.var.actor, id, c.req.valid('json')));
    return c.json(statusJson(status), 200);
  });
  api.openapi(remove, async (c) => {
    accepted(await removeStatus(c.env, c.var.actor, c.req.valid('param').id));
    return c.body(null, 204);
  });
}
