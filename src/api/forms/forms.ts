import { createRoute, z } from '@hono/zod-openapi';
import { addForm, changeForm, findForm, listForms, type OwnedForm, revokeForm } from '../../business/forms/forms.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam, isoTime, nameSchema, takes, toIso, toIsoOrNull } from '../http/operation.ts';
import { pageOf, pageOfAll, pageQuery } from '../http/paging.ts';
import { accepted, problems } from '../http/problem.ts';

const tags = ['Internal forms'];
const id = z.string().max(100);

const shape = z.strictObject({
  name: nameSchema.openapi({ description: 'Who has the link', example: 'Call centre, evenings' }),
  channelId: id.openapi({ description: 'The channel its leads come in by' }),
  processId: id.nullable().openapi({ description: 'The only process it offers; null offers all' }),
  expiresAt: z.iso
    .datetime({ offset: true, error: 'must be a time such as 2026-11-20T09:30:00Z' })
    .openapi({ description: 'At most a year ahead; 90 days when absent' }),
});
const postSchema = shape.partial().required({ name: true, channelId: true });
const patchSchema = shape.partial();

const formSchema = z
  .object({
    id: z.string(),
    url: z.string().openapi({ description: 'What the answering service opens; whoever has it may enter leads' }),
    name: z.string(),
    channelId: z.string(),
    processId: z.string().nullable(),
    createdAt: isoTime,
    expiresAt: isoTime,
    revokedAt: isoTime.nullable(),
  })
  .openapi('InternalForm');

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
  middleware: needs('write'),
  summary: 'Make a link for an answering service',
  request: takes(postSchema),
  responses: { 201: answers(formSchema, 'The internal form'), ...problems },
});

const patch = createRoute({
  method: 'patch',
  path: '/forms/{id}',
  operationId: 'updateForm',
  tags,
  middleware: needs('write'),
  summary: 'Change an internal form, or renew it before or after it expires; its link stays the same',
  request: { params: idParam, ...takes(patchSchema) },
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
    const forms = await listForms(c.env, c.var.actor.database.id);
    const shown = forms.map((form) => formJson(form, c.req.url));
    return c.json(pageOfAll(shown, c.req.valid('query')), 200);
  });
  api.openapi(get, async (c) => {
    const form = await findForm(c.env, c.var.actor.database.id, c.req.valid('param').id);
    return c.json(formJson(accepted(form), c.req.url), 200);
  });
  api.openapi(post, async (c) => {
    const wish = withTime(c.req.valid('json'));
    const form = await addForm(c.env, c.var.actor.database.id, wish, Date.now());
    return c.json(formJson(accepted(form), c.req.url), 201);
  });
  api.openapi(patch, async (c) => {
    const wish = withTime(c.req.valid('json'));
    const form = await changeForm(c.env, c.var.actor.database.id, c.req.valid('param').id, wish, Date.now());
    return c.json(formJson(accepted(form), c.req.url), 200);
  });
  api.openapi(remove, async (c) => {
    accepted(await revokeForm(c.env, c.var.actor.database.id, c.req.valid('param').id, Date.now()));
    return c.body(null, 204);
  });
}

const withTime = <T extends { expiresAt?: string | undefined }>({ expiresAt, ...wish }: T) => ({
  ...wish,
  expiresAt: expiresAt === undefined ? undefined : Date.parse(expiresAt),
});

const formJson = ({ form, key }: OwnedForm, requestUrl: string): z.infer<typeof formSchema> => ({
  id: form.id,
  url: `${new URL(requestUrl).origin}/form/${key}`,
  name: form.name,
  channelId: form.channelId,
  processId: form.processId,
  createdAt: toIso(form.createdAt),
  expiresAt: toIso(form.expiresAt),
  revokedAt: toIsoOrNull(form.revokedAt),
});
