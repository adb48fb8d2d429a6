import { stampRepeat } from '../lead/stamps.ts';
import { Refusal } from '../refusal.ts';
import type { CommandOf, Decision } from './command.ts';
import { settleLead } from './fold.ts';
import { renewContact } from './renew.ts';
import type { Round } from './round.ts';
import { standing } from './standing.ts';

/**
 * Makes a known contact a new lead, as somebody chose: its status becomes *new* whatever it was, the token `Renewed`, what
 * was typed completes it, and a task opens.
 */
export function renewKnownContact(round: Round, { number, order }: CommandOf<'renew'>): Decision {
  if (round.known.receipts.has(order.id)) return { done: { number } };
  const card = standing(round.known.cards.get(number));
  if (card instanceof Refusal) return card;
  const choice = { number, matchedBy: [], others: [] };
  const { status, outcome } = renewContact(round, order, card, choice, stampRepeat({ statusIsNotInterested: true }));
  round.leads.push(settleLead(round, order, card, status, outcome));
  return { done: { number }, write: round.effects() };
}
