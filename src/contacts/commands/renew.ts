import { stampRepeat } from '../../lead/stamps.ts';
import { Refusal } from '../../refusal.ts';
import { concludeLead } from '../fold/fold.ts';
import { repeatInquiry } from '../fold/repeat-inquiry.ts';
import type { Round } from '../fold/round.ts';
import type { CommandOf, Decision } from './command.ts';
import { liveCard } from './live-card.ts';

/**
 * Makes a known contact a new lead, as somebody chose: its status becomes *new* whatever it was, the token `Renewed`,
 * what was typed completes it, and a task opens.
 */
export function renewContact(round: Round, { number, order }: CommandOf<'renew'>): Decision {
  if (round.known.receipts.has(order.id)) return { done: { number } };
  const card = liveCard(round.known.cards.get(number));
  if (card instanceof Refusal) return card;
  const choice = { number, matchedBy: [], others: [] };
  const { status, outcome } = repeatInquiry(round, order, card, choice, stampRepeat({ statusIsNotInterested: true }));
  round.leads.push(concludeLead(round, order, card, status, outcome));
  return { done: { number }, write: round.effects() };
}
