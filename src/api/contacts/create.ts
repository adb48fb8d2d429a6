import { createRoute, z } from '@hono/zod-openapi';
import { createContact } from '../../business/contacts/create.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, takes } from '../http/operation.ts';
import { problems } from '../http/problem.ts';
import { naming } from '../http/request-id.ts';
import { allowed } from './allowed.ts';
import { fieldsShape, newContactOf, statusShape, taskShape } from './contact-body.ts';
import { seenContactJson, seenContactSchema } from './contact-json.ts';

const create = createRoute({
  method: 'post',
  path: '/contacts',
  operationId: 'createContact',
  tags: ['Contacts'],
  middleware: needs('write'),
  summary: 'Create a contact, without comparison',
  description:
    'Always creates, also when the person is known: search first (GET /contacts?phone=…), or send a lead (POST /leads) to have Kelet find out. Opens a task only where `processId` or `stageId` says so. An `Idempotency-Key` makes it safe to send again.',
  request: takes(z.strictObject({ ...fieldsShape, ...statusShape, ...taskShape })),
  responses: { 201: answers(seenContactSchema, 'The contact'), ...problems },
});

/** Creating a contact without comparison. */
export function mountCreate(api: Api): void {
  api.openapi(create, async (c) => {
    const body = c.req.valid('json');
    const bytes = new TextEncoder().encode(await c.req.text());
    const wish = { ...newContactOf(body), body: bytes, nameRequest: naming(c, body) };
    const contact = seenContactJson(allowed(c, await createContact(c.env, c.var.actor, wish)));
    return c.json(contact, 201, { location: `/api/v1/contacts/${contact.id}` });
  });
}
