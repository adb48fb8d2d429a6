import type { Card } from '../../contacts/find-contact.ts';
import { findContacts } from '../../contacts/find-contact.ts';
import { type ContactPair, readPossibleDuplicates } from '../../storage/contacts/possible-duplicates.ts';
import type { PossibleDuplicate } from '../../storage/contacts/schema.ts';
import { shardOf } from '../../storage/shards.ts';
import type { Actor } from '../actor.ts';
import { type Names, namesOf } from '../names.ts';

/** Two contacts that one lead matched, for a person to look at. */
export interface DuplicatePair extends PossibleDuplicate {
  older: Card;
  newer: Card;
}

/** A page of possible duplicates, with what the ids on the cards are called. */
export interface DuplicatePage {
  pairs: DuplicatePair[];
  next: ContactPair | null;
  names: Names;
}

/** Possible duplicates nobody has decided on, those of the newest contacts first, with both cards. */
export async function listDuplicates(
  env: Pick<Env, 'CONTROL'>,
  { database }: Pick<Actor, 'database'>,
  { below, limit }: { below: ContactPair | undefined; limit: number },
): Promise<DuplicatePage> {
  const shard = shardOf(env, database.shard);
  const [{ pairs, below: next }, names] = await Promise.all([
    readPossibleDuplicates(shard, database.id, below, limit),
    namesOf(env, database.id),
  ]);
  const numbers = pairs.flatMap(({ olderNumber, newerNumber }) => [olderNumber, newerNumber]);
  const cards = await findContacts(env, database, numbers);
  const both = pairs.flatMap((pair) => {
    const older = cards.get(pair.olderNumber);
    const newer = cards.get(pair.newerNumber);
    return older && newer ? [{ ...pair, older, newer }] : [];
  });
  return { pairs: both, next, names };
}
