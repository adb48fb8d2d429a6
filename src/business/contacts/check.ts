import type { Card } from '../../contacts/find-contact.ts';
import { type Match, matchesOf } from '../../contacts/fold/matches.ts';
import { readKnown } from '../../contacts/fold/read-known.ts';
import { markKey } from '../../contacts/fold/round.ts';
import { DUPLICATE_POLICY } from '../../lead/duplicate-policy.ts';
import { Refusal } from '../../refusal.ts';
import { shardOf } from '../../storage/shards.ts';
import type { Actor } from '../actor.ts';
import { type Names, namesOf } from '../names.ts';
import { type ContactFields, leadOfFields } from './contact-fields.ts';
import { ownChannel } from './own-channel.ts';

/** Who is known by the identities of what somebody is about to type in, strongest match first; writes nothing. */
export async function checkContact(
  env: Pick<Env, 'CONTROL'>,
  { database }: Pick<Actor, 'database'>,
  { fields }: { fields: ContactFields },
): Promise<{ matches: (Match & { card: Card })[]; names: Names } | Refusal> {
  const { id, shard } = database;
  const lead = leadOfFields(fields, await ownChannel(env, database));
  if (lead instanceof Refusal) return lead;
  const { compares } = DUPLICATE_POLICY.manual;
  const marks = lead.identities.filter(({ kind }) => compares.includes(kind));
  const [{ owners, cards }, names] = await Promise.all([
    readKnown(shardOf(env, shard), id, { leadIds: [], marks }),
    namesOf(env, id),
  ]);
  const matches = matchesOf(marks, (identity) => owners.get(markKey(identity)) ?? []).flatMap((match) => {
    const card = cards.get(match.number);
    return card ? [{ ...match, card }] : [];
  });
  return { matches, names };
}
