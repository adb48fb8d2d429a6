import { createRoute, z } from '@hono/zod-openapi';
import { copyContact } from '../../business/contacts/copy.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam, takes } from '../http/operation.ts';
import { problems } from '../http/problem.ts';
import { naming } from '../http/request-id.ts';
import { allowed, numberOf } from './allowed.ts';
import { seenContactJson, seenContactSchema } from './contact-json.ts';

const copy = createRoute({
  method: 'post',
  path: '/contacts/{id}/copy',
  operationId: 'copyContact',
  tags: ['Contacts'],
  middleware: needs('admin'),
  summary: 'Copy a contact to another database of the same business',
  description:
    'The record is written as it is, custom fields included, under a customer number of the target, and compared with nobody. Its status is the one of the same name there, else of the same role, else the one that plays new. Tasks and log stay; both logs name the other contact. An `Idempotency-Key` makes it safe to send again.',
  request: { params: idParam, ...takes(z.strictObject({ databaseId: z.string().max(100) })) },
  responses: { 201: answers(seenContactSchema, 'The copy'), ...problems },
});

/** Copying a contact, the one thing that crosses databases. */
export function mountCopy(api: Api): void {
  api.openapi(copy, async (c) => {
    const { databaseId } = c.req.valid('json');
    const number = numberOf(c, c.req.valid('param').id);
    const wish = { number, databaseId, nameRequest: naming(c, { databaseId }) };
    return c.json(seenContactJson(allowed(c, await copyContact(c.env, c.var.actor, wish))), 201);
  });
}
