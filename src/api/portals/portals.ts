import { createRoute, z } from '@hono/zod-openapi';
import {
  addPortal,
  changePortal,
  findPortal,
  listPortals,
  type OwnedPortal,
  removePortal,
} from '../../business/portals/portals.ts';
import { cleanText } from '../../lead/text.ts';
import { mailSender } from '../../outgoing-mail/sender.ts';
import { isColour } from '../../published/colours.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam, isoTime, nameSchema, takes, toIso } from '../http/operation.ts';
import { pageOf, pageOfAll, pageQuery } from '../http/paging.ts';
import { accepted, problems } from '../http/problem.ts';

const tags = ['Portals'];

const colour = z.string().trim().toLowerCase().refine(isColour, 'must be a colour such as #0b5a6c');
const text = (most: number) => z.string().overwrite(cleanText).max(most, `must have at most ${most} characters`);

const shape = z.strictObject({
  name: nameSchema,
  channelId: z.string().max(100).openapi({ description: 'The channel its leads come in by' }),
  title: nameSchema.openapi({ description: 'The business, as its customers know it' }),
  intro: text(1000).openapi({ description: 'What the page says under the title' }),
  accent: colour.openapi({ description: 'Of buttons and bands; 3 to 1 against white at least' }),
  background: colour.openapi({ description: 'Of the page in light mode; must let dark text be read' }),
  consentText: text(4000)
    .min(1, 'must not be empty; send null to take it away')
    .nullable()
    .openapi({ description: 'What a visitor must agree to; kept word for word with the lead' }),
  fields: z
    .array(z.string().max(200))
    .min(1)
    .max(100)
    .openapi({
      description: 'What it asks for, in order',
      example: ['firstName', 'lastName', 'mobile', 'custom:budget'],
    }),
  doubleOptIn: z.boolean().openapi({ description: 'Whether people must confirm by e-mail before they are taken' }),
});
const postSchema = shape.partial().required({ name: true, channelId: true, title: true });
const patchSchema = shape.partial();

const portalSchema = z
  .object({
    id: z.string(),
    url: z.string().openapi({
      description: 'The page; add `?ref=` and a marketer’s reference to tell where visitors come from',
    }),
    createdAt: isoTime,
    ...shape.shape,
  })
  .openapi('Portal');

const list = createRoute({
  method: 'get',
  path: '/portals',
  operationId: 'listPortals',
  tags,
  middleware: needs('read'),
  summary: 'The public registration pages, oldest first',
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(portalSchema), 'Portals'), ...problems },
});

const get = createRoute({
  method: 'get',
  path: '/portals/{id}',
  operationId: 'getPortal',
  tags,
  middleware: needs('read'),
  summary: 'One registration page',
  request: { params: idParam },
  responses: { 200: answers(portalSchema, 'The portal'), ...problems },
});

const post = createRoute({
  method: 'post',
  path: '/portals',
  operationId: 'createPortal',
  tags,
  middleware: needs('write'),
  summary: 'Open a public registration page',
  request: takes(postSchema),
  responses: { 201: answers(portalSchema, 'The portal'), ...problems },
});

const patch = createRoute({
  method: 'patch',
  path: '/portals/{id}',
  operationId: 'updatePortal',
  tags,
  middleware: needs('write'),
  summary: 'Change a registration page; what is not sent stays as it is',
  request: { params: idParam, ...takes(patchSchema) },
  responses: { 200: answers(portalSchema, 'The portal'), ...problems },
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
    const portals = await listPortals(c.env, c.var.actor.database.id);
    const shown = portals.map((portal) => portalJson(portal, c.req.url));
    return c.json(pageOfAll(shown, c.req.valid('query')), 200);
  });
  api.openapi(get, async (c) => {
    const portal = await findPortal(c.env, c.var.actor.database.id, c.req.valid('param').id);
    return c.json(portalJson(accepted(portal), c.req.url), 200);
  });
  api.openapi(post, async (c) => {
    const canSendMail = mailSender(c.env) !== undefined;
    const portal = await addPortal(c.env, c.var.actor.database.id, c.req.valid('json'), canSendMail, Date.now());
    return c.json(portalJson(accepted(portal), c.req.url), 201);
  });
  api.openapi(patch, async (c) => {
    const { id } = c.req.valid('param');
    const canSendMail = mailSender(c.env) !== undefined;
    const portal = await changePortal(c.env, c.var.actor.database.id, id, c.req.valid('json'), canSendMail);
    return c.json(portalJson(accepted(portal), c.req.url), 200);
  });
  api.openapi(remove, async (c) => {
    accepted(await removePortal(c.env, c.var.actor.database.id, c.req.valid('param').id));
    return c.body(null, 204);
  });
}

const portalJson = (
  { portal: { databaseId: _, ...shown }, key, createdAt }: OwnedPortal,
  requestUrl: string,
): z.infer<typeof portalSchema> => ({
  ...shown,
  url: `${new URL(requestUrl).origin}/portal/${key}`,
  createdAt: toIso(createdAt),
});
