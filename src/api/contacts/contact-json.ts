import { z } from '@hono/zod-openapi';
import type { Actor } from '../../business/actor.ts';
import type { Names } from '../../business/names.ts';
import { cardSeenBy, isWholeCard, type SeenCard } from '../../business/what-actor-sees.ts';
import type { Card } from '../../contacts/find-contact.ts';
import { isoTime, toIso } from '../http/operation.ts';
import { contactId } from '../http/resource-ids.ts';

const text = z.string().nullable();

/** A custom field's value, by its key. */
export const customSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));

export const contactSchema = z
  .object({
    id: z.string().openapi({ example: '0123abcd-17' }),
    number: z.int().openapi({ description: 'The customer number, sequential in its database' }),
    firstName: text,
    lastName: text,
    company: text,
    namePrefix: text,
    title: text,
    phone: text.openapi({ description: 'As typed; contacts are compared by its normalised form' }),
    mobile: text,
    otherPhone: text,
    fax: text,
    email: text,
    idNumber: text,
    gender: text,
    birthDate: text.openapi({ description: 'YYYY-MM-DD' }),
    url: text,
    address: text,
    city: text,
    postalCode: text,
    country: text,
    notes: text,
    mailingList: z.boolean().nullable().openapi({ description: 'Null: nobody said' }),
    status: z.string().openapi({ description: 'The name of the status' }),
    statusId: z.string(),
    websiteLastToken: text.openapi({ description: '`Hot Lead` or `Renewed`' }),
    createdBy: z.string(),
    createdAt: isoTime,
    updatedAt: isoTime,
    marketerName: text,
    marketerAccountNumber: text,
    contactTypes: z.array(z.string()),
    custom: customSchema,
  })
  .openapi('Contact');

/** A contact to a key without the scope `read`. */
const contactReferenceSchema = contactSchema
  .pick({ id: true, number: true })
  .strict()
  .openapi('ContactReference', { description: 'The contact, to a key without the scope `read`' });

/** What an operation answers that takes the scope `write`: the contact, as far as the key may read it. */
export const seenContactSchema = z.union([contactSchema, contactReferenceSchema]);

/** A contact as far as the actor may see it, as verbs answer with it. */
export function seenContactJson({
  contact,
  names,
}: {
  contact: SeenCard;
  names: Pick<Names, 'statuses'>;
}): z.infer<typeof seenContactSchema> {
  if (isWholeCard(contact)) return contactJson(contact, names);
  return { id: contactId(contact.databaseId, contact.number), number: contact.number };
}

/** A card as the API shows it to this actor: whole, or without the scope `read` its id and number alone. */
export const contactSeenBy = (actor: Pick<Actor, 'scopes'>, card: Card, names: Pick<Names, 'statuses'>) =>
  seenContactJson({ contact: cardSeenBy(actor, card), names });

/** A card as the API shows it to one who may read. */
export function contactJson(card: Card, names: Pick<Names, 'statuses'>): z.infer<typeof contactSchema> {
  const { databaseId, taskCount: _tasks, recentLeads: _recent, searchName: _search, ...rest } = card;
  const { mergedInto: _merged, erasedAt: _erased, ...shown } = rest;
  return {
    ...shown,
    id: contactId(databaseId, card.number),
    status: names.statuses.get(card.statusId) ?? card.statusId,
    createdAt: toIso(card.createdAt),
    updatedAt: toIso(card.updatedAt),
    contactTypes: card.contactTypes ?? [],
    custom: card.custom ?? {},
  };
}
