import { createRoute, z } from '@hono/zod-openapi';
import { findLead } from '../../business/leads/find.ts';
import { listLeads } from '../../business/leads/list.ts';
import { replayLead } from '../../business/leads/replay.ts';
import { namesOf } from '../../business/names.ts';
import { timeText } from '../../ids/lead-id.ts';
import { LEAD_STATUSES } from '../../lead/outcome.ts';
import { WAYS_IN } from '../../lead/submission.ts';
import { CHARSETS } from '../../ways-in/way-in.ts';
import { contactJson, contactSchema } from '../contacts/contact-json.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, givenTime, idParam } from '../http/operation.ts';
import { fromCursor, pageOf, pageQuery, toCursor } from '../http/paging.ts';
import { accepted, problems } from '../http/problem.ts';
import { leadDetailJson, leadDetailSchema, leadSummaryJson, leadSummarySchema, queuedLeadJson } from './lead-json.ts';

const tags = ['Leads'];
/** As much as a lead may hold. */
const MOST_REPAIRED = 65_536;

const list = createRoute({
  method: 'get',
  path: '/leads',
  operationId: 'listLeads',
  tags,
  middleware: needs('read'),
  summary: 'Leads as they arrived, newest first',
  description: 'A filter looks at 2,000 leads a page: a page may be short, or empty, and still have a `nextCursor`.',
  request: {
    query: pageQuery.extend({
      status: z.enum(LEAD_STATUSES).optional(),
      channel: z.string().max(100).optional().openapi({ description: "A channel's id" }),
      wayIn: z.enum(WAYS_IN).optional(),
      since: givenTime.optional().openapi({ description: 'Only leads accepted at this time or later' }),
      until: givenTime.optional().openapi({ description: 'Only leads accepted before this time' }),
      seen: z
        .enum(['true', 'false'])
        .optional()
        .openapi({ description: 'Only leads that somebody has marked as seen, or only the others' }),
      q: z.string().max(200).optional().openapi({
        description:
          'Words that all stand in what was read of the lead, in any order, or part of a number however it is written. Letters beyond A to Z are compared as they are',
      }),
    }),
  },
  responses: { 200: answers(pageOf(leadSummarySchema), 'Leads'), ...problems },
});

const get = createRoute({
  method: 'get',
  path: '/leads/{id}',
  operationId: 'getLead',
  tags,
  middleware: needs('read'),
  summary: 'One lead: its bytes, what was read of them, what became of it',
  request: { params: idParam },
  responses: {
    200: answers(
      leadDetailSchema.extend({ contact: z.union([contactSchema, z.null()]) }).openapi('LeadWithContact'),
      'The lead. While it is on its way its status is `queued` and most of it null',
    ),
    ...problems,
  },
});

const replay = createRoute({
  method: 'post',
  path: '/leads/{id}/replay',
  operationId: 'replayLead',
  tags,
  middleware: needs('write'),
  summary: 'Read a rejected, quarantined or failed lead again and put it through',
  description:
    'The bytes are read with the channel as it is now: change its mapping first, or put single values right here. Nothing is needed in the body, but a lead that was kept aside stays there without `release`. What was put right, when and by whom stays with the lead (`fields.repair`).',
  request: {
    params: idParam,
    body: {
      content: {
        'application/json': {
          schema: z.strictObject({
            charset: z
              .enum(CHARSETS)
              .optional()
              .openapi({ description: 'What to read the bytes as; else it is found out' }),
            release: z.boolean().optional().openapi({ description: 'Let a lead through that was kept aside' }),
            values: z
              .record(z.string().min(1).max(200), z.string().max(20_000).nullable())
              .refine((values) => JSON.stringify(values).length <= MOST_REPAIRED, 'holds more than 64 KB')
              .optional()
              .openapi({
                description:
                  'Field name → value, for what has to be put right: it takes the place of what was sent for that field, null takes a value away. Also for a body nobody could read. The bytes stay as they came',
                example: { Phone: '052-1234567' },
              }),
          }),
        },
      },
    },
  },
  responses: {
    200: answers(z.object({ id: z.string(), status: z.literal('queued') }), 'It is on the queue again'),
    ...problems,
  },
});

/** Reading and replaying leads. */
export function mountLeads(api: Api): void {
  api.openapi(list, async (c) => {
    const { actor } = c.var;
    const { limit, cursor, status, channel, wayIn, since, until, seen, q } = c.req.valid('query');
    const below = fromCursor(cursor, z.string().max(100));
    const idAt = (time: string | undefined) => (time === undefined ? undefined : timeText(Date.parse(time)));
    const isSeen = seen === undefined ? undefined : seen === 'true';
    const filter = { status, channelId: channel, wayIn, from: idAt(since), to: idAt(until), isSeen, text: q, below };
    const [page, names] = await Promise.all([
      listLeads(c.env, actor, { filter, limit }),
      namesOf(c.env, actor.database.id),
    ]);
    const items = page.leads.map((lead) => leadSummaryJson(lead, names));
    return c.json({ items, nextCursor: toCursor(page.below) }, 200);
  });

  api.openapi(get, async (c) => {
    const { actor } = c.var;
    const found = accepted(await findLead(c.env, actor, c.req.valid('param').id));
    if (found.kind === 'queued') return c.json({ ...queuedLeadJson(found.id, found.receivedAt), contact: null }, 200);
    const names = await namesOf(c.env, actor.database.id);
    const contact = found.card ? contactJson(found.card, names) : null;
    return c.json({ ...leadDetailJson(found.lead, names), contact }, 200);
  });

  api.openapi(replay, async (c) => {
    const { charset, release = false, values } = c.req.valid('json');
    const wanted = { id: c.req.valid('param').id, charset, release, values, now: Date.now() };
    return c.json(accepted(await replayLead(c.env, c.var.actor, wanted)), 200);
  });
}
