import { createRoute, z } from '@hono/zod-openapi';
import { addField } from '../../business/fields/add.ts';
import { changeField } from '../../business/fields/change.ts';
import { findField } from '../../business/fields/find.ts';
import { listFields } from '../../business/fields/list.ts';
import { removeField } from '../../business/fields/remove.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { idempotentPost } from '../http/idempotent-post.ts';
import { answers, idParam, legacyIdSchema, nameSchema, positionSchema, takes } from '../http/operation.ts';
import { pageOf, pageOfAll, pageQuery } from '../http/paging.ts';
import { accepted, problems } from '../http/problem.ts';
import { fieldJson, fieldOptions, fieldSchema, fieldScope, fieldType } from './field-json.ts';

const tags = ['Custom fields'];

const list = createRoute({
  method: 'get',
  path: '/fields',
  operationId: 'listFields',
  tags,
  middleware: needs('read'),
  summary: 'The custom fields of contacts and processes, in order',
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(fieldSchema), 'Fields'), ...problems },
});

const get = createRoute({
  method: 'get',
  path: '/fields/{id}',
  operationId: 'getField',
  tags,
  middleware: needs('read'),
  summary: 'One custom field',
  request: { params: idParam },
  responses: { 200: answers(fieldSchema, 'The field'), ...problems },
});

const post = createRoute({
  method: 'post',
  path: '/fields',
  operationId: 'createField',
  tags,
  middleware: [needs('write'), idempotentPost()],
  summary: 'Define a custom field',
  request: takes(
    z.strictObject({
      scope: fieldScope.default('contact'),
      key: z
        .string()
        .regex(
          /^[A-Za-z][A-Za-z0-9_]{0,63}$/,
          'must begin with a letter and have only letters, digits and _, at most 64 of them',
        )
        .optional()
        .openapi({ description: 'The name senders use, also as an XML element. Made up when absent' }),
      label: nameSchema.optional(),
      type: fieldType.default('text'),
      options: fieldOptions.optional(),
      legacyId: legacyIdSchema.optional(),
      position: positionSchema.optional(),
    }),
  ),
  responses: { 201: answers(fieldSchema, 'The field'), ...problems },
});

const patch = createRoute({
  method: 'patch',
  path: '/fields/{id}',
  operationId: 'updateField',
  tags,
  middleware: needs('write'),
  summary: 'Change what a custom field is called and offers',
  description: 'Key and type stay, since contacts hold values under them.',
  request: {
    params: idParam,
    ...takes(
      z.strictObject({
        label: nameSchema.optional(),
        options: fieldOptions.optional(),
        legacyId: legacyIdSchema.optional(),
        position: positionSchema.optional(),
      }),
    ),
  },
  responses: { 200: answers(fieldSchema, 'The field'), ...problems },
});

const remove = createRoute({
  method: 'delete',
  path: '/fields/{id}',
  operationId: 'deleteField',
  tags,
  middleware: needs('write'),
  summary: 'Delete a custom field that no channel names',
  description: 'Values that contacts hold stay on their cards.',
  request: { params: idParam },
  responses: { 204: { description: 'Deleted' }, ...problems },
});

/** Custom fields. */
export function mountFields(api: Api): void {
  api.openapi(list, async (c) => {
    const fields = await listFields(c.env, c.var.actor);
    return c.json(pageOfAll(fields.map(fieldJson), c.req.valid('query')), 200);
  });
  api.openapi(get, async (c) => {
    const field = accepted(await findField(c.env, c.var.actor, c.req.valid('param').id));
    return c.json(fieldJson(field), 200);
  });
  api.openapi(post, async (c) => {
    const field = accepted(await addField(c.env, c.var.actor, c.req.valid('json'), Date.now()));
    return c.json(fieldJson(field), 201);
  });
  api.openapi(patch, async (c) => {
    const { id } = c.req.valid('param');
    const field = accepted(await changeField(c.env, c.var.actor, id, c.req.valid('json'), Date.now()));
    return c.json(fieldJson(field), 200);
  });
  api.openapi(remove, async (c) => {
    accepted(await removeField(c.env, c.var.actor, c.req.valid('param').id, Date.now()));
    return c.body(null, 204);
  });
}
