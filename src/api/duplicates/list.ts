import { createRoute, z } from '@hono/zod-openapi';
import { listDuplicates } from '../../business/duplicates/list.ts';
import { contactJson, contactSchema } from '../contacts/contact-json.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, isoTime, toIso } from '../http/operation.ts';
import { fromCursor, pageOf, pageQuery, toCursor } from '../http/paging.ts';
import { problems } from '../http/problem.ts';
import { pairId } from '../http/resource-ids.ts';

const pairSchema = z
  .object({
    id: z.string().openapi({ example: '0123abcd-17-42' }),
    contacts: z.array(contactSchema).openapi({ description: 'The older one first' }),
    leadId: z
      .string()
      .nullable()
      .openapi({ description: 'The lead that matched both; null: somebody changed a contact' }),
    foundAt: isoTime,
  })
  .openapi('PossibleDuplicate');

const list = createRoute({
  method: 'get',
  path: '/duplicates',
  operationId: 'listDuplicates',
  tags: ['Possible duplicates'],
  middleware: needs('read'),
  summary: 'Pairs of contacts that one lead matched, for a person to look at',
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(pairSchema), 'Pairs nobody has decided on'), ...problems },
});

const pairPlace = z.tuple([z.int(), z.int()]);

/** Possible duplicates nobody has decided on. */
export function mountListDuplicates(api: Api): void {
  api.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const place = fromCursor(cursor, pairPlace);
    const below = place && { olderNumber: place[0], newerNumber: place[1] };
    const { pairs, next, names } = await listDuplicates(c.env, c.var.actor, { below, limit });
    const items = pairs.map(({ databaseId, older, newer, olderNumber, newerNumber, leadId, foundAt }) => ({
      id: pairId(databaseId, olderNumber, newerNumber),
      contacts: [contactJson(older, names), contactJson(newer, names)],
      leadId: leadId || null,
      foundAt: toIso(foundAt),
    }));
    return c.json({ items, nextCursor: toCursor(next && [next.olderNumber, next.newerNumber]) }, 200);
  });
}
