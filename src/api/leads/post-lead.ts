import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { listChannels } from '../../business/channels/channels.ts';
import { namesOf } from '../../business/names.ts';
import { giveLeads } from '../../contacts/ask-writer.ts';
import { findLead } from '../../contacts/find-lead.ts';
import type { Channel } from '../../lead/channel/channel.ts';
import { readFlag } from '../../lead/fields/flag.ts';
import type { LeadMessage } from '../../queue/message.ts';
import { accept } from '../../ways-in/accept.ts';
import { readAgain } from '../../ways-in/read-again.ts';
import { MAX_BODY_BYTES } from '../../ways-in/receive.ts';
import { contactSeenBy, seenContactSchema } from '../contacts/contact-json.ts';
import type { Api, ApiEnv } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, takes } from '../http/operation.ts';
import { found, Problem, problems } from '../http/problem.ts';
import { idempotencyKeyOf, KEY_REUSED } from '../http/request-id.ts';
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
    const { database } = c.var.actor;
    const channel = await chooseChannel(c, c.req.valid('json'));
    const body = new TextEncoder().encode(await c.req.text());
    if (body.length > MAX_BODY_BYTES) throw new Problem(413, 'too_large', 'A lead has at most 64 KB.');
    const idempotencyKey = idempotencyKeyOf(c);
    const arrival = {
      raw: { method: 'POST' as const, query: '', contentType: 'application/json', body },
      receivedAt: Date.now(),
      idempotencyKey,
      refused: undefined,
    };
    const waits = readFlag(c.req.valid('query').wait ?? '') ?? false;
    const direct = async (messages: LeadMessage[]) => {
      const orders = messages.map((message) => (message.readAgain ? readAgain(c.env, message) : message.order));
      await giveLeads(c.env, database.id, await Promise.all(orders));
    };
    const acceptance = await accept(c.env, { channel, isKnown: true }, arrival, ...(waits ? [direct] : []));
    if (acceptance.kind === 'conflict') throw KEY_REUSED;
    if (acceptance.kind === 'unproven') throw new Problem(403, acceptance.refusal.code, acceptance.refusal.message);
    if (acceptance.kind === 'not-allowed') throw new Problem(415, 'not_a_lead', 'Send the fields of one lead as JSON.');
    const [first, ...others] = acceptance.receipts;
    if (!first) throw new Problem(422, 'not_a_lead', 'This holds no lead. Send the fields of one lead as JSON.');
    if (first.rejection) {
      const { status, code, message, field } = first.rejection;
      throw new Problem(status, code, message, field, { leadId: first.id });
    }
    const outcome = waits ? await outcomeOf(c, first.id) : { status: 'queued', contact: null };
    const more = others.length ? { others: others.map(({ id }) => ({ id })) } : {};
    return c.json({ id: first.id, ...outcome, warnings: first.lead.warnings, ...more }, 200);
  });
}

/** The channel the body names, else the oldest. What names it is no field of the lead. */
async function chooseChannel(
  c: Context<ApiEnv>,
  { channelId, channelKey }: z.infer<typeof bodySchema>,
): Promise<Channel> {
  const channels = await listChannels(c.env, c.var.actor.database.id);
  const isNamed = channelId !== undefined || channelKey !== undefined;
  const named = channels.find(
    ({ channel, key }) => channel.id === channelId || (channelId === undefined && key === channelKey?.toLowerCase()),
  );
  if (!isNamed && !channels.length) {
    throw new Problem(422, 'no_channel', 'This database has no channel. Open one with POST /channels.');
  }
  const { channel } = found(isNamed ? named : channels[0], 'channel');
  return {
    ...channel,
    waysIn: [...channel.waysIn, 'json'],
    mapping: { channelId: 'ignore', channelKey: 'ignore', ...channel.mapping },
  };
}

async function outcomeOf(c: Context<ApiEnv>, leadId: string) {
  const { database } = c.var.actor;
  const [lead, names] = await Promise.all([findLead(c.env, database, leadId), namesOf(c.env, database.id)]);
  if (lead?.kind !== 'written') return { status: 'queued', contact: null };
  return { status: lead.lead.status, contact: lead.card ? contactSeenBy(c.var.actor, lead.card, names) : null };
}
