import { createRoute, z } from '@hono/zod-openapi';
import { checkContact } from '../../business/contacts/check.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, takes } from '../http/operation.ts';
import { problems } from '../http/problem.ts';
import { allowed } from './allowed.ts';
import { fieldsOfBody, fieldsShape } from './contact-body.ts';
import { contactJson, contactSchema } from './contact-json.ts';

const check = createRoute({
  method: 'post',
  path: '/contacts/check',
  operationId: 'checkContacts',
  tags: ['Contacts by hand'],
  middleware: needs('read'),
  summary: 'Who is known by these fields, before somebody is entered by hand',
  description: 'Compares phones, e-mail address and ID number as intake does; writes nothing.',
  request: takes(z.strictObject(fieldsShape)),
  responses: {
    200: answers(
      z.object({ matches: z.array(z.object({ contact: contactSchema, matchedBy: z.array(z.string()) })) }),
      'The contacts that match, strongest first; empty when nobody does',
    ),
    ...problems,
  },
});

/** Who is known, before somebody is entered by hand (product.md, "Duplicates", manual). */
export function mountCheck(api: Api): void {
  api.openapi(check, async (c) => {
    const fields = fieldsOfBody(c.req.valid('json'));
    const { matches, names } = allowed(c, await checkContact(c.env, c.var.actor, { fields }));
    return c.json(
      { matches: matches.map(({ card, matchedBy }) => ({ contact: contactJson(card, names), matchedBy })) },
      200,
    );
  });
}
