import { DurableObject } from 'cloudflare:workers';
import { fold } from '../../src/contacts/fold/fold.ts';
import type { Effects } from '../../src/contacts/fold/round.ts';
import type { LeadOrder } from '../../src/contacts/order.ts';
import { insertAll } from '../../src/storage/bulk.ts';
import { readRound } from '../../src/storage/contacts/round.ts';
import { contacts, identities, leads, tasks } from '../../src/storage/contacts/schema.ts';

/*
 * Other ways to write the same leads, which the writer is compared with. Those without a lock make two contacts of one
 * person; nested locks do not, but hold an object for every identity over every round trip. All of them are given their
 * customer numbers, which would be one more thing to get right.
 */

/** What these leads write when nobody in them is known, decided ahead so that a comparison need not. */
export function effectsOf(databaseId: string, orders: LeadOrder[], lastNumber: number): Effects {
  const nothing = { receipts: new Map(), owners: new Map(), cards: new Map(), lastNumber };
  const rules = {
    allowDuplicates: false,
    newStatusId: `new-${databaseId}`,
    notInterestedStatusId: `not-interested-${databaseId}`,
    country: 'IL',
    junk: [],
    marketers: new Map(),
  };
  return fold(databaseId, orders, nothing, rules).effects;
}

/** The floor: the same rows in one bulk batch, no look-up, no decision, no fence. */
export async function writeBlindly(database: D1Database, effects: Effects): Promise<void> {
  await database.batch([
    insertAll(database, contacts, effects.newCards),
    insertAll(database, identities, effects.newIdentities),
    insertAll(database, leads, effects.leads),
    insertAll(database, tasks, effects.tasks),
  ]);
}

/** One lead by itself: is the person known, then one transaction. */
export async function writeAlone(
  database: D1Database,
  databaseId: string,
  order: LeadOrder,
  effects: Effects,
): Promise<void> {
  const { identities: known } = await readRound(database, databaseId, [order.id], order.lead.identities);
  if (known.length) throw new Error('The benchmark meant to send a new person');
  await writeBlindly(database, effects);
}

/** One object an identity; a lead holds all of its identities' objects, one inside the other, while it is written. */
export class IdentityLock extends DurableObject<Env & { IDENTITY_LOCK: DurableObjectNamespace<IdentityLock> }> {
  #tail: Promise<unknown> = Promise.resolve();

  /** Takes this identity, then the further ones, and writes the lead inside the last. */
  hold(further: string[], databaseId: string, order: LeadOrder, effects: Effects): Promise<void> {
    const turn = this.#tail.then(async () => {
      const [next, ...rest] = further;
      if (next === undefined) return writeAlone(this.env.CONTACTS_2, databaseId, order, effects);
      await this.env.IDENTITY_LOCK.getByName(next).hold(rest, databaseId, order, effects);
    });
    this.#tail = turn.catch(() => undefined);
    return turn;
  }
}

/** The names of a lead's locks, in the one order that cannot deadlock. */
export const locksOf = (databaseId: string, { lead }: LeadOrder): string[] =>
  lead.identities.map(({ kind, value }) => `${databaseId} ${kind} ${value}`).sort();
