import { Refusal } from '../../refusal.ts';
import type { Round } from '../fold/round.ts';
import type { CommandOf, Decision } from './command.ts';
import { liveCard } from './live-card.ts';

/** Writes a note, a call or a meeting into a contact's log. Nothing of the card changes. */
export function noteOnContact(round: Round, { number, kind, text, id, at, by }: CommandOf<'note'>): Decision {
  const card = liveCard(round.known.cards.get(number));
  if (card instanceof Refusal) return card;
  if (round.known.isLogged) return { done: { number } };
  const { databaseId } = round;
  round.log.push({ databaseId, contactNumber: number, id, at, kind, by, data: { text } });
  return { done: { number }, write: round.effects() };
}
