import { identitiesOf } from '../../lead/identity/identities.ts';
import type { Identity } from '../../lead/lead.ts';
import type { Change } from '../../lead/outcome.ts';
import type { Card } from '../../storage/contacts/schema.ts';
import type { DatabaseRules } from '../order.ts';
import { type Mark, markKey, type Round } from './round.ts';

const IDENTIFYING: string[] = ['phone', 'mobile', 'otherPhone', 'email', 'idNumber'];

/** What the card itself says about who it is. */
export function identitiesOnCard(
  rules: Pick<DatabaseRules, 'country' | 'junk'>,
  { phone, mobile, otherPhone, email, idNumber }: Partial<Card>,
): Identity[] {
  const details = Object.entries({ phone, mobile, otherPhone, email, idNumber }).filter(([, value]) => value);
  return identitiesOf(Object.fromEntries(details), rules).identities;
}

/** What changed values of a card say about who it is; what stands there may be somebody else's, and stays so. */
export const identitiesOfChanged = (rules: Pick<DatabaseRules, 'country' | 'junk'>, changes: Change[]): Identity[] =>
  identitiesOnCard(rules, Object.fromEntries(changes.map((change) => [change.field, change.new])));

/**
 * What stands on a card and recognises nobody: the phone or address of somebody else, by which a lead could only be
 * answered. @param ownersOf whom a mark recognises.
 */
export const nobodysOn = (
  rules: Pick<DatabaseRules, 'country' | 'junk'>,
  card: Partial<Card>,
  ownersOf: (mark: Mark) => number[],
): Identity[] => identitiesOnCard(rules, card).filter((identity) => !ownersOf(identity).length);

/** An identity that was replaced no longer recognises the contact: the old number may be somebody else's by now. */
export function dropReplaced(round: Round, card: Card, changes: Change[]): void {
  const replaced = changes.filter(({ field, old }) => old && IDENTIFYING.includes(field));
  if (!replaced.length) return;
  const old = Object.fromEntries(replaced.map((change) => [change.field, String(change.old)]));
  const kept = new Set(identitiesOnCard(round.rules, card).map(markKey));
  for (const identity of identitiesOf(old, round.rules).identities) {
    if (!kept.has(markKey(identity))) round.unmark(card, identity);
  }
}

/**
 * Identities of the lead that nobody has yet become this contact's, also when the card has no room for them: a person
 * who once wrote from a second address is known by it from then on.
 * @returns those that are not on the card.
 */
export function addUnknown(round: Round, card: Card, identities: Identity[]): Identity[] {
  const unknown = identities.filter((identity) => !round.ownersOf(identity).length && isFree(round, card, identity));
  if (!unknown.length) return [];
  for (const identity of unknown) round.mark(card, identity);
  const onCard = new Set(identitiesOnCard(round.rules, card).map(markKey));
  return unknown.filter((identity) => !onCard.has(markKey(identity)));
}

/** Whether a mark is nobody's, or settled to become this contact's. */
export const isFree = (round: Round, card: Card, mark: Mark): boolean =>
  round.candidatesOf(mark).every((number) => number === card.number);

/** Whoever else has these identities may be the same person: each stands as a pair with this contact. */
export function pairWithOwners(round: Round, card: Card, identities: Identity[], at: number): void {
  for (const number of new Set(identities.flatMap((identity) => round.ownersOf(identity)))) {
    if (number !== card.number) round.pair(card.number, number, NO_LEAD, at);
  }
}

/** What stands for the lead in a pair that a person's change has made. */
export const NO_LEAD = '';
