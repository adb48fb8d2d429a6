import { createRoute } from '@hono/zod-openapi';
import { eraseForGood } from '../../business/contacts/erase.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { idParam } from '../http/operation.ts';
import { problems } from '../http/problem.ts';
import { naming } from '../http/request-id.ts';
import { allowed, numberOf } from './allowed.ts';

const erase = createRoute({
  method: 'delete',
  path: '/contacts/{id}',
  operationId: 'deleteContact',
  tags: ['Contacts'],
  middleware: needs('write'),
  summary: 'Erase a person everywhere in this database, for good',
  description:
    'Card, log, notes, what was merged into it, and all leads of the person, also rejected ones that carry the same identities. The customer number is never given again; a lead keeps its id, time and status. Copies in other databases are contacts of their own.',
  request: { params: idParam },
  responses: { 204: { description: 'Erased' }, ...problems },
});

/** Erasing a person. */
export function mountErase(api: Api): void {
  api.openapi(erase, async (c) => {
    const number = numberOf(c, c.req.valid('param').id);
    allowed(c, await eraseForGood(c.env, c.var.actor, { number, nameRequest: naming(c, null) }));
    return c.body(null, 204);
  });
}
