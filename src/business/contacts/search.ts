import { identitiesOf } from '../../lead/identity/identities.ts';
import type { Lead } from '../../lead/lead.ts';
import { cleanLine, digitsOf, foldForIdentity } from '../../lead/text.ts';
import {
  type CardFilter,
  keepFitting,
  readCards,
  readCardsByName,
  readNewestCards,
  readOwners,
  readOwnersByPrefix,
} from '../../storage/contacts/cards.ts';
import { type ScanWish, scanNames, scanPhones } from '../../storage/contacts/scan.ts';
import type { Card } from '../../storage/contacts/schema.ts';
import { shardOf } from '../../storage/shards.ts';
import type { Actor } from '../actor.ts';
import { type Names, namesOf } from '../names.ts';
import { phonePrefixes } from './phone-prefixes.ts';

export type { CardFilter } from '../../storage/contacts/cards.ts';

export interface ContactQuery {
  /** Any of these identities, normalised as intake does it; filler finds nobody. */
  identity?: Pick<Lead['details'], 'phone' | 'email' | 'idNumber'> | undefined;
  /** Words of a name in any order, part of a phone, or the beginning of an e-mail address. */
  text?: string | undefined;
}

/** Where a search goes on: behind the contact of this number, listed under this text, in this pass of the search. */
export interface ContactPlace {
  text: string;
  number: number;
  /** 0: what begins so; further passes: what holds it elsewhere. */
  pass?: number;
}

/** A search for a page of contacts; all of them fit the filter. */
export interface ContactSearch extends ContactQuery {
  filter?: CardFilter | undefined;
  after: ContactPlace | undefined;
  limit: number;
}

export interface ContactPage {
  cards: Card[];
  next: ContactPlace | null;
}

/** How many rows of its indexes one search by text may read; the next page goes on where it stopped. */
const MOST_ROWS = 50_000;

/**
 * Contacts by identity (lowest customer number first), by text, or without a query the newest first. By text come first
 * those whose name, phone or e-mail address begins so, then those that hold it elsewhere; each in the order of that.
 * Reads no more rows than the page needs, and for the latter a bounded part of an index: a page may be short, or empty,
 * and still have a next one. So it may with a filter, which looks at the page's contacts, or at 2,000 of the newest.
 */
export async function searchContacts(
  env: Pick<Env, 'CONTROL'>,
  { database }: Pick<Actor, 'database'>,
  search: ContactSearch,
): Promise<ContactPage & { names: Names }> {
  const shard = shardOf(env, database.shard);
  const [page, names] = await Promise.all([findPage(shard, database, search), namesOf(env, database.id)]);
  return { ...page, names };
}

async function findPage(
  shard: D1Database,
  database: Actor['database'],
  { filter = {}, ...search }: ContactSearch,
): Promise<ContactPage> {
  const text = cleanLine(search.text ?? '').toLowerCase();
  if (search.identity || text) {
    const { cards, next } = await searchPage(shard, database, { ...search, text });
    return { cards: await keepFitting(shard, database.id, cards, filter), next };
  }
  const { cards, below } = await readNewestCards(shard, database.id, search.after?.number, search.limit, filter);
  return { cards, next: below === null ? null : { text: '', number: below } };
}

async function searchPage(
  shard: D1Database,
  { id, ...database }: Actor['database'],
  { identity, text: typed, after, limit }: Omit<ContactSearch, 'filter' | 'text'> & { text: string },
): Promise<ContactPage> {
  if (identity) {
    const { identities } = identitiesOf(identity, database);
    const numbers = await readOwners(shard, id, identities, after?.number ?? 0, limit + 1);
    return pageOf(await readCards(shard, id, numbers), limit, () => '');
  }

  const budget = { rows: MOST_ROWS };
  const words = typed.split(/\s+/);
  const names = inside(shard, id, scanNames, words, budget);
  const phones = phonePrefixes(typed, database.country);
  if (phones.length) {
    const elsewhere = inside(shard, id, scanPhones, [digitsOf(foldForIdentity(typed))], budget, phones);
    return through([byPrefix(shard, id, 'phone', phones), elsewhere, names], after, limit);
  }
  if (typed.includes('@')) return through([byPrefix(shard, id, 'email', [typed])], after, limit);

  const byName: Pass = async (place, left) => {
    const cards = await readCardsByName(shard, id, typed, place && { ...place, searchName: place.text }, left + 1);
    return pageOf(cards, left, (card) => card.searchName ?? '');
  };
  return through([byName, inside(shard, id, scanNames, words, budget, [typed])], after, limit);
}

/** One way of searching: from a place on, so many at most. Undefined: it is not its turn any more in this request. */
type Pass = (after: ContactPlace | undefined, limit: number) => Promise<ContactPage | undefined>;

/** One pass after the other, until the page is full; no contact twice. */
async function through(passes: Pass[], after: ContactPlace | undefined, limit: number): Promise<ContactPage> {
  const cards = new Map<number, Card>();
  let place = after;
  for (let pass = after?.pass ?? 0; pass < passes.length; pass++) {
    const found = await passes[pass]?.(place, limit - cards.size);
    if (!found) return { cards: [...cards.values()], next: { ...START, pass } };
    for (const card of found.cards) cards.set(card.number, card);
    if (found.next) return { cards: [...cards.values()], next: { ...found.next, pass } };
    place = undefined;
  }
  return { cards: [...cards.values()], next: null };
}

const START: ContactPlace = { text: '', number: 0 };
/** Too little to be worth asking for. */
const FEW_ROWS = 1_000;

const inside =
  (
    shard: D1Database,
    databaseId: string,
    scan: typeof scanNames,
    words: string[],
    budget: { rows: number },
    exceptPrefixes: string[] = [],
  ): Pass =>
  async (after, limit) => {
    if (budget.rows < FEW_ROWS) return undefined;
    const wish: ScanWish = { databaseId, words, exceptPrefixes, after, limit, mostRows: budget.rows };
    const { found, stopped, rowsRead } = await scan(shard, wish);
    budget.rows -= rowsRead;
    const numbers = [...new Set(found.map(({ number }) => number))];
    return { cards: await readCards(shard, databaseId, numbers), next: stopped };
  };

function pageOf(cards: Card[], limit: number, textOf: (card: Card) => string): ContactPage {
  const page = cards.slice(0, limit);
  const last = page.at(-1);
  return { cards: page, next: cards.length > limit && last ? { text: textOf(last), number: last.number } : null };
}

const byPrefix =
  (shard: D1Database, databaseId: string, kind: 'phone' | 'email', prefixes: string[]): Pass =>
  async (after, limit) => {
    const from = after && { value: after.text, contactNumber: after.number };
    const found = await readOwnersByPrefix(shard, databaseId, kind, prefixes, from, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const numbers = [...new Set(page.map(({ contactNumber }) => contactNumber))];
    return {
      cards: await readCards(shard, databaseId, numbers),
      next: found.length > limit && last ? { text: last.value, number: last.contactNumber } : null,
    };
  };
