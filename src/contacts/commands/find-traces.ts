import { readImportsWithRows } from '../../storage/contacts/imports.ts';
import { readLeadsOfContacts, readLeadsToRepair, readWithMerged } from '../../storage/contacts/traces.ts';
import { readDeadLetters } from '../../storage/control/dead-letters.ts';
import type { Traces } from './erase.ts';
import { mentionsPerson, textMentions } from './mentions-person.ts';

/** Looks for everything Kelet holds in this database of the person behind a contact. */
export async function findTraces(
  { control, shard, databaseId }: { control: D1Database; shard: D1Database; databaseId: string },
  number: number,
): Promise<Traces> {
  const { cards, identities } = await readWithMerged(shard, databaseId, number);
  const theirs = await readLeadsOfContacts(
    shard,
    databaseId,
    cards.map((card) => card.number),
  );
  const found = [...theirs];
  for await (const page of readLeadsToRepair(shard, databaseId)) {
    found.push(...page.filter((lead) => mentionsPerson(lead, identities)));
  }
  const leadIds = new Set(found.map(({ id }) => id));
  const rawIds = new Set(found.flatMap(({ rawOf }) => (rawOf && !leadIds.has(rawOf) ? [rawOf] : [])));
  const letters: string[] = [];
  for await (const page of readDeadLetters(control, databaseId)) {
    letters.push(...page.filter(({ body }) => textMentions(body, identities)).map(({ id }) => id));
  }
  const imports = await readImportsWithRows(shard, databaseId);
  return { cards, identities, leadIds: [...leadIds], rawIds: [...rawIds], letters, imports };
}
