import { NO_NAME } from '../lead/stamps.ts';
import type { Card } from '../storage/contacts-schema.ts';
import type { LeadOutcome } from '../storage/records.ts';
import { emptyCard } from './card.ts';
import { completeCard } from './complete.ts';
import { marksOf } from './double-submit.ts';
import type { LeadOrder } from './order.ts';
import type { Round } from './round.ts';

/** A new contact card for a person nobody knew, with every stamp of product.md, "What every web lead is stamped with". */
export function createContact(round: Round, order: LeadOrder): { card: Card; outcome: LeadOutcome } {
  const card = emptyCard(round.databaseId, round.nextNumber(), order, round.rules.newStatusId);
  completeCard(card, order.lead, 'complete');
  if (!card.firstName && !card.lastName) card.lastName = NO_NAME;
  card.websiteLastToken = 'Hot Lead';
  round.add(card);
  for (const mark of marksOf(order)) round.mark(card, mark);
  return {
    card,
    outcome: {
      event: 'first inquiry',
      createdBy: order.createdBy,
      token: 'Hot Lead',
      matchedBy: [],
      changes: [],
      statusAfter: card.statusId,
      ...(order.lead.marketer ? { marketer: order.lead.marketer } : {}),
    },
  };
}
