import { giveCommand } from '../../contacts/ask-writer.ts';
import type { CopiedCard } from '../../contacts/commands/command.ts';
import { contactOrder } from '../../contacts/contact-order.ts';
import { type Card, findContact } from '../../contacts/find-contact.ts';
import { identitiesOnCard, nobodysOn } from '../../contacts/fold/card-identities.ts';
import { leadOfCard } from '../../contacts/fold/lead-of-card.ts';
import { readKnown } from '../../contacts/fold/read-known.ts';
import { markKey } from '../../contacts/fold/round.ts';
import { contactId } from '../../ids/contact-id.ts';
import type { Identity } from '../../lead/lead.ts';
import { notFound, Refusal } from '../../refusal.ts';
import { shardOf } from '../../storage/shards.ts';
import type { Actor } from '../actor.ts';
import { listDatabases } from '../databases/list.ts';
import { namesOf } from '../names.ts';
import type { NameRequest } from '../request-name.ts';
import { matchingStatusId } from '../statuses/matching-status.ts';
import { cardSeenBy } from '../what-actor-sees.ts';
import { liveContact } from './live-contact.ts';
import { OWN_CHANNEL } from './own-channel.ts';
import type { SeenContact } from './seen-contact.ts';

/** A contact of the actor's database, and the database of the same business that is to have a copy of it. */
export interface CopyWish {
  number: number;
  databaseId: string;
  nameRequest: NameRequest;
}

/**
 * Copies a contact to another database of the business, the one thing that crosses databases: the target's writer takes
 * the record as it is, then both cards say so in their logs. When it stops in between and comes again, the copy is
 * found and only what is missing is done.
 */
export async function copyContact(
  env: Pick<Env, 'CONTROL' | 'CONTACT_WRITER'>,
  actor: Actor,
  { number, databaseId, nameRequest }: CopyWish,
): Promise<SeenContact | Refusal> {
  if (databaseId === actor.database.id) return SAME_DATABASE;
  const target = (await listDatabases(env, actor)).find(({ id }) => id === databaseId);
  if (!target) return notFound('database');
  const card = await liveContact(env, actor, number);
  if (card instanceof Refusal) return card;
  const request = await nameRequest(target.id);
  if (request instanceof Refusal) return request;
  const statusId = await matchingStatusId(env, card, target.id);
  const copyNumber = await writeCopy(env, actor, { card, databaseId, statusId, ...request });
  if (copyNumber instanceof Refusal) return copyNumber;
  const [copied, names] = await Promise.all([findContact(env, target, copyNumber), namesOf(env, target.id)]);
  return copied ? { contact: cardSeenBy(actor, copied), names } : notFound('contact');
}

interface Copying {
  card: Card;
  /** The database that gets the copy, and the status the copy has there. */
  databaseId: string;
  statusId: string;
  /** The name of the copy's lead; the same one when the wish comes again. */
  id: string;
  at: number;
}

async function writeCopy(
  env: Pick<Env, 'CONTACT_WRITER'>,
  { by, database }: Actor,
  { card, databaseId, statusId, id, at }: Copying,
): Promise<number | Refusal> {
  const made = { id, at, lead: leadOfCard(card), maker: database.name, statusId };
  const order = contactOrder({ ...made, channelId: OWN_CHANNEL, wayIn: 'copy', task: null, raw: null });
  const entry = { id: `${id}-copy`, at, by };
  const nobodys = await nobodysOf(env, database, card);
  const copied = { ...copyOf(card), statusId };
  const from = contactId(card.databaseId, card.number);
  const taken = await giveCommand(env, databaseId, { verb: 'take-copy', ...entry, order, card: copied, from, nobodys });
  if (taken instanceof Refusal) return taken;
  const number = taken.number ?? 0;
  const to = contactId(databaseId, number);
  const logged = await giveCommand(env, card.databaseId, { verb: 'log-copy', ...entry, number: card.number, to });
  return logged instanceof Refusal ? logged : number;
}

/** What stands on the card and recognises nobody where it is. */
async function nobodysOf(env: object, database: Actor['database'], card: Card): Promise<Identity[]> {
  const marks = identitiesOnCard(database, card);
  const { owners } = await readKnown(shardOf(env, database.shard), database.id, { leadIds: [], marks });
  return nobodysOn(database, card, (mark) => owners.get(markKey(mark)) ?? []);
}

function copyOf(card: Card): CopiedCard {
  const { databaseId: _database, number: _number, taskCount: _tasks, recentLeads: _recent, ...rest } = card;
  const { searchName: _search, mergedInto: _merged, erasedAt: _erased, updatedAt: _updated, ...copied } = rest;
  return copied;
}

const SAME_DATABASE = new Refusal(
  422,
  'same_database',
  'The contact is in this database already. Name another one of the business; GET /databases lists them.',
  'databaseId',
);
