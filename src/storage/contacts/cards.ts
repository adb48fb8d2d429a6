import { and, desc, eq, gte, inArray, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { Identity } from '../../lead/lead.ts';
import { type Card, contacts, identities } from './schema.ts';

/** So many cards are looked at for one page of the newest, however few of them fit its filter. */
const LOOKED_AT = 2000;

/** Behind every text that begins with the prefix: SQLite compares bytes, and this character has the highest. */
const LAST = '\u{10FFFF}';

/** Neither merged into another contact nor erased. */
const isStanding = and(isNull(contacts.mergedInto), isNull(contacts.erasedAt));

/** Cards by customer number, in the order of the numbers; numbers nobody has any more are left out. */
export async function readCards(shard: D1Database, databaseId: string, numbers: number[]): Promise<Card[]> {
  if (!numbers.length) return [];
  const wanted = sql`(SELECT value FROM json_each(${JSON.stringify(numbers)}))`;
  const cards = await drizzle(shard)
    .select()
    .from(contacts)
    .where(and(eq(contacts.databaseId, databaseId), inArray(contacts.number, wanted), isStanding));
  const byNumber = new Map(cards.map((card) => [card.number, card]));
  return numbers.flatMap((number) => byNumber.get(number) ?? []);
}

/** Which contact each of these was merged into; those that were not are absent. */
export async function readMergedInto(
  shard: D1Database,
  databaseId: string,
  numbers: number[],
): Promise<Map<number, number>> {
  const wanted = sql`(SELECT value FROM json_each(${JSON.stringify(numbers)}))`;
  const rows = await drizzle(shard)
    .select({ number: contacts.number, mergedInto: contacts.mergedInto })
    .from(contacts)
    .where(and(eq(contacts.databaseId, databaseId), inArray(contacts.number, wanted), isNotNull(contacts.mergedInto)));
  return new Map(rows.flatMap(({ number, mergedInto }) => (mergedInto === null ? [] : [[number, mergedInto]])));
}

/** What cards must have; what is absent any card has. */
export interface CardFilter {
  statusId?: string | undefined;
  marketerAccountNumber?: string | undefined;
  /** The stamp, word for word. */
  createdBy?: string | undefined;
  /** False: only who has said no; cards that say nothing are neither. */
  mailingList?: boolean | undefined;
  /** Milliseconds since 1970: from here on, and before there. */
  createdFrom?: number | undefined;
  createdTo?: number | undefined;
  changedFrom?: number | undefined;
}

/** Undefined when the filter asks for nothing. */
function fits(filter: CardFilter): SQL | undefined {
  const { statusId, marketerAccountNumber, createdBy, mailingList, createdFrom, createdTo, changedFrom } = filter;
  return and(
    statusId === undefined ? undefined : eq(contacts.statusId, statusId),
    marketerAccountNumber === undefined ? undefined : eq(contacts.marketerAccountNumber, marketerAccountNumber),
    createdBy === undefined ? undefined : eq(contacts.createdBy, createdBy),
    mailingList === undefined ? undefined : eq(contacts.mailingList, mailingList),
    createdFrom === undefined ? undefined : gte(contacts.createdAt, createdFrom),
    createdTo === undefined ? undefined : lt(contacts.createdAt, createdTo),
    changedFrom === undefined ? undefined : gte(contacts.updatedAt, changedFrom),
  );
}

/** Of these cards those that fit, in the same order. */
export async function keepFitting(
  shard: D1Database,
  databaseId: string,
  cards: Card[],
  filter: CardFilter,
): Promise<Card[]> {
  const fitting = fits(filter);
  if (!fitting || !cards.length) return cards;
  const wanted = sql`(SELECT value FROM json_each(${JSON.stringify(cards.map(({ number }) => number))}))`;
  const rows = await drizzle(shard)
    .select({ number: contacts.number })
    .from(contacts)
    .where(and(eq(contacts.databaseId, databaseId), inArray(contacts.number, wanted), fitting));
  const kept = new Set(rows.map(({ number }) => number));
  return cards.filter(({ number }) => kept.has(number));
}

/**
 * The newest cards that fit, with numbers below `before`. With a filter it looks at a bounded number of rows, so that a
 * page may be short and go on.
 * @returns `below`: where to go on; null when there is nothing more.
 */
export async function readNewestCards(
  shard: D1Database,
  databaseId: string,
  before: number | undefined,
  limit: number,
  filter: CardFilter = {},
): Promise<{ cards: Card[]; below: number | null }> {
  const within = and(
    eq(contacts.databaseId, databaseId),
    before === undefined ? undefined : lt(contacts.number, before),
  );
  const fitting = fits(filter);
  const [end] = fitting
    ? await drizzle(shard)
        .select({ number: contacts.number })
        .from(contacts)
        .where(within)
        .orderBy(desc(contacts.number))
        .limit(1)
        .offset(LOOKED_AT - 1)
    : [];
  const found = await drizzle(shard)
    .select()
    .from(contacts)
    .where(and(within, isStanding, fitting, end && gte(contacts.number, end.number)))
    .orderBy(desc(contacts.number))
    .limit(limit + 1);
  const cards = found.slice(0, limit);
  return { cards, below: found.length > limit ? (cards.at(-1)?.number ?? null) : (end?.number ?? null) };
}

/** Cards whose search name begins with the prefix, by name; after the card of this name and number. */
export async function readCardsByName(
  shard: D1Database,
  databaseId: string,
  prefix: string,
  after: { searchName: string; number: number } | undefined,
  limit: number,
): Promise<Card[]> {
  const { searchName, number } = contacts;
  const from = after?.searchName.startsWith(prefix)
    ? sql`(${searchName}, ${number}) > (${after.searchName}, ${after.number})`
    : gte(searchName, prefix);
  return drizzle(shard)
    .select()
    .from(contacts)
    .where(and(eq(contacts.databaseId, databaseId), from, lt(searchName, prefix + LAST)))
    .orderBy(searchName, number)
    .limit(limit);
}

/** Customer numbers of the contacts that have any of these identities, ascending, above `after`. */
export async function readOwners(
  shard: D1Database,
  databaseId: string,
  wanted: Identity[],
  after: number,
  limit: number,
): Promise<number[]> {
  if (!wanted.length) return [];
  const { results } = await shard
    .prepare(
      `SELECT DISTINCT owner.value AS number FROM json_each(?2) AS mark, json_each((
         SELECT json_group_array(number) FROM (
           SELECT contact_number AS number FROM identities
           WHERE database_id = ?1 AND kind = mark.value ->> 0 AND identities.value = mark.value ->> 1
             AND contact_number > ?3
           ORDER BY contact_number LIMIT ?4))) AS owner
       ORDER BY number LIMIT ?4`,
    )
    .bind(databaseId, JSON.stringify(wanted.map(({ kind, value }) => [kind, value])), after, limit)
    .all<{ number: number }>();
  return results.map(({ number }) => number);
}

/** An identity and the contact it belongs to. */
export interface Owned {
  value: string;
  contactNumber: number;
}

/** Identities of one kind that begin with any of the prefixes, by value and contact, after the given one. */
export async function readOwnersByPrefix(
  shard: D1Database,
  databaseId: string,
  kind: Identity['kind'],
  prefixes: string[],
  after: Owned | undefined,
  limit: number,
): Promise<Owned[]> {
  const db = drizzle(shard);
  const { value, contactNumber } = identities;
  // One lower bound only: of two SQLite takes the first it sees and reads everything up to the other.
  const from = (prefix: string) =>
    after && after.value >= prefix
      ? sql`(${value}, ${contactNumber}) > (${after.value}, ${after.contactNumber})`
      : gte(value, prefix);
  // One bounded range each: joined by OR they would have to be read whole before the first could be shown.
  const ranges = prefixes.map((prefix) =>
    db
      .select({ value, contactNumber })
      .from(identities)
      .where(
        and(eq(identities.databaseId, databaseId), eq(identities.kind, kind), from(prefix), lt(value, prefix + LAST)),
      )
      .orderBy(value, contactNumber)
      .limit(limit),
  );
  const [first, ...others] = ranges;
  if (!first) return [];
  const found = new Map(
    (await db.batch([first, ...others])).flat().map((row) => [`${row.value} ${row.contactNumber}`, row]),
  );
  return [...found.values()].sort(byValue).slice(0, limit);
}

const byValue = (a: Owned, b: Owned) =>
  a.value === b.value ? a.contactNumber - b.contactNumber : a.value < b.value ? -1 : 1;

/** Whether any contact has this status. No index carries it: for the rare deletion of a status only. */
export async function isStatusInUse(shard: D1Database, databaseId: string, statusId: string): Promise<boolean> {
  const rows = await drizzle(shard)
    .select({ number: contacts.number })
    .from(contacts)
    .where(and(eq(contacts.databaseId, databaseId), eq(contacts.statusId, statusId), isNull(contacts.erasedAt)))
    .limit(1);
  return rows.length > 0;
}
