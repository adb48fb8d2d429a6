import { createRoute, z } from '@hono/zod-openapi';
import { undoSplit } from '../../business/leads/undo-split.ts';
import { allowed } from '../contacts/allowed.ts';
import { seenContactJson, seenContactSchema } from '../contacts/contact-json.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam } from '../http/operation.ts';
import { problems } from '../http/problem.ts';
import { naming } from '../http/request-id.ts';

const undo = createRoute({
  method: 'post',
  path: '/splits/{id}/undo',
  operationId: 'undoSplit',
  tags: ['Leads'],
  middleware: needs('write'),
  summary: 'Put a lead back onto the contact it was split off',
  description:
    'Card, identities, task and log are as they were; fields that have been changed since stay. The id of the contact of its own answers 410 `merged` from then on. Once that contact has been used the undo answers 409 `used_since`: merge the two then.',
  request: { params: idParam },
  responses: {
    200: answers(z.object({ contact: seenContactSchema }), 'The contact it is on again'),
    ...problems,
  },
});

/** Putting a lead back onto the contact it was split off. */
export function mountUndoSplit(api: Api): void {
  api.openapi(undo, async (c) => {
    const wish = { splitId: c.req.valid('param').id, nameRequest: naming(c, null) };
    return c.json({ contact: seenContactJson(allowed(c, await undoSplit(c.env, c.var.actor, wish))) }, 200);
  });
}
