import { readImportsWithRows } from '../../storage/contacts/imports.ts';
import {
  readLeadsOfContacts,
  readLeadsToRepair,
  readMixedDocuments,
  readWithMerged,
} from '../../storage/contacts/traces.ts';
import { readDeadLetters } from '../../storage/control/dead-letters.ts';
import type { Traces } from '../commands/erase.ts';
import type { Scene } from '../commands/scene.ts';
import { rememberErased } from './erased-under-way.ts';
import { mentionsPerson, writingMentions } from './mentions-person.ts';
import { nobodyElses, pastIdentities } from './past-identities.ts';

/** Looks for everything Kelet holds in this database of the person behind a contact. */
export async function findTraces(
  { control, shard, databaseId, rules, secret }: Scene,
  number: number,
): Promise<Traces> {
  const { cards, identities } = await readWithMerged(shard, databaseId, number);
  const numbers = cards.map((card) => card.number);
  const theirs = await readLeadsOfContacts(shard, databaseId, numbers);
  const ids = theirs.map(({ id }) => id);
  const marks = [...identities, ...(await pastIdentities(shard, { databaseId, numbers, leadIds: ids }, rules))];
  const found = [...theirs];
  for await (const page of readLeadsToRepair(shard, databaseId)) {
    found.push(...page.filter((lead) => mentionsPerson(lead, marks)));
  }
  const leadIds = new Set(found.map(({ id }) => id));
  const shared = found.flatMap(({ rawOf }) => rawOf ?? []);
  const carriers = [...shared, ...(await readMixedDocuments(shard, databaseId, [...leadIds, ...shared]))];
  const rawIds = new Set(carriers.filter((id) => !leadIds.has(id)));
  const letters: string[] = [];
  for await (const page of readDeadLetters(control, databaseId)) {
    letters.push(...page.filter(({ body }) => writingMentions(body, marks)).map(({ id }) => id));
  }
  const imports = await readImportsWithRows(shard, databaseId);
  const remembered = await rememberErased(secret, databaseId, {
    marks: await nobodyElses(shard, databaseId, marks, numbers),
    carriers,
  });
  return { cards, identities, marks, leadIds: [...leadIds], rawIds: [...rawIds], remembered, letters, imports };
}
