import type { LeadOutcome } from '../../lead/outcome.ts';
import { Refusal } from '../../refusal.ts';
import type { Card } from '../../storage/contacts/schema.ts';
import { emptyCard } from '../fold/card.ts';
import { identitiesOnCard } from '../fold/card-identities.ts';
import { marksOf } from '../fold/double-submit.ts';
import { concludeLead } from '../fold/fold.ts';
import { markKey, type Round } from '../fold/round.ts';
import type { CommandOf, Decision } from './command.ts';
import { liveCard } from './live-card.ts';

/**
 * Takes over a card from another database as it is, under a number of its own. Nothing is compared. What stands on it
 * and recognises nobody there (`nobodys`) recognises nobody here.
 */
export function takeCopy(round: Round, command: CommandOf<'take-copy'>): Decision {
  const { order, card: copied, from, nobodys = [], id, at, by } = command;
  const written = round.known.receipts.get(order.id);
  if (written) return { done: { number: written.contactNumber } };
  const number = round.nextNumber();
  const card: Card = {
    ...emptyCard(round.databaseId, number, order, copied.statusId),
    ...copied,
    databaseId: round.databaseId,
    number,
    updatedAt: at,
  };
  round.add(card);
  const silent = new Set(nobodys.map(markKey));
  const identities = identitiesOnCard(round.rules, card).filter((identity) => !silent.has(markKey(identity)));
  for (const mark of marksOf({ ...order, lead: { ...order.lead, identities } })) round.mark(card, mark);
  const { createdBy } = order;
  const outcome: LeadOutcome = { event: 'copy', createdBy, token: null, matchedBy: [], changes: [] };
  round.leads.push(concludeLead(round, order, card, 'created', outcome));
  const { databaseId } = round;
  round.log.push({ databaseId, contactNumber: number, id, at, kind: 'copied from', by, data: { contact: from } });
  return { done: { number }, write: round.effects() };
}

/** Says on the card that was copied where its copy is. */
export function logCopy(round: Round, { number, to, id, at, by }: CommandOf<'log-copy'>): Decision {
  const card = liveCard(round.known.cards.get(number));
  if (card instanceof Refusal) return card;
  const { databaseId } = round;
  round.log.push({ databaseId, contactNumber: number, id, at, kind: 'copied to', by, data: { contact: to } });
  return { done: { number }, write: round.effects() };
}
