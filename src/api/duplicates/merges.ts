import { createRoute, z } from '@hono/zod-openapi';
import { giveCommand } from '../../contacts/ask-writer.ts';
import { seenContactSchema } from '../contacts/contact-json.ts';
import { actorName, allowed, shownContact } from '../contacts/live-contact.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam, takes } from '../http/operation.ts';
import { problems } from '../http/problem.ts';
import { requestId } from '../http/request-id.ts';
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
    const { id, at } = await requestId(c, { keep });
    const command = { verb: 'merge', id, at, by: actorName(c), keep, ...pair } as const;
    const { number, mergeId = id } = allowed(c, await giveCommand(c.env, databaseId, command));
    return c.json({ mergeId, contact: await shownContact(c, number ?? keep) }, 200);
  });

  api.openapi(dismiss, async (c) => {
    const { id: databaseId } = c.var.actor.database;
    const pair = pairOf(databaseId, c.req.valid('param').id);
    const { id, at } = await requestId(c, null);
    allowed(c, await giveCommand(c.env, databaseId, { verb: 'dismiss', id, at, by: actorName(c), ...pair }));
    return c.body(null, 204);
  });

  api.openapi(undo, async (c) => {
    const { id: databaseId } = c.var.actor.database;
    const mergeId = c.req.valid('param').id;
    const { id, at } = await requestId(c, null);
    const command = { verb: 'undo-merge', id, at, by: actorName(c), mergeId } as const;
    const { number } = allowed(c, await giveCommand(c.env, databaseId, command));
    return c.json({ contact: await shownContact(c, number ?? 0) }, 200);
  });
}
