import { createRoute, z } from '@hono/zod-openapi';
import { renewInquiry } from '../../business/contacts/renew.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam, takes } from '../http/operation.ts';
import { problems } from '../http/problem.ts';
import { naming } from '../http/request-id.ts';
import { allowed, numberOf } from './allowed.ts';
import { fieldsShape, newContactOf, taskShape } from './contact-body.ts';
import { seenContactJson, seenContactSchema } from './contact-json.ts';

const renew = createRoute({
  method: 'post',
  path: '/contacts/{id}/renew',
  operationId: 'renewContact',
  tags: ['Contacts by hand'],
  middleware: needs('write'),
  summary: 'Make a known contact a new lead',
  description:
    'Its status becomes *new*, its token `Renewed`, fields that are sent complete it, and a task opens: at the stage named, else at the first stage of the first process.',
  request: { params: idParam, ...takes(z.strictObject({ ...fieldsShape, ...taskShape })) },
  responses: { 200: answers(seenContactSchema, 'The contact as it is now'), ...problems },
});

/** Making a known contact a new lead, by hand. */
export function mountRenew(api: Api): void {
  api.openapi(renew, async (c) => {
    const number = numberOf(c, c.req.valid('param').id);
    const body = c.req.valid('json');
    const wish = { ...newContactOf(body), number, nameRequest: naming(c, body) };
    return c.json(seenContactJson(allowed(c, await renewInquiry(c.env, c.var.actor, wish))), 200);
  });
}
