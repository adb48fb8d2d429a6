import { createRoute, z } from '@hono/zod-openapi';
import { undoPairMerge } from '../../business/duplicates/undo-merge.ts';
import { allowed } from '../contacts/allowed.ts';
import { seenContactJson, seenContactSchema } from '../contacts/contact-json.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam } from '../http/operation.ts';
import { problems } from '../http/problem.ts';
import { naming } from '../http/request-id.ts';

const undo = createRoute({
  method: 'post',
  path: '/merges/{id}/undo',
  operationId: 'undoMerge',
  tags: ['Possible duplicates'],
  middleware: needs('write'),
  summary: 'Make one contact two again',
  description:
    'Both cards, what recognises them, tasks, leads and log are as they were. What happened since the merge stays with the kept contact: later leads with their tasks, and fields that were changed. The pair is a possible duplicate again.',
  request: { params: idParam },
  responses: { 200: answers(z.object({ contact: seenContactSchema }), 'The contact that had been kept'), ...problems },
});

/** Undoing a merge. */
export function mountUndoMerge(api: Api): void {
  api.openapi(undo, async (c) => {
    const wish = { mergeId: c.req.valid('param').id, nameRequest: naming(c, null) };
    return c.json({ contact: seenContactJson(allowed(c, await undoPairMerge(c.env, c.var.actor, wish))) }, 200);
  });
}
