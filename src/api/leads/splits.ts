import { createRoute, z } from '@hono/zod-openapi';
import { splitLead } from '../../business/leads/split.ts';
import { undoSplit } from '../../business/leads/undo-split.ts';
import { allowed } from '../contacts/allowed.ts';
import { seenContactJson, seenContactSchema } from '../contacts/contact-json.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam } from '../http/operation.ts';
import { problems } from '../http/problem.ts';
import { naming } from '../http/request-id.ts';

const tags = ['Leads'];
const middleware = needs('write');

const split = createRoute({
  method: 'post',
  path: '/leads/{id}/split',
  operationId: 'splitLead',
  tags,
  middleware,
  summary: 'Take a lead off the contact it was wrongly added to',
  description:
    'The lead becomes a contact of its own, with the values, identities and task it brought; the contact it leaves gets every field back that still holds what the lead put there. The two are not proposed as duplicates again, and later leads go to whom their identities recognise; what both have goes on recognising the one that had it first. A lead that made its contact, or was added to none, answers 409. POST /splits/{id}/undo puts it back.',
  request: { params: idParam },
  responses: {
    200: answers(
      z
        .object({ splitId: z.string().openapi({ description: 'For the undo' }), contact: seenContactSchema })
        .openapi('Split'),
      "The lead's own contact",
    ),
    ...problems,
  },
});

const undo = createRoute({
  method: 'post',
  path: '/splits/{id}/undo',
  operationId: 'undoSplit',
  tags,
  middleware,
  summary: 'Put a lead back onto the contact it was split off',
  description:
    'Card, identities, task and log are as they were; fields that have been changed since stay. The id of the contact of its own answers 410 `merged` from then on. Once that contact has been used the undo answers 409 `used_since`: merge the two then.',
  request: { params: idParam },
  responses: {
    200: answers(z.object({ contact: seenContactSchema }), 'The contact it is on again'),
    ...problems,
  },
});

/** Taking a lead off its contact, and putting it back. */
export function mountSplits(api: Api): void {
  api.openapi(split, async (c) => {
    const wish = { leadId: c.req.valid('param').id, nameRequest: naming(c, null) };
    const { splitId, ...made } = allowed(c, await splitLead(c.env, c.var.actor, wish));
    return c.json({ splitId, contact: seenContactJson(made) }, 200);
  });

  api.openapi(undo, async (c) => {
    const wish = { splitId: c.req.valid('param').id, nameRequest: naming(c, null) };
    return c.json({ contact: seenContactJson(allowed(c, await undoSplit(c.env, c.var.actor, wish))) }, 200);
  });
}
