import { createRoute, z } from '@hono/zod-openapi';
import { splitLead } from '../../business/leads/split.ts';
import { allowed } from '../contacts/allowed.ts';
import { seenContactJson, seenContactSchema } from '../contacts/contact-json.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam } from '../http/operation.ts';
import { problems } from '../http/problem.ts';
import { naming } from '../http/request-id.ts';

const split = createRoute({
  method: 'post',
  path: '/leads/{id}/split',
  operationId: 'splitLead',
  tags: ['Leads'],
  middleware: needs('write'),
  summary: 'Take a lead off the contact it was wrongly added to',
  description:
    'The lead becomes a contact of its own, with the values, identities and task it brought; the contact it leaves gets every field back that nobody and no later lead has changed since; the others are named by `stays`. The two are not proposed as duplicates again, and later leads go to whom their identities recognise; what both have goes on recognising the one that had it first. A lead that made its contact, or was added to none, answers 409. POST /splits/{id}/undo puts it back.',
  request: { params: idParam },
  responses: {
    200: answers(
      z
        .object({
          splitId: z.string().openapi({ description: 'For the undo' }),
          stays: z.array(z.string()).openapi({
            description: 'Fields the lead had changed that stay, since they hold something else by now',
          }),
          contact: seenContactSchema,
        })
        .openapi('Split'),
      "The lead's own contact",
    ),
    ...problems,
  },
});

/** Taking a lead off its contact. */
export function mountSplit(api: Api): void {
  api.openapi(split, async (c) => {
    const wish = { leadId: c.req.valid('param').id, nameRequest: naming(c, null) };
    const { splitId, stays, ...made } = allowed(c, await splitLead(c.env, c.var.actor, wish));
    return c.json({ splitId, stays, contact: seenContactJson(made) }, 200);
  });
}
