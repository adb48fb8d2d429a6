import type { Card, DatabasePlace } from '../../contacts/find-contact.ts';
import { type Match, matchesOf } from '../../contacts/fold/matches.ts';
import { readKnown } from '../../contacts/fold/read-known.ts';
import { markKey } from '../../contacts/fold/round.ts';
import { DUPLICATE_POLICY } from '../../lead/duplicate-policy.ts';
import type { Lead } from '../../lead/lead.ts';
import { shardOf } from '../../storage/shards.ts';

/** Who is known by the identities of what somebody is about to type in; writes nothing. */
export async function checkContact(
  env: object,
  { id, shard }: DatabasePlace,
  { identities }: Pick<Lead, 'identities'>,
): Promise<(Match & { card: Card })[]> {
  const { compares } = DUPLICATE_POLICY.manual;
  const marks = identities.filter(({ kind }) => compares.includes(kind));
  const { owners, cards } = await readKnown(shardOf(env, shard), id, { leadIds: [], marks });
  return matchesOf(marks, (identity) => owners.get(markKey(identity)) ?? []).flatMap((match) => {
    const card = cards.get(match.number);
    return card ? [{ ...match, card }] : [];
  });
}
