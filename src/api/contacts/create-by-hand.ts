import { createRoute, z } from '@hono/zod-openapi';
import { createByHand } from '../../business/contacts/create-by-hand.ts';
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
  path: '/contacts/manual',
  operationId: 'manualContacts',
  tags: ['Contacts by hand'],
  middleware: needs('write'),
  summary: 'Create a contact by hand: compared first',
  description:
    'When the person is known nothing is written, and the answer is 409 `contact_known` with `matches`: open the contact, complete it, renew it, or create another one with `anyway`. That needs a key with the scope `admin`, unless the database allows duplicates.',
  request: takes(z.strictObject({ ...fieldsShape, ...statusShape, ...taskShape, anyway: z.boolean().optional() })),
  responses: { 201: answers(seenContactSchema, 'The contact'), ...problems },
});

/** "Create new" by hand (product.md, "Duplicates", manual). */
export function mountCreateByHand(api: Api): void {
  api.openapi(create, async (c) => {
    const { anyway = false, ...body } = c.req.valid('json');
    const wish = { ...newContactOf(body), anyway, nameRequest: naming(c, body) };
    const contact = seenContactJson(allowed(c, await createByHand(c.env, c.var.actor, wish)));
    return c.json(contact, 201, { location: `/api/v1/contacts/${contact.id}` });
  });
}
