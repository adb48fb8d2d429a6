import { createRoute } from '@hono/zod-openapi';
import { addForm } from '../../business/forms/add.ts';
import { changeForm } from '../../business/forms/change.ts';
import { findForm } from '../../business/forms/find.ts';
import { listForms } from '../../business/forms/list.ts';
import { revokeForm } from '../../business/forms/revoke.ts';
import { publicOrigin } from '../../ways-in/doors/public-origin.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { idempotentPost } from '../http/idempotent-post.ts';
import { answers, idParam, takes } from '../http/operation.ts';
import { pageOf, pageOfAll, pageQuery } from '../http/paging.ts';
import { accepted, problems } from '../http/problem.ts';
import { formJson, formPatchSchema, formPostSchema, formSchema } from './form-json.ts';

const tags = ['Internal forms'];
const list = createRoute({
  method: 'get',
  path: '/forms',
  operationId: 'listForms',
  tags,
  middleware: needs('write'),
  summary: 'The internal forms for answering services, oldest first; revoked ones too',
  description: 'A link is as good as a key that may write, so a key must be able to write to see it.',
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(formSchema), 'Internal forms'), ...problems },
});

const get = createRoute({
  method: 'get',
  path: '/forms/{id}',
  operationId: 'getForm',
  tags,
  middleware: needs('write'),
  summary: 'One internal form, with its link',
  request: { params: idParam },
  responses: { 200: answers(formSchema, 'The internal form'), ...problems },
});

const post = createRoute({
  method: 'post',
  path: '/forms',
  operationId: 'createForm',
  tags,
  middleware: [needs('write'), idempotentPost()],
  summary: 'Make a link for an answering service',
  request: takes(formPostSchema),
  responses: { 201: answers(formSchema, 'The internal form'), ...problems },
});

const patch = createRoute({
  method: 'patch',
  path: '/forms/{id}',
  operationId: 'updateForm',
  tags,
  middleware: needs('write'),
  summary: 'Change an internal form, or renew it before or after it expires; its link stays the same',
  request: { params: idParam, ...takes(formPatchSchema) },
  responses: { 200: answers(formSchema, 'The internal form'), ...problems },
});

const remove = createRoute({
  method: 'delete',
  path: '/forms/{id}',
  operationId: 'deleteForm',
  tags,
  middleware: needs('write'),
  summary: 'Revoke the link of an internal form, at once and for good',
  request: { params: idParam },
  responses: { 204: { description: 'Revoked' }, ...problems },
});

/** Internal forms. */
export function mountForms(api: Api): void {
  api.openapi(list, async (c) => {
    const forms = await listForms(c.env, c.var.actor);
    const shown = forms.map((form) => formJson(form, publicOrigin(c.env, c.req.url)));
    return c.json(pageOfAll(shown, c.req.valid('query')), 200);
  });
  api.openapi(get, async (c) => {
    const form = accepted(await findForm(c.env, c.var.actor, c.req.valid('param').id));
    return c.json(formJson(form, publicOrigin(c.env, c.req.url)), 200);
  });
  api.openapi(post, async (c) => {
    const wish = withTime(c.req.valid('json'));
    const form = accepted(await addForm(c.env, c.var.actor, wish, Date.now()));
    return c.json(formJson(form, publicOrigin(c.env, c.req.url)), 201);
  });
  api.openapi(patch, async (c) => {
    const wish = withTime(c.req.valid('json'));
    const form = accepted(await changeForm(c.env, c.var.actor, c.req.valid('param').id, wish, Date.now()));
    return c.json(formJson(form, publicOrigin(c.env, c.req.url)), 200);
  });
  api.openapi(remove, async (c) => {
    accepted(await revokeForm(c.env, c.var.actor, c.req.valid('param').id, Date.now()));
    return c.body(null, 204);
  });
}

const withTime = <T extends { expiresAt?: string | undefined }>({ expiresAt, ...wish }: T) => ({
  ...wish,
  expiresAt: expiresAt === undefined ? undefined : Date.parse(expiresAt),
});
