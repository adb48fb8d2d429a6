import { readOwnedByOthers, readPast } from '../../storage/contacts/traces.ts';
import { identitiesOfChanges } from '../commands/split.ts';
import { type Mark, markKey } from '../fold/round.ts';
import type { DatabaseRules } from '../order.ts';

/** The contacts that are one person, and their leads. */
interface PersonsRecords {
  databaseId: string;
  numbers: number[];
  leadIds: string[];
}

/**
 * What recognised a person once: everything their leads said, and every value their card had. What recognises somebody
 * else by now, such as a number that was given away, is that one's.
 */
export async function pastIdentities(
  shard: D1Database,
  { databaseId, numbers, leadIds }: PersonsRecords,
  rules: DatabaseRules,
): Promise<Mark[]> {
  const past = await readPast(shard, databaseId, leadIds, numbers);
  const all = [...(past.identities as Mark[]), ...identitiesOfChanges(rules, past.changes)];
  const distinct = [...new Map(all.map((mark) => [markKey(mark), mark])).values()];
  return nobodyElses(shard, databaseId, distinct, numbers);
}

/** Those of these marks that recognise nobody but these contacts. */
export async function nobodyElses<M extends Pick<Mark, 'kind' | 'value'>>(
  shard: D1Database,
  databaseId: string,
  marks: M[],
  numbers: number[],
): Promise<M[]> {
  const owned = new Set((await readOwnedByOthers(shard, databaseId, marks, numbers)).map((it) => markKey(it as Mark)));
  return marks.filter((mark) => !owned.has(markKey(mark as Mark)));
}
