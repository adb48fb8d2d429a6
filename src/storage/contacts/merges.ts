import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import {
  type Card,
  contactLog,
  contacts,
  type IdentityRecord,
  identities,
  type MergeRecord,
  merges,
  type PossibleDuplicate,
  possibleDuplicates,
} from './schema.ts';

/** What is known of two contacts that become one, or two again. */
export interface MergeRead {
  cards: Card[];
  identities: IdentityRecord[];
  /** Every pair that names one of the two. */
  pairs: PossibleDuplicate[];
  /** Entries in the log of the one that goes. */
  logIds: string[];
  /** Those of them whose ids stand in the log of the one that stays as well. */
  sharedIds: string[];
  /** This merge, and those of the same two that stand. */
  merges: MergeRecord[];
}

/**
 * Reads two contacts for a merge. Identities and pairs have no index by contact, which every lead would have to pay
 * for; a person merges rarely, and waits while they are read through.
 */
export async function readForMerge(
  shard: D1Database,
  databaseId: string,
  kept: number,
  dropped: number,
  mergeId: string,
): Promise<MergeRead> {
  const db = drizzle(shard);
  const both = [kept, dropped];
  const idsOf = (number: number) =>
    sql`(SELECT id FROM contact_log WHERE database_id = ${databaseId} AND contact_number = ${number})`;
  const [cards, owned, pairs, log, made] = await db.batch([
    db
      .select()
      .from(contacts)
      .where(and(eq(contacts.databaseId, databaseId), inArray(contacts.number, both))),
    db
      .select()
      .from(identities)
      .where(and(eq(identities.databaseId, databaseId), inArray(identities.contactNumber, both))),
    pairsNaming(shard, databaseId, both),
    db
      .select({ id: contactLog.id, isShared: sql<number>`${contactLog.id} IN ${idsOf(kept)}` })
      .from(contactLog)
      .where(and(eq(contactLog.databaseId, databaseId), eq(contactLog.contactNumber, dropped))),
    db
      .select()
      .from(merges)
      .where(
        and(
          eq(merges.databaseId, databaseId),
          or(
            eq(merges.id, mergeId),
            and(isNull(merges.undoneAt), inArray(merges.keptNumber, both), inArray(merges.droppedNumber, both)),
          ),
        ),
      ),
  ]);
  return {
    cards,
    identities: owned,
    pairs,
    logIds: log.map(({ id }) => id),
    sharedIds: log.flatMap(({ id, isShared }) => (isShared ? [id] : [])),
    merges: made,
  };
}

/** Every pair that names one of these. */
export const pairsNaming = (shard: D1Database, databaseId: string, numbers: number[]) =>
  drizzle(shard)
    .select()
    .from(possibleDuplicates)
    .where(
      and(
        eq(possibleDuplicates.databaseId, databaseId),
        or(inArray(possibleDuplicates.olderNumber, numbers), inArray(possibleDuplicates.newerNumber, numbers)),
      ),
    );

/** A pair, as far as it is there. */
export async function readPair(
  shard: D1Database,
  databaseId: string,
  older: number,
  newer: number,
): Promise<PossibleDuplicate[]> {
  const { olderNumber, newerNumber } = possibleDuplicates;
  return drizzle(shard)
    .select()
    .from(possibleDuplicates)
    .where(and(eq(possibleDuplicates.databaseId, databaseId), eq(olderNumber, older), eq(newerNumber, newer)));
}

/** A merge by its id. */
export async function readMerge(shard: D1Database, databaseId: string, id: string): Promise<MergeRecord | undefined> {
  const [merge] = await drizzle(shard)
    .select()
    .from(merges)
    .where(and(eq(merges.databaseId, databaseId), eq(merges.id, id)));
  return merge;
}
