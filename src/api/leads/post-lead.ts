import { createRoute, z } from '@hono/zod-openapi';
import { sendLead } from '../../business/leads/send.ts';
import { namesOf } from '../../business/names.ts';
import { readFlag } from '../../lead/fields/flag.ts';
import { contactSeenBy, seenContactSchema } from '../contacts/contact-json.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, takes } from '../http/operation.ts';
import { accepted, problems } from '../http/problem.ts';
import { idempotencyKeyOf } from '../http/request-id.ts';
import { warningSchema } from './lead-json.ts';

const bodySchema = z
  .looseObject({
    channelId: z.string().max(100).optional().openapi({ description: 'The channel whose rules it comes under' }),
    channelKey: z.string().max(100).optional().openapi({ description: 'The same, by its public key' }),
  })
  .openapi({
    example: { channelKey: '…', FirstName: 'Dana', MobilePhone: '052-1234567', Remarks: 'Please call' },
    description: "The lead's fields, named as for a channel's JSON: canonical names, synonyms, custom fields, mappings",
  });

const post = createRoute({
  method: 'post',
  path: '/leads',
  operationId: 'createLead',
  tags: ['Leads'],
  middleware: needs('write'),
  summary: 'Send a lead through the whole pipeline',
  description:
    "Like a JSON lead on a channel: read by its mapping, compared, completed or created, stamped, with a task. Without `channelId` and `channelKey` the oldest channel's rules hold. The channel's list of formats does not matter here: the key is the leave to send. A lead that cannot be taken (422) is kept as rejected.",
  request: {
    query: z.object({
      wait: z.string().max(10).optional().openapi({ description: '`1` waits for the outcome and the contact' }),
    }),
    ...takes(bodySchema),
  },
  responses: {
    200: answers(
      z
        .object({
          id: z.string(),
          status: z.string().openapi({ description: '`queued`, or with `wait=1` what became of it' }),
          contact: z.union([seenContactSchema, z.null()]).openapi({ description: 'With `wait=1`' }),
          warnings: z.array(warningSchema),
          others: z
            .array(z.object({ id: z.string() }))
            .optional()
            .openapi({ description: 'Further leads, if the body held several' }),
        })
        .openapi('SentLead'),
      'It is durable; with `wait=1` it is written',
    ),
    ...problems,
  },
});

/** Sending leads. */
export function mountPostLead(api: Api): void {
  api.openapi(post, async (c) => {
    const { actor } = c.var;
    const { channelId, channelKey } = c.req.valid('json');
    const wanted = {
      body: new TextEncoder().encode(await c.req.text()),
      channelId,
      channelKey,
      idempotencyKey: idempotencyKeyOf(c),
      waits: readFlag(c.req.valid('query').wait ?? '') ?? false,
      now: Date.now(),
    };
    const { card, others, ...sent } = accepted(await sendLead(c.env, actor, wanted));
    const contact = card ? contactSeenBy(actor, card, await namesOf(c.env, actor.database.id)) : null;
    const more = others.length ? { others: others.map((id) => ({ id })) } : {};
    return c.json({ ...sent, contact, ...more }, 200);
  });
}
