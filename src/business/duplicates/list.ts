import type { Card, DatabasePlace } from '../../contacts/find-contact.ts';
import { findContacts } from '../../contacts/find-contact.ts';
import { type ContactPair, readPossibleDuplicates } from '../../storage/contacts/possible-duplicates.ts';
import type { PossibleDuplicate } from '../../storage/contacts/schema.ts';
import { shardOf } from '../../storage/shards.ts';

export type { ContactPair } from '../../storage/contacts/possible-duplicates.ts';

/** Two contacts that one lead matched, for a person to look at. */
export interface DuplicatePair extends PossibleDuplicate {
  older: Card;
  newer: Card;
}

/** Possible duplicates nobody has decided on, those of the newest contacts first, with both cards. */
export async function listDuplicates(
  env: object,
  database: DatabasePlace,
  below: ContactPair | undefined,
  limit: number,
): Promise<{ pairs: DuplicatePair[]; next: ContactPair | null }> {
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
