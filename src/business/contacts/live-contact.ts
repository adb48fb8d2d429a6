import { wasMerged } from '../../contacts/commands/live-card.ts';
import { type Card, findContact, findMergedInto } from '../../contacts/find-contact.ts';
import { notFound, type Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';

/** The card of a customer number; 404 when there is none, 410 with `mergedInto` when it became part of another. */
export async function liveContact(
  env: object,
  { database }: Pick<Actor, 'database'>,
  number: number,
): Promise<Card | Refusal> {
  const card = await findContact(env, database, number);
  if (card) return card;
  const keptNumber = await findMergedInto(env, database, number);
  return keptNumber === undefined ? notFound('contact') : wasMerged(keptNumber);
}
