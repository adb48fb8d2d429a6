import { NO_NAME } from '../../lead/stamps.ts';
import type { LeadOutcome } from '../../storage/contacts/records.ts';
import type { Card } from '../../storage/contacts/schema.ts';
import type { LeadOrder } from '../order.ts';
import { emptyCard } from './card.ts';
import { isFree } from './card-identities.ts';
import type { Choice } from './choose-contact.ts';
import { marksOf } from './double-submit.ts';
import { fillCard } from './fill-card.ts';
import type { Round } from './round.ts';
import { stampMarketer } from './stamp-marketer.ts';

/**
 * A new contact card for a person nobody knew, with every stamp of product.md, "What every web lead is stamped with".
 * @param choice who this person was settled to be, when other leads of the round are theirs too.
 */
export function makeCard(round: Round, order: LeadOrder, choice?: Choice): { card: Card; outcome: LeadOutcome } {
  const card = emptyCard(round.databaseId, round.nextNumber(), order, order.statusId ?? round.rules.newStatusId);
  fillCard(card, order.lead, 'complete');
  stampMarketer(card, order.lead, round.rules.marketers);
  if (!card.firstName && !card.lastName) card.lastName = card.company ?? NO_NAME;
  // Nobody inquired when a row was imported.
  const isInquiry = order.importMode === undefined;
  if (isInquiry) card.websiteLastToken = 'Hot Lead';
  round.add(card);
  if (choice) round.become(choice.number, card);
  for (const mark of marksOf(order)) {
    // What is not compared may be shared: that is the rule that allows a second contact.
    const isCompared = mark.kind !== 'content' && order.compares.includes(mark.kind);
    if (!isCompared || round.rules.allowDuplicates || isFree(round, card, mark)) round.mark(card, mark);
  }
  const others = choice?.others ?? [];
  for (const other of others) round.pair(card.number, other, order.id, order.receivedAt);
  return {
    card,
    outcome: {
      event: isInquiry ? 'first inquiry' : 'import',
      createdBy: order.createdBy,
      token: card.websiteLastToken === 'Hot Lead' ? 'Hot Lead' : null,
      matchedBy: [],
      changes: [],
      statusAfter: card.statusId,
      ...(others.length ? { alsoMatched: others } : {}),
      ...(order.lead.marketer ? { marketer: order.lead.marketer } : {}),
    },
  };
}
