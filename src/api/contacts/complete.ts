import { createRoute, z } from '@hono/zod-openapi';
import { completeFields } from '../../business/contacts/complete.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam, takes } from '../http/operation.ts';
import { problems } from '../http/problem.ts';
import { naming } from '../http/request-id.ts';
import { allowed, numberOf } from './allowed.ts';
import { fieldsOfBody, fieldsShape } from './contact-body.ts';
import { seenContactJson, seenContactSchema } from './contact-json.ts';

const complete = createRoute({
  method: 'post',
  path: '/contacts/{id}/complete',
  operationId: 'completeContact',
  tags: ['Contacts by hand'],
  middleware: needs('write'),
  summary: "Fill a known contact's empty fields; what stands is left alone",
  request: { params: idParam, ...takes(z.strictObject(fieldsShape)) },
  responses: { 200: answers(seenContactSchema, 'The contact as it is now'), ...problems },
});

/** Completing a known contact by hand. */
export function mountComplete(api: Api): void {
  api.openapi(complete, async (c) => {
    const number = numberOf(c, c.req.valid('param').id);
    const body = c.req.valid('json');
    const wish = { number, fields: fieldsOfBody(body), nameRequest: naming(c, body) };
    return c.json(seenContactJson(allowed(c, await completeFields(c.env, c.var.actor, wish))), 200);
  });
}
