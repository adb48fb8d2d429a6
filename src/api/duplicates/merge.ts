import { createRoute, z } from '@hono/zod-openapi';
import { mergePair } from '../../business/duplicates/merge.ts';
import { allowed } from '../contacts/allowed.ts';
import { seenContactJson, seenContactSchema } from '../contacts/contact-json.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam, takes } from '../http/operation.ts';
import { problems } from '../http/problem.ts';
import { naming } from '../http/request-id.ts';
import { contactNumberOf, pairOf } from '../http/resource-ids.ts';

const merge = createRoute({
  method: 'post',
  path: '/duplicates/{id}/merge',
  operationId: 'mergeDuplicate',
  tags: ['Possible duplicates'],
  middleware: needs('write'),
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

/** Making the two contacts of a pair one. */
export function mountMerge(api: Api): void {
  api.openapi(merge, async (c) => {
    const { id: databaseId } = c.var.actor.database;
    const pair = pairOf(databaseId, c.req.valid('param').id);
    const keep = contactNumberOf(databaseId, c.req.valid('json').keep);
    const wish = { ...pair, keep, nameRequest: naming(c, { keep }) };
    const { mergeId, ...kept } = allowed(c, await mergePair(c.env, c.var.actor, wish));
    return c.json({ mergeId, contact: seenContactJson(kept) }, 200);
  });
}
