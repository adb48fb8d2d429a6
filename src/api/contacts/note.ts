import { createRoute, z } from '@hono/zod-openapi';
import { NOTE_KINDS, noteOn } from '../../business/contacts/note.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam, isoTime, takes, toIso } from '../http/operation.ts';
import { problems } from '../http/problem.ts';
import { naming } from '../http/request-id.ts';
import { allowed, numberOf } from './allowed.ts';

const LONGEST_NOTE = 10_000;

const kind = z.enum(NOTE_KINDS);

const note = createRoute({
  method: 'post',
  path: '/contacts/{id}/log',
  operationId: 'addToContactLog',
  tags: ['Contacts'],
  middleware: needs('write'),
  summary: "Write a note, a call or a meeting into a contact's log",
  request: {
    params: idParam,
    ...takes(
      z.strictObject({
        kind: kind.default('note'),
        text: z
          .string()
          .trim()
          .min(1, 'must not be empty')
          .max(LONGEST_NOTE, `must have at most ${LONGEST_NOTE} characters`),
      }),
    ),
  },
  responses: {
    201: answers(
      z.object({ id: z.string(), at: isoTime, kind, by: z.string(), text: z.string() }).openapi('Note'),
      'As it stands in the log',
    ),
    ...problems,
  },
});

/** Writing into a contact's log. */
export function mountNote(api: Api): void {
  api.openapi(note, async (c) => {
    const number = numberOf(c, c.req.valid('param').id);
    const said = c.req.valid('json');
    const { id, at } = allowed(c, await noteOn(c.env, c.var.actor, { number, ...said, nameRequest: naming(c, said) }));
    return c.json({ id, at: toIso(at), by: c.var.actor.by, ...said }, 201);
  });
}
