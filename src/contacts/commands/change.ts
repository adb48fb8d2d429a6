import type { Marketers } from '../../lead/marketer.ts';
import type { Change } from '../../lead/outcome.ts';
import { Refusal } from '../../refusal.ts';
import type { Card } from '../../storage/contacts/schema.ts';
import { customField, setField } from '../card-field.ts';
import { cardVersion } from '../card-version.ts';
import { dropReplaced, identitiesOfChanged, pairWithOwners } from '../fold/card-identities.ts';
import type { Round } from '../fold/round.ts';
import { stampMarketer } from '../fold/stamp-marketer.ts';
import type { CardWish, CommandOf, Decision } from './command.ts';
import { liveCard } from './live-card.ts';

/**
 * Sets fields of a card; the log keeps old and new. A changed phone, e-mail or ID recognises the contact from then on,
 * and the one it replaced no longer does. Whoever else has it is a possible duplicate.
 */
export function changeContact(round: Round, { number, wish, id, at, by }: CommandOf<'change'>): Decision {
  const card = liveCard(round.known.cards.get(number));
  if (card instanceof Refusal) return card;
  // What was changed since must not be overwritten by the same wish when it comes again.
  if (round.known.isLogged) return { done: { number } };
  const changes = [...putWish(card, wish), ...putMarketer(card, wish, round.rules.marketers)];
  if (!changes.length) return { done: { number } };
  card.updatedAt = Math.max(card.updatedAt, at);
  round.change(card);

  dropReplaced(round, card, changes);
  const identities = identitiesOfChanged(round.rules, changes);
  pairWithOwners(round, card, identities, at);
  for (const identity of identities) round.mark(card, identity);
  const { databaseId } = round;
  round.log.push({ databaseId, contactNumber: number, id, at, kind: 'change', by, data: { changes } });
  return { done: { number }, write: round.effects() };
}

/** Whether the card is no longer what whoever wants the change has read; a wish that was carried out never is. */
export async function isReadBefore(round: Round, { number, versions }: CommandOf<'change'>): Promise<boolean> {
  const card = liveCard(round.known.cards.get(number));
  if (!versions || card instanceof Refusal || round.known.isLogged) return false;
  return !versions.includes(await cardVersion(card));
}

/** Somebody or something has changed the card since it was read. */
export const CHANGED_SINCE = new Refusal(
  412,
  'changed_meanwhile',
  'The contact was changed since you read it, so nothing was written. Read it again, and send what you still want with its new ETag.',
);

function putWish(card: Card, { fields, custom }: CardWish): Change[] {
  return [
    ...Object.entries(fields).flatMap(([field, value]) => setField(card, field, value)),
    ...Object.entries(custom).flatMap(([key, value]) => setField(card, customField(key), value)),
  ];
}

/** A marketer somebody names takes the place of the one that stood. */
function putMarketer(card: Card, { marketer }: CardWish, marketers: Marketers): Change[] {
  if (marketer === undefined || marketer === card.marketerAccountNumber) return [];
  const { marketerName, marketerAccountNumber } = card;
  const before = { marketerName, marketerAccountNumber };
  Object.assign(card, { marketerName: null, marketerAccountNumber: null });
  if (marketer !== null) stampMarketer(card, { marketer }, marketers);
  return (['marketerName', 'marketerAccountNumber'] as const)
    .map((field) => ({ field, old: before[field], new: card[field] }))
    .filter((change) => change.old !== change.new);
}
