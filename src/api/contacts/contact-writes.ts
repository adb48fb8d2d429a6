import { createRoute, z } from '@hono/zod-openapi';
import { leadOfFields, wishOfFields } from '../../business/contacts/contact-fields.ts';
import { OWN_CHANNEL, ownChannel } from '../../business/contacts/own-channel.ts';
import { stageToOpen } from '../../business/processes/stage-to-open.ts';
import { findStatusId } from '../../business/statuses/status-id.ts';
import { giveCommand, giveLeads } from '../../contacts/ask-writer.ts';
import { contactOrder } from '../../contacts/contact-order.ts';
import { storeRaw } from '../../lead/raw.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam, takes } from '../http/operation.ts';
import { accepted, Problem, problems } from '../http/problem.ts';
import { requestId } from '../http/request-id.ts';
import { fieldsOfBody, fieldsShape, statusShape, taskShape } from './contact-body.ts';
import { seenContactSchema } from './contact-json.ts';
import { actorName, allowed, numberOf, shownContact } from './live-contact.ts';

const tags = ['Contacts'];
const middleware = needs('write');

const post = createRoute({
  method: 'post',
  path: '/contacts',
  operationId: 'createContact',
  tags,
  middleware,
  summary: 'Create a contact, without comparison',
  description:
    'Always creates, also when the person is known: search first (GET /contacts?phone=…), or send a lead (POST /leads) to have Kelet find out. Opens a task only where `processId` or `stageId` says so. An `Idempotency-Key` makes it safe to send again.',
  request: takes(z.strictObject({ ...fieldsShape, ...statusShape, ...taskShape })),
  responses: { 201: answers(seenContactSchema, 'The contact'), ...problems },
});

const patch = createRoute({
  method: 'patch',
  path: '/contacts/{id}',
  operationId: 'updateContact',
  tags,
  middleware,
  summary: 'Change fields of a contact; null empties one, what is not sent stays as it is',
  description:
    'Each change is logged with its old and new value. A changed phone, e-mail address or ID number recognises the contact from then on, the one it replaces no longer does; if another contact has it too, the pair goes to the possible duplicates.',
  request: { params: idParam, ...takes(z.strictObject({ ...fieldsShape, ...statusShape })) },
  responses: { 200: answers(seenContactSchema, 'The contact as it is now'), ...problems },
});

const remove = createRoute({
  method: 'delete',
  path: '/contacts/{id}',
  operationId: 'deleteContact',
  tags,
  middleware,
  summary: 'Erase a person everywhere in this database, for good',
  description:
    'Card, log, notes, what was merged into it, and all leads of the person, also rejected ones that carry the same identities. The customer number is never given again; a lead keeps its id, time and status. Copies in other databases are contacts of their own.',
  request: { params: idParam },
  responses: { 204: { description: 'Erased' }, ...problems },
});

/** Creating, changing and erasing contacts. */
export function mountContactWrites(api: Api): void {
  api.openapi(post, async (c) => {
    const { actor } = c.var;
    const { database, name: keyName } = actor;
    const body = c.req.valid('json');
    const [channel, statusId, task] = await Promise.all([
      ownChannel(c.env, database),
      findStatusId(c.env, database.id, body),
      stageToOpen(c.env, database.id, body),
    ]);
    const composed = accepted(leadOfFields(fieldsOfBody(body), channel));
    const lead = body.stepNotes ? { ...composed, stepNotes: body.stepNotes } : composed;
    const { id, at } = await requestId(c, body);
    const order = contactOrder({
      id,
      at,
      lead,
      channelId: OWN_CHANNEL,
      wayIn: 'api',
      maker: keyName,
      statusId: accepted(statusId),
      task: accepted(task) ?? null,
      raw: storeRaw({
        method: 'POST',
        query: '',
        contentType: 'application/json',
        body: new TextEncoder().encode(await c.req.text()),
      }),
    });
    const [outcome] = await giveLeads(c.env, database.id, [order]);
    if (!outcome || !('contactNumber' in outcome) || outcome.contactNumber === null) throw NOT_WRITTEN;
    const contact = await shownContact(c, outcome.contactNumber);
    return c.json(contact, 201, { location: `/api/v1/contacts/${contact.id}` });
  });

  api.openapi(patch, async (c) => {
    const { database } = c.var.actor;
    const body = c.req.valid('json');
    const number = numberOf(c, c.req.valid('param').id);
    const [channel, statusId] = await Promise.all([
      ownChannel(c.env, database),
      findStatusId(c.env, database.id, body),
    ]);
    const wish = accepted(wishOfFields(fieldsOfBody(body), channel));
    const status = accepted(statusId);
    if (status !== undefined) wish.fields.statusId = status;
    const { id, at } = await requestId(c, body);
    const command = { verb: 'change', id, at, by: actorName(c), number, wish } as const;
    allowed(c, await giveCommand(c.env, database.id, command));
    return c.json(await shownContact(c, number), 200);
  });

  api.openapi(remove, async (c) => {
    const { database } = c.var.actor;
    const number = numberOf(c, c.req.valid('param').id);
    const { id, at } = await requestId(c, null);
    allowed(c, await giveCommand(c.env, database.id, { verb: 'erase', id, at, by: actorName(c), number }));
    return c.body(null, 204);
  });
}

const NOT_WRITTEN = new Problem(
  422,
  'not_writable',
  'The database refuses these values; what was sent is kept as a failed lead. Make them shorter or plainer.',
);
