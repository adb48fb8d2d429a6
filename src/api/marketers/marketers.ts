import { createRoute, z } from '@hono/zod-openapi';
import { addMarketer } from '../../business/marketers/add.ts';
import { changeMarketer } from '../../business/marketers/change.ts';
import { findMarketer } from '../../business/marketers/find.ts';
import { listMarketers, type MarketerRecord } from '../../business/marketers/list.ts';
import { removeMarketer } from '../../business/marketers/remove.ts';
import { cleanLine } from '../../lead/text.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { idempotentPost } from '../http/idempotent-post.ts';
import { answers, idParam, isoTime, nameSchema, takes, toIso } from '../http/operation.ts';
import { pageOf, pageOfAll, pageQuery } from '../http/paging.ts';
import { accepted, problems } from '../http/problem.ts';

const tags = ['Marketers'];
const code = z.string().overwrite(cleanLine).min(1, 'must not be empty').max(200, 'must have at most 200 characters');
const shape = {
  name: nameSchema,
  accountNumber: code.openapi({ description: 'The supplier number; contacts are stamped with it', example: '1001' }),
  references: z.array(code).max(50, 'must be at most 50').openapi({
    description: 'Further codes that leads may name it by. Compared like the account number: without regard to case',
  }),
};

const marketerSchema = z.object({ id: z.string(), ...shape, createdAt: isoTime }).openapi('Marketer');

const marketerJson = ({ id, name, accountNumber, references, createdAt }: MarketerRecord) => ({
  id,
  name,
  accountNumber,
  references,
  createdAt: toIso(createdAt),
});

const list = createRoute({
  method: 'get',
  path: '/marketers',
  operationId: 'listMarketers',
  tags,
  middleware: needs('read'),
  summary: 'The outside marketers, oldest first',
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(marketerSchema), 'Marketers'), ...problems },
});

const get = createRoute({
  method: 'get',
  path: '/marketers/{id}',
  operationId: 'getMarketer',
  tags,
  middleware: needs('read'),
  summary: 'One marketer',
  request: { params: idParam },
  responses: { 200: answers(marketerSchema, 'The marketer'), ...problems },
});

const post = createRoute({
  method: 'post',
  path: '/marketers',
  operationId: 'createMarketer',
  tags,
  middleware: [needs('write'), idempotentPost()],
  summary: 'Add a marketer',
  description:
    'Leads that name it from now on stamp their contact with its name and account number. Contacts that came with its account number or a reference before are stamped, too, and their logs say so.',
  request: takes(z.strictObject({ ...shape, references: shape.references.optional() })),
  responses: { 201: answers(marketerSchema, 'The marketer'), ...problems },
});

const patch = createRoute({
  method: 'patch',
  path: '/marketers/{id}',
  operationId: 'updateMarketer',
  tags,
  middleware: needs('write'),
  summary: 'Change a marketer; its contacts follow',
  request: { params: idParam, ...takes(z.strictObject(shape).partial()) },
  responses: { 200: answers(marketerSchema, 'The marketer'), ...problems },
});

const remove = createRoute({
  method: 'delete',
  path: '/marketers/{id}',
  operationId: 'deleteMarketer',
  tags,
  middleware: needs('write'),
  summary: 'Delete a marketer; its contacts stay stamped',
  request: { params: idParam },
  responses: { 204: { description: 'Deleted' }, ...problems },
});

/** Marketers. */
export function mountMarketers(api: Api): void {
  api.openapi(list, async (c) => {
    const marketers = await listMarketers(c.env, c.var.actor);
    return c.json(pageOfAll(marketers.map(marketerJson), c.req.valid('query')), 200);
  });
  api.openapi(get, async (c) => {
    const marketer = accepted(await findMarketer(c.env, c.var.actor, c.req.valid('param').id));
    return c.json(marketerJson(marketer), 200);
  });
  api.openapi(post, async (c) => {
    const marketer = accepted(await addMarketer(c.env, c.var.actor, c.req.valid('json'), Date.now()));
    return c.json(marketerJson(marketer), 201);
  });
  api.openapi(patch, async (c) => {
    const { id } = c.req.valid('param');
    const marketer = accepted(await changeMarketer(c.env, c.var.actor, id, c.req.valid('json'), Date.now()));
    return c.json(marketerJson(marketer), 200);
  });
  api.openapi(remove, async (c) => {
    accepted(await removeMarketer(c.env, c.var.actor, c.req.valid('param').id));
    return c.body(null, 204);
  });
}
