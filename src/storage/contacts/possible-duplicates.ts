import { and, desc, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { type PossibleDuplicate, possibleDuplicates } from './schema.ts';

/** So many pairs are looked at for one page, however few of them are open. */
const LOOKED_AT = 2000;

export type ContactPair = Pick<PossibleDuplicate, 'olderNumber' | 'newerNumber'>;

/**
 * Open pairs, those of the newest contacts first. Looks at a bounded number of rows, so a page may be short.
 * @returns `below`: where to go on; null when there is nothing more.
 */
export async function readPossibleDuplicates(
  shard: D1Database,
  databaseId: string,
  below: ContactPair | undefined,
  limit: number,
): Promise<{ pairs: PossibleDuplicate[]; below: ContactPair | null }> {
  const { olderNumber, newerNumber } = possibleDuplicates;
  const rows = await drizzle(shard)
    .select()
    .from(possibleDuplicates)
    .where(
      and(
        eq(possibleDuplicates.databaseId, databaseId),
        below && sql`(${olderNumber}, ${newerNumber}) < (${below.olderNumber}, ${below.newerNumber})`,
      ),
    )
    .orderBy(desc(olderNumber), desc(newerNumber))
    .limit(LOOKED_AT);
  const open = rows.filter((row) => row.state === 'open');
  const pairs = open.slice(0, limit);
  const isMore = open.length > limit || rows.length === LOOKED_AT;
  const last = open.length > limit ? pairs.at(-1) : rows.at(-1);
  return { pairs, below: isMore && last ? last : null };
}
