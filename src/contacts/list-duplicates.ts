import type { PossibleDuplicate } from '../storage/contacts-schema.ts';
import { type Pair, readPossibleDuplicates } from '../storage/possible-duplicates.ts';
import { shardOf } from '../storage/shards.ts';
import type { Card, DatabasePlace } from './find-contact.ts';
import { findContacts } from './find-contact.ts';

export type { Pair } from '../storage/possible-duplicates.ts';

/** Two contacts that one lead matched, for a person to look at. */
export interface DuplicatePair extends PossibleDuplicate {
  older: Card;
  newer: Card;
}

/** Possible duplicates nobody has decided on, those of the newest contacts first, with both cards. */
export async function listDuplicates(
  env: object,
  database: DatabasePlace,
  below: Pair | undefined,
  limit: number,
): Promise<{ pairs: DuplicatePair[]; next: Pair | null }> {
  const { pairs, below: next } = await readPossibleDuplicates(shardOf(env, database.shard), database.id, below, limit);
  const numbers = pairs.flatMap(({ olderNumber, newerNumber }) => [olderNumber, newerNumber]);
  const cards = await findContacts(env, database, numbers);
  const both = pairs.flatMap((pair) => {
    const older = cards.get(pair.olderNumber);
    const newer = cards.get(pair.newerNumber);
    return older && newer ? [{ ...pair, older, newer }] : [];
  });
  return { pairs: both, next };
}
