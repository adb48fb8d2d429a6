import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type MergeWish, mergePair } from '../../business/duplicates/merge.ts';
import { DETAILS } from '../../lead/lead.ts';
import { allowed, numberOf } from '../contacts/allowed.ts';
import { seenContactJson, seenContactSchema } from '../contacts/contact-json.ts';
import type { Api, ApiEnv } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam, takes } from '../http/operation.ts';
import { Problem, problems } from '../http/problem.ts';
import { naming } from '../http/request-id.ts';
import { contactNumberOf, pairOf } from '../http/resource-ids.ts';

const MOST_TAKEN = 600;

/** Marks, dates and machinery of a card are Kelet's own to keep; of the rest everything can be chosen. */
const TAKEN: Record<string, string[]> = {
  ...Object.fromEntries([...DETAILS, 'mailingList', 'contactTypes'].map((field) => [field, [field]])),
  status: ['statusId'],
  marketer: ['marketerName', 'marketerAccountNumber'],
};
const CUSTOM_FIELD = /^custom:.{1,64}$/u;

const takeSchema = z
  .array(
    z
      .string()
      .max(71)
      .refine((field) => Object.hasOwn(TAKEN, field) || CUSTOM_FIELD.test(field), 'is no field that can be chosen'),
  )
  .max(MOST_TAKEN, `must name at most ${MOST_TAKEN} fields`)
  .optional()
  .openapi({
    description:
      'Fields in which the value of the contact that goes stands from then on, also an empty one: those that can be changed, `status`, `marketer`, and `custom:` with a key. What stood there is in the log, and recognises the contact further',
    example: ['firstName', 'status'],
  });

const takenFields = (take: string[] | undefined) =>
  take && { take: [...new Set(take)].flatMap((field) => TAKEN[field] ?? [field]) };

const mergeAnswer = answers(
  z
    .object({ mergeId: z.string().openapi({ description: 'For the undo' }), contact: seenContactSchema })
    .openapi('Merge'),
  'The contact that was kept',
);

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
      z.strictObject({
        keep: z.string().max(200).openapi({ description: 'The id of the contact that stays' }),
        take: takeSchema,
      }),
    ),
  },
  responses: {
    200: mergeAnswer,
    ...problems,
  },
});

const mergeAny = createRoute({
  method: 'post',
  path: '/contacts/{id}/merge',
  operationId: 'mergeContacts',
  tags: ['Contacts'],
  middleware: needs('write'),
  summary: 'Make another contact part of this one',
  description:
    'As POST /duplicates/{id}/merge, for any two contacts of the database: also those that nothing has matched, or that somebody had dismissed.',
  request: {
    params: idParam,
    ...takes(
      z.strictObject({
        contactId: z.string().max(200).openapi({ description: 'The contact that becomes part of this one' }),
        take: takeSchema,
      }),
    ),
  },
  responses: { 200: mergeAnswer, ...problems },
});

/** Making two contacts one. */
export function mountMerge(api: Api): void {
  api.openapi(merge, async (c) => {
    const { id: databaseId } = c.var.actor.database;
    const pair = pairOf(databaseId, c.req.valid('param').id);
    const { keep: kept, take } = c.req.valid('json');
    const keep = contactNumberOf(databaseId, kept);
    const wish = { ...pair, keep, ...takenFields(take), nameRequest: naming(c, { keep, take }) };
    return c.json(await merged(c, wish), 200);
  });

  api.openapi(mergeAny, async (c) => {
    const { contactId, take } = c.req.valid('json');
    const keep = numberOf(c, c.req.valid('param').id);
    const other = numberOf(c, contactId);
    if (keep === other) throw new Problem(422, 'same_contact', 'A contact cannot become part of itself.', 'contactId');
    const pair = { older: Math.min(keep, other), newer: Math.max(keep, other), isUnpaired: true };
    const wish = { ...pair, keep, ...takenFields(take), nameRequest: naming(c, { other, take }) };
    return c.json(await merged(c, wish), 200);
  });
}

async function merged(c: Context<ApiEnv>, wish: MergeWish) {
  const { mergeId, ...kept } = allowed(c, await mergePair(c.env, c.var.actor, wish));
  return { mergeId, contact: seenContactJson(kept) };
}
