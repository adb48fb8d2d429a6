import { createRoute, z } from '@hono/zod-openapi';
import { findDeadLetter } from '../../business/dead-letters/find.ts';
import { type DeadLetter, listDeadLetters } from '../../business/dead-letters/list.ts';
import { replayDeadLetter } from '../../business/dead-letters/replay.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam, isoTime, toIso } from '../http/operation.ts';
import { fromCursor, pageOf, pageQuery, toCursor } from '../http/paging.ts';
import { accepted, problems } from '../http/problem.ts';

const tags = ['Dead letters'];

const letterSchema = z
  .object({
    id: z.string(),
    storedAt: isoTime,
    reason: z.string().openapi({ description: 'Why it could not be read or placed' }),
  })
  .openapi('DeadLetter');

const list = createRoute({
  method: 'get',
  path: '/dead-letters',
  operationId: 'listDeadLetters',
  tags,
  middleware: needs('read'),
  summary: 'Messages of this database that became no lead, newest first',
  description:
    'A lead that could not be written is a lead whose status is `failed`. Here is what is not even that: messages that this version cannot read, and those whose database was not there when they came.',
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(letterSchema), 'Dead letters'), ...problems },
});

const get = createRoute({
  method: 'get',
  path: '/dead-letters/{id}',
  operationId: 'getDeadLetter',
  tags,
  middleware: needs('read'),
  summary: 'One of them, with the message as it was on the queue',
  request: { params: idParam },
  responses: {
    200: answers(
      letterSchema
        .extend({ message: z.unknown().openapi({ description: 'Null once its person was erased' }) })
        .openapi('DeadLetterWithMessage'),
      'The letter',
    ),
    ...problems,
  },
});

const replay = createRoute({
  method: 'post',
  path: '/dead-letters/{id}/replay',
  operationId: 'replayDeadLetter',
  tags,
  middleware: needs('write'),
  summary: 'Put it on the queue again',
  description: 'The letter is gone then, and the lead is found under its own id. 409 when it still cannot be read.',
  request: { params: idParam },
  responses: {
    200: answers(z.object({ leadId: z.string(), status: z.literal('queued') }), 'It is on the queue again'),
    ...problems,
  },
});

const place = z.tuple([z.int(), z.string().max(200)]);

/** Reading and replaying messages that became no lead. */
export function mountDeadLetters(api: Api): void {
  api.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const after = fromCursor(cursor, place);
    const below = after && { storedAt: after[0], id: after[1] };
    const page = await listDeadLetters(c.env, c.var.actor, { below, limit });
    const nextCursor = toCursor(page.below && [page.below.storedAt, page.below.id]);
    return c.json({ items: page.letters.map(letterJson), nextCursor }, 200);
  });

  api.openapi(get, async (c) => {
    const letter = accepted(await findDeadLetter(c.env, c.var.actor, c.req.valid('param').id));
    return c.json({ ...letterJson(letter), message: letter.body ? JSON.parse(letter.body) : null }, 200);
  });

  api.openapi(replay, async (c) => {
    const leadId = accepted(await replayDeadLetter(c.env, c.var.actor, c.req.valid('param').id));
    return c.json({ leadId, status: 'queued' as const }, 200);
  });
}

const letterJson = ({ id, storedAt, reason }: DeadLetter) => ({ id, storedAt: toIso(storedAt), reason });
