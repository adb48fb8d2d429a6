import { createRoute, z } from '@hono/zod-openapi';
import { copyContact } from '../../business/contacts/copy.ts';
import { OWN_CHANNEL } from '../../business/contacts/own-channel.ts';
import { listDatabases } from '../../business/databases/list.ts';
import { namesOf } from '../../business/names.ts';
import { matchingStatusId } from '../../business/statuses/matching-status.ts';
import { findContact } from '../../contacts/find-contact.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, idParam, takes } from '../http/operation.ts';
import { found, Problem, problems } from '../http/problem.ts';
import { requestId } from '../http/request-id.ts';
import { contactId } from '../http/resource-ids.ts';
import { contactSeenBy, seenContactSchema } from './contact-json.ts';
import { actorName, allowed, liveCardOf, numberOf } from './live-contact.ts';

const copy = createRoute({
  method: 'post',
  path: '/contacts/{id}/copy',
  operationId: 'copyContact',
  tags: ['Contacts'],
  middleware: needs('admin'),
  summary: 'Copy a contact to another database of the same business',
  description:
    'The record is written as it is, custom fields included, under a customer number of the target, and compared with nobody. Its status is the one of the same name there, else of the same role, else the one that plays new. Tasks and log stay; both logs name the other contact. An `Idempotency-Key` makes it safe to send again.',
  request: { params: idParam, ...takes(z.strictObject({ databaseId: z.string().max(100) })) },
  responses: { 201: answers(seenContactSchema, 'The copy'), ...problems },
});

/** Copying a contact, the one thing that crosses databases. */
export function mountCopy(api: Api): void {
  api.openapi(copy, async (c) => {
    const { actor } = c.var;
    const { databaseId } = c.req.valid('json');
    const original = numberOf(c, c.req.valid('param').id);
    if (databaseId === actor.database.id) throw SAME_DATABASE;
    const databases = await listDatabases(c.env, actor);
    const target = found(
      databases.find(({ id }) => id === databaseId),
      'database',
    );
    const card = await liveCardOf(c, original);
    const { id, at } = await requestId(c, { databaseId }, target.id);
    const number = allowed(
      c,
      await copyContact(c.env, {
        card,
        from: contactId(card.databaseId, card.number),
        to: {
          databaseId: target.id,
          channelId: OWN_CHANNEL,
          statusId: await matchingStatusId(c.env, card, target.id),
        },
        id,
        at,
        by: actorName(c),
        maker: actor.database.name,
        idOfCopy: (number) => contactId(target.id, number),
      }),
    );
    const [copied, names] = await Promise.all([findContact(c.env, target, number), namesOf(c.env, target.id)]);
    return c.json(contactSeenBy(actor, found(copied, 'contact'), names), 201);
  });
}

const SAME_DATABASE = new Problem(
  422,
  'same_database',
  'The contact is in this database already. Name another one of the business; GET /databases lists them.',
  'databaseId',
);
