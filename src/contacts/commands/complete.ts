import { Refusal } from '../../refusal.ts';
import { addUnknown, nobodysOn, pairWithOwners } from '../fold/card-identities.ts';
import { fillCard } from '../fold/fill-card.ts';
import { markKey, type Round } from '../fold/round.ts';
import { stampMarketer } from '../fold/stamp-marketer.ts';
import type { CommandOf, Decision } from './command.ts';
import { liveCard } from './live-card.ts';

/** Fills what is empty on a card, as somebody chose who found the person known already. What stands is left alone. */
export function completeContact(round: Round, { number, lead, id, at, by }: CommandOf<'complete'>): Decision {
  const card = liveCard(round.known.cards.get(number));
  if (card instanceof Refusal) return card;
  // What was changed since must not be overwritten by the same wish when it comes again.
  if (round.known.isLogged) return { done: { number } };
  const nobodys = new Set(nobodysOn(round.rules, card, (mark) => round.ownersOf(mark)).map(markKey));
  const identities = lead.identities.filter((identity) => !nobodys.has(markKey(identity)));
  const changes = [...fillCard(card, lead, 'complete'), ...stampMarketer(card, lead, round.rules.marketers)];
  pairWithOwners(round, card, identities, at);
  const furtherIdentities = addUnknown(round, card, identities);
  if (!changes.length && !furtherIdentities.length) return { done: { number } };
  card.updatedAt = Math.max(card.updatedAt, at);
  round.change(card);
  const data = { changes, ...(furtherIdentities.length ? { furtherIdentities } : {}) };
  round.log.push({ databaseId: round.databaseId, contactNumber: number, id, at, kind: 'complete', by, data });
  return { done: { number }, write: round.effects() };
}
