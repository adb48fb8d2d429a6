import { createRoute } from '@hono/zod-openapi';
import { addPortal } from '../../business/portals/add.ts';
import { changePortal } from '../../business/portals/change.ts';
import { findPortal } from '../../business/portals/find.ts';
import { listPortals } from '../../business/portals/list.ts';
import { removePortal } from '../../business/portals/remove.ts';
import { mailSender } from '../../outgoing-mail/sender.ts';
import { publicOrigin } from '../../ways-in/doors/public-origin.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { idempotentPost } from '../http/idempotent-post.ts';
import { answers, idParam, takes } from '../http/operation.ts';
import { pageOf, pageOfAll, pageQuery } from '../http/paging.ts';
import { accepted, problems } from '../http/problem.ts';
import { portalJson, portalPatchSchema, portalPostSchema, shownPortalSchema } from './portal-json.ts';

const tags = ['Portals'];

const list = createRoute({
  method: 'get',
  path: '/portals',
  operationId: 'listPortals',
  tags,
  middleware: needs('read'),
  summary: 'The public registration pages, oldest first',
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(shownPortalSchema), 'Portals'), ...problems },
});

const get = createRoute({
  method: 'get',
  path: '/portals/{id}',
  operationId: 'getPortal',
  tags,
  middleware: needs('read'),
  summary: 'One registration page',
  request: { params: idParam },
  responses: { 200: answers(shownPortalSchema, 'The portal'), ...problems },
});

const post = createRoute({
  method: 'post',
  path: '/portals',
  operationId: 'createPortal',
  tags,
  middleware: [needs('write'), idempotentPost()],
  summary: 'Open a public registration page',
  request: takes(portalPostSchema),
  responses: { 201: answers(shownPortalSchema, 'The portal'), ...problems },
});

const patch = createRoute({
  method: 'patch',
  path: '/portals/{id}',
  operationId: 'updatePortal',
  tags,
  middleware: needs('write'),
  summary: 'Change a registration page; what is not sent stays as it is',
  request: { params: idParam, ...takes(portalPatchSchema) },
  responses: { 200: answers(shownPortalSchema, 'The portal'), ...problems },
});

const remove = createRoute({
  method: 'delete',
  path: '/portals/{id}',
  operationId: 'deletePortal',
  tags,
  middleware: needs('write'),
  summary: 'Close a registration page; what came by it stays',
  request: { params: idParam },
  responses: { 204: { description: 'Closed' }, ...problems },
});

/** Portals. */
export function mountPortals(api: Api): void {
  api.openapi(list, async (c) => {
    const portals = await listPortals(c.env, c.var.actor);
    const shown = portals.map((portal) => portalJson(portal, publicOrigin(c.env, c.req.url)));
    return c.json(pageOfAll(shown, c.req.valid('query')), 200);
  });
  api.openapi(get, async (c) => {
    const portal = accepted(await findPortal(c.env, c.var.actor, c.req.valid('param').id));
    return c.json(portalJson(portal, publicOrigin(c.env, c.req.url)), 200);
  });
  api.openapi(post, async (c) => {
    const canSendMail = mailSender(c.env) !== undefined;
    const portal = accepted(await addPortal(c.env, c.var.actor, c.req.valid('json'), canSendMail, Date.now()));
    return c.json(portalJson(portal, publicOrigin(c.env, c.req.url)), 201);
  });
  api.openapi(patch, async (c) => {
    const { id } = c.req.valid('param');
    const canSendMail = mailSender(c.env) !== undefined;
    const portal = accepted(await changePortal(c.env, c.var.actor, id, c.req.valid('json'), canSendMail));
    return c.json(portalJson(portal, publicOrigin(c.env, c.req.url)), 200);
  });
  api.openapi(remove, async (c) => {
    accepted(await removePortal(c.env, c.var.actor, c.req.valid('param').id));
    return c.body(null, 204);
  });
}
