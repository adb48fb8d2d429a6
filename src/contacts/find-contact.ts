import { readCards, readMergedInto } from '../storage/contacts/cards.ts';
import type { Card } from '../storage/contacts/schema.ts';
import { shardOf } from '../storage/shards.ts';

export type { Card } from '../storage/contacts/schema.ts';

/** The database whose contacts are meant: its id and the binding that holds it. */
export interface DatabasePlace {
  id: string;
  shard: string;
}

/** The card with this customer number, unless it was merged into another one or erased. */
export async function findContact(env: object, database: DatabasePlace, number: number): Promise<Card | undefined> {
  const [card] = await readCards(shardOf(env, database.shard), database.id, [number]);
  return card;
}

/** The cards with these customer numbers, by number; numbers nobody has are absent. */
export async function findContacts(
  env: object,
  database: DatabasePlace,
  numbers: number[],
): Promise<Map<number, Card>> {
  const cards = await readCards(shardOf(env, database.shard), database.id, [...new Set(numbers)]);
  return new Map(cards.map((card) => [card.number, card]));
}

/** The contact this one became part of, through however many merges; undefined when it was not merged. */
export async function findMergedInto(
  env: object,
  database: DatabasePlace,
  number: number,
): Promise<number | undefined> {
  let found: number | undefined;
  for (let next: number | undefined = number; next !== undefined; ) {
    next = (await readMergedInto(shardOf(env, database.shard), database.id, [next])).get(next);
    found = next ?? found;
  }
  return found;
}
