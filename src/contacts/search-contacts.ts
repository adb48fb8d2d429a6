import { identitiesOf } from '../lead/identities.ts';
import type { Lead } from '../lead/lead.ts';
import { cleanLine } from '../lead/text.ts';
import { readCards, readCardsByName, readNewestCards, readOwners, readOwnersByPrefix } from '../storage/contacts.ts';
import type { Card } from '../storage/contacts-schema.ts';
import { shardOf } from '../storage/shards.ts';
import type { DatabasePlace } from './find-contact.ts';
import { phonePrefixes } from './phone-prefixes.ts';

/** The database searched, with what identities are read by. */
export interface SearchedDatabase extends DatabasePlace {
  country: string;
  junk: string[];
}

export interface ContactQuery {
  /** Any of these identities, normalised as intake does it; filler finds nobody. */
  identity?: Pick<Lead['details'], 'phone' | 'email' | 'idNumber'> | undefined;
  /** The beginning of a name, of a phone or of an e-mail address. */
  text?: string | undefined;
}

/** Where a search goes on: behind the contact of this number, listed under this text. */
export interface ContactPlace {
  text: string;
  number: number;
}

export interface ContactPage {
  cards: Card[];
  next: ContactPlace | null;
}

/**
 * Contacts by identity (lowest customer number first), by the beginning of a name, phone or e-mail address (in order of
 * that), or without a query the newest first. Reads no more rows than the page needs.
 */
export async function searchContacts(
  env: object,
  database: SearchedDatabase,
  { identity, text }: ContactQuery,
  after: ContactPlace | undefined,
  limit: number,
): Promise<ContactPage> {
  const { id } = database;
  const shard = shardOf(env, database.shard);
  if (identity) {
    const { identities } = identitiesOf(identity, database);
    const numbers = await readOwners(shard, id, identities, after?.number ?? 0, limit + 1);
    return pageOf(await readCards(shard, id, numbers), limit, () => '');
  }
  const typed = cleanLine(text ?? '').toLowerCase();
  if (!typed) return pageOf(await readNewestCards(shard, id, after?.number, limit + 1), limit, () => '');

  const phones = phonePrefixes(typed, database.country);
  if (phones.length) return byPrefix(shard, id, 'phone', phones, after, limit);
  if (typed.includes('@')) return byPrefix(shard, id, 'email', [typed], after, limit);

  const place = after && { searchName: after.text, number: after.number };
  const cards = await readCardsByName(shard, id, typed, place, limit + 1);
  return pageOf(cards, limit, (card) => card.searchName ?? '');
}

function pageOf(cards: Card[], limit: number, textOf: (card: Card) => string): ContactPage {
  const page = cards.slice(0, limit);
  const last = page.at(-1);
  return { cards: page, next: cards.length > limit && last ? { text: textOf(last), number: last.number } : null };
}

async function byPrefix(
  shard: D1Database,
  databaseId: string,
  kind: 'phone' | 'email',
  prefixes: string[],
  after: ContactPlace | undefined,
  limit: number,
): Promise<ContactPage> {
  const from = after && { value: after.text, contactNumber: after.number };
  const found = await readOwnersByPrefix(shard, databaseId, kind, prefixes, from, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const numbers = [...new Set(page.map(({ contactNumber }) => contactNumber))];
  return {
    cards: await readCards(shard, databaseId, numbers),
    next: found.length > limit && last ? { text: last.value, number: last.contactNumber } : null,
  };
}
