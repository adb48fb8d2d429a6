import { createRoute } from '@hono/zod-openapi';
import { openContact } from '../../business/contacts/find.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam } from '../http/operation.ts';
import { problems } from '../http/problem.ts';
import { allowed, numberOf } from './allowed.ts';
import { versionHeader } from './card-tag.ts';
import { contactJson, contactSchema } from './contact-json.ts';

const find = createRoute({
  method: 'get',
  path: '/contacts/{id}',
  operationId: 'getContact',
  tags: ['Contacts'],
  middleware: needs('read'),
  summary: 'One contact; its ETag is for the `If-Match` of a change',
  request: { params: idParam },
  responses: { 200: answers(contactSchema, 'The contact'), ...problems },
});

/** One contact. */
export function mountFind(api: Api): void {
  api.openapi(find, async (c) => {
    const number = numberOf(c, c.req.valid('param').id);
    const { card, names } = allowed(c, await openContact(c.env, c.var.actor, { number }));
    return c.json(contactJson(card, names), 200, await versionHeader(card));
  });
}
