import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { may } from '../../business/actor.ts';
import { checkContact } from '../../business/contacts/check.ts';
import { leadOfFields } from '../../business/contacts/contact-fields.ts';
import { OWN_CHANNEL, ownChannel } from '../../business/contacts/own-channel.ts';
import { namesOf } from '../../business/names.ts';
import { firstStage, stageToOpen } from '../../business/processes/stage-to-open.ts';
import { findStatusId } from '../../business/statuses/status-id.ts';
import { giveCommand } from '../../contacts/ask-writer.ts';
import { contactOrder } from '../../contacts/contact-order.ts';
import type { Api, ApiEnv } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam, takes } from '../http/operation.ts';
import { accepted, Problem, problems } from '../http/problem.ts';
import { requestId } from '../http/request-id.ts';
import { fieldsOfBody, fieldsShape, statusShape, taskShape } from './contact-body.ts';
import { contactJson, contactSchema, seenContactSchema } from './contact-json.ts';
import { actorName, allowed, numberOf, shownContact } from './live-contact.ts';

const tags = ['Contacts by hand'];

const check = createRoute({
  method: 'post',
  path: '/contacts/check',
  operationId: 'checkContacts',
  tags,
  middleware: needs('read'),
  summary: 'Who is known by these fields, before somebody is entered by hand',
  description: 'Compares phones, e-mail address and ID number as intake does; writes nothing.',
  request: takes(z.strictObject(fieldsShape)),
  responses: {
    200: answers(
      z.object({ matches: z.array(z.object({ contact: contactSchema, matchedBy: z.array(z.string()) })) }),
      'The contacts that match, strongest first; empty when nobody does',
    ),
    ...problems,
  },
});

const create = createRoute({
  method: 'post',
  path: '/contacts/manual',
  operationId: 'manualContacts',
  tags,
  middleware: needs('write'),
  summary: 'Create a contact by hand: compared first',
  description:
    'When the person is known nothing is written, and the answer is 409 `contact_known` with `matches`: open the contact, complete it, renew it, or create another one with `anyway`. That needs a key with the scope `admin`, unless the database allows duplicates.',
  request: takes(z.strictObject({ ...fieldsShape, ...statusShape, ...taskShape, anyway: z.boolean().optional() })),
  responses: { 201: answers(seenContactSchema, 'The contact'), ...problems },
});

const complete = createRoute({
  method: 'post',
  path: '/contacts/{id}/complete',
  operationId: 'completeContact',
  tags,
  middleware: needs('write'),
  summary: "Fill a known contact's empty fields; what stands is left alone",
  request: { params: idParam, ...takes(z.strictObject(fieldsShape)) },
  responses: { 200: answers(seenContactSchema, 'The contact as it is now'), ...problems },
});

const renew = createRoute({
  method: 'post',
  path: '/contacts/{id}/renew',
  operationId: 'renewContact',
  tags,
  middleware: needs('write'),
  summary: 'Make a known contact a new lead',
  description:
    'Its status becomes *new*, its token `Renewed`, fields that are sent complete it, and a task opens: at the stage named, else at the first stage of the first process.',
  request: { params: idParam, ...takes(z.strictObject({ ...fieldsShape, ...taskShape })) },
  responses: { 200: answers(seenContactSchema, 'The contact as it is now'), ...problems },
});

/** "Create new" by hand and the choices it leaves (product.md, "Duplicates", manual). */
export function mountManual(api: Api): void {
  api.openapi(check, async (c) => {
    const { database } = c.var.actor;
    const channel = await ownChannel(c.env, database);
    const lead = accepted(leadOfFields(fieldsOfBody(c.req.valid('json')), channel));
    const [matches, names] = await Promise.all([checkContact(c.env, database, lead), namesOf(c.env, database.id)]);
    return c.json(
      { matches: matches.map((it) => ({ contact: contactJson(it.card, names), matchedBy: it.matchedBy })) },
      200,
    );
  });

  api.openapi(create, async (c) => {
    const { actor } = c.var;
    const { anyway = false, ...body } = c.req.valid('json');
    if (anyway && !actor.database.allowDuplicates && !may(actor, 'admin')) throw NOT_ANYWAY;
    const statusId = accepted(await findStatusId(c.env, actor.database.id, body));
    const order = await orderOf(c, body, null, statusId);
    const command = { verb: 'create', id: order.id, at: order.receivedAt, by: actorName(c), order, anyway } as const;
    const { number } = allowed(c, await giveCommand(c.env, actor.database.id, command));
    const contact = await shownContact(c, number ?? 0);
    return c.json(contact, 201, { location: `/api/v1/contacts/${contact.id}` });
  });

  api.openapi(complete, async (c) => {
    const { database } = c.var.actor;
    const body = c.req.valid('json');
    const number = numberOf(c, c.req.valid('param').id);
    const lead = accepted(leadOfFields(fieldsOfBody(body), await ownChannel(c.env, database)));
    const { id, at } = await requestId(c, body);
    allowed(c, await giveCommand(c.env, database.id, { verb: 'complete', id, at, by: actorName(c), number, lead }));
    return c.json(await shownContact(c, number), 200);
  });

  api.openapi(renew, async (c) => {
    const { database } = c.var.actor;
    const number = numberOf(c, c.req.valid('param').id);
    const order = await orderOf(c, c.req.valid('json'), await firstStage(c.env, database.id), undefined);
    const command = { verb: 'renew', id: order.id, at: order.receivedAt, by: actorName(c), order, number } as const;
    allowed(c, await giveCommand(c.env, database.id, command));
    return c.json(await shownContact(c, number), 200);
  });
}

const bodySchema = z.strictObject({ ...fieldsShape, ...taskShape });

async function orderOf(
  c: Context<ApiEnv>,
  body: z.infer<typeof bodySchema>,
  otherwise: { processId: string; stageId: string } | null,
  statusId: string | undefined,
) {
  const { database, name: keyName } = c.var.actor;
  const [channel, task] = await Promise.all([ownChannel(c.env, database), stageToOpen(c.env, database.id, body)]);
  const composed = accepted(leadOfFields(fieldsOfBody(body), channel));
  const lead = body.stepNotes ? { ...composed, stepNotes: body.stepNotes } : composed;
  const { id, at } = await requestId(c, body);
  return contactOrder({
    id,
    at,
    lead,
    channelId: OWN_CHANNEL,
    wayIn: 'manual',
    maker: keyName,
    statusId,
    task: accepted(task) ?? otherwise,
    raw: null,
  });
}

const NOT_ANYWAY = new Problem(
  403,
  'duplicates_not_allowed',
  'This database does not allow duplicates, so "anyway" needs a key with the scope "admin".',
  'anyway',
);
