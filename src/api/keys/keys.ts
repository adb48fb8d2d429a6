import { createRoute, z } from '@hono/zod-openapi';
import { SCOPES } from '../../business/actor.ts';
import { changeKey } from '../../business/keys/change.ts';
import { findKey } from '../../business/keys/find.ts';
import { issueKey } from '../../business/keys/issue.ts';
import { type ApiKeyRecord, listKeys } from '../../business/keys/list.ts';
import { revokeKey } from '../../business/keys/revoke.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { idempotentPost } from '../http/idempotent-post.ts';
import { answers, idParam, isoTime, nameSchema, takes, toIso, toIsoOrNull } from '../http/operation.ts';
import { pageOf, pageOfAll, pageQuery } from '../http/paging.ts';
import { accepted, problems } from '../http/problem.ts';

const tags = ['Keys'];
const admin = needs('admin');
const scopes = z
  .array(z.enum(SCOPES))
  .min(1, 'must name at least one scope')
  .max(10)
  .openapi({ description: '`read` sees, `write` changes, `admin` does both and manages keys and databases' });

const keySchema = z
  .object({
    id: z.string(),
    databaseId: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    createdAt: isoTime,
    revokedAt: isoTime.nullable(),
  })
  .openapi('Key');

const issuedSchema = keySchema
  .extend({ key: z.string().openapi({ description: 'The key itself. It is shown this once and not kept' }) })
  .openapi('IssuedKey');

const keyJson = ({ hash: _hash, ...key }: ApiKeyRecord): z.infer<typeof keySchema> => ({
  ...key,
  createdAt: toIso(key.createdAt),
  revokedAt: toIsoOrNull(key.revokedAt),
});

const list = createRoute({
  method: 'get',
  path: '/keys',
  operationId: 'listKeys',
  tags,
  middleware: admin,
  summary: 'The keys of this database',
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(keySchema), 'Keys, revoked ones too'), ...problems },
});

const get = createRoute({
  method: 'get',
  path: '/keys/{id}',
  operationId: 'getKey',
  tags,
  middleware: admin,
  summary: 'One key',
  request: { params: idParam },
  responses: { 200: answers(keySchema, 'The key, without its secret'), ...problems },
});

const post = createRoute({
  method: 'post',
  path: '/keys',
  operationId: 'createKey',
  tags,
  middleware: [admin, idempotentPost(true)],
  summary: 'Issue a key',
  request: takes(
    z.strictObject({
      name: nameSchema,
      scopes: scopes.default(['read']),
      databaseId: z.string().max(100).optional().openapi({ description: 'Another database of the same business' }),
    }),
  ),
  responses: { 201: answers(issuedSchema, 'The key, with its secret'), ...problems },
});

const patch = createRoute({
  method: 'patch',
  path: '/keys/{id}',
  operationId: 'updateKey',
  tags,
  middleware: admin,
  summary: 'Rename a key or change its scopes',
  request: { params: idParam, ...takes(z.strictObject({ name: nameSchema.optional(), scopes: scopes.optional() })) },
  responses: { 200: answers(keySchema, 'The key'), ...problems },
});

const remove = createRoute({
  method: 'delete',
  path: '/keys/{id}',
  operationId: 'deleteKey',
  tags,
  middleware: admin,
  summary: 'Revoke a key, at once and for good',
  request: { params: idParam },
  responses: { 204: { description: 'Revoked' }, ...problems },
});

/** API keys. */
export function mountKeys(api: Api): void {
  api.openapi(list, async (c) => {
    const keys = await listKeys(c.env, c.var.actor);
    return c.json(pageOfAll(keys.map(keyJson), c.req.valid('query')), 200);
  });
  api.openapi(get, async (c) => {
    const key = accepted(await findKey(c.env, c.var.actor, c.req.valid('param').id));
    return c.json(keyJson(key), 200);
  });
  api.openapi(post, async (c) => {
    const { record, token } = accepted(await issueKey(c.env, c.var.actor, c.req.valid('json'), Date.now()));
    return c.json({ ...keyJson(record), key: token }, 201);
  });
  api.openapi(patch, async (c) => {
    const { id } = c.req.valid('param');
    const key = accepted(await changeKey(c.env, c.var.actor, id, c.req.valid('json')));
    return c.json(keyJson(key), 200);
  });
  api.openapi(remove, async (c) => {
    accepted(await revokeKey(c.env, c.var.actor, c.req.valid('param').id, Date.now()));
    return c.body(null, 204);
  });
}
