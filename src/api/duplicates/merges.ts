import { createRoute, z } from '@hono/zod-openapi';
import { dismissDuplicate } from '../../business/duplicates/dismiss.ts';
import { mergePair } from '../../business/duplicates/merge.ts';
import { undoPairMerge } from '../../business/duplicates/undo-merge.ts';
import { allowed } from '../contacts/allowed.ts';
import { seenContactJson, seenContactSchema } from '../contacts/contact-json.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam, takes } from '../http/operation.ts';
import { problems } from '../http/problem.ts';
import { naming } from '../http/request-id.ts';
import { contactNumberOf, pairOf } from '../http/resource-ids.ts';

const tags = ['Possible duplicates'];
const middleware = needs('write');

const merge = createRoute({
  method: 'post',
  path: '/duplicates/{id}/merge',
  operationId: 'mergeDuplicate',
  tags,
  middleware,
  summary: 'Make the two contacts of a pair one',
  description:
    'The kept contact gets what recognised the other one, its tasks (numbered on), its leads and its log; its values fill what is empty, and those that found no place are in the log entry as `beside`. The other id answers 410 `merged` with `mergedInto` from then on. Nothing is lost: POST /merges/{id}/undo makes two of them again.',
  request: {
    params: idParam,
    ...takes(
      z.strictObject({ keep: z.string().max(200).openapi({ description: 'The id of the contact that stays' }) }),
    ),
  },
  responses: {
    200: answers(
      z
        .object({ mergeId: z.string().openapi({ description: 'For the undo' }), contact: seenContactSchema })
        .openapi('Merge'),
      'The contact that was kept',
    ),
    ...problems,
  },
});

const dismiss = createRoute({
  method: 'post',
  path: '/duplicates/{id}/dismiss',
  operationId: 'dismissDuplicate',
  tags,
  middleware,
  summary: 'Say that the two contacts of a pair are two; the pair is not shown again',
  request: { params: idParam },
  responses: { 204: { description: 'Dismissed' }, ...problems },
});

const undo = createRoute({
  method: 'post',
  path: '/merges/{id}/undo',
  operationId: 'undoMerge',
  tags,
  middleware,
  summary: 'Make one contact two again',
  description:
    'Both cards, what recognises them, tasks, leads and log are as they were. What happened since the merge stays with the kept contact: later leads with their tasks, and fields that were changed. The pair is a possible duplicate again.',
  request: { params: idParam },
  responses: { 200: answers(z.object({ contact: seenContactSchema }), 'The contact that had been kept'), ...problems },
});

/** Merging possible duplicates, and undoing it. */
export function mountMerges(api: Api): void {
  api.openapi(merge, async (c) => {
    const { id: databaseId } = c.var.actor.database;
    const pair = pairOf(databaseId, c.req.valid('param').id);
    const keep = contactNumberOf(databaseId, c.req.valid('json').keep);
    const wish = { ...pair, keep, nameRequest: naming(c, { keep }) };
    const { mergeId, ...kept } = allowed(c, await mergePair(c.env, c.var.actor, wish));
    return c.json({ mergeId, contact: seenContactJson(kept) }, 200);
  });

  api.openapi(dismiss, async (c) => {
    const pair = pairOf(c.var.actor.database.id, c.req.valid('param').id);
    allowed(c, await dismissDuplicate(c.env, c.var.actor, { ...pair, nameRequest: naming(c, null) }));
    return c.body(null, 204);
  });

  api.openapi(undo, async (c) => {
    const wish = { mergeId: c.req.valid('param').id, nameRequest: naming(c, null) };
    return c.json({ contact: seenContactJson(allowed(c, await undoPairMerge(c.env, c.var.actor, wish))) }, 200);
  });
}
