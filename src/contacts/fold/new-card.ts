import { DUPLICATE_POLICY } from '../../lead/duplicate-policy.ts';
import type { Lead } from '../../lead/lead.ts';
import type { LeadOutcome } from '../../lead/outcome.ts';
import { NO_NAME, stampNew } from '../../lead/stamps.ts';
import type { Card } from '../../storage/contacts/schema.ts';
import type { LeadOrder } from '../order.ts';
import { emptyCard } from './card.ts';
import { isFree } from './card-identities.ts';
import type { Choice } from './choose-contact.ts';
import { marksOf } from './double-submit.ts';
import { fillCard } from './fill-card.ts';
import type { Round } from './round.ts';
import { stampMarketer } from './stamp-marketer.ts';

/** A card of its own for what a lead says, with nobody's number yet recognised by it. */
export function cardOfLead(
  round: Round,
  lead: Lead,
  stamps: Pick<LeadOrder, 'createdBy' | 'receivedAt'>,
  statusId: string,
): Card {
  const card = emptyCard(round.databaseId, round.nextNumber(), stamps, statusId);
  fillCard(card, lead, 'complete');
  stampMarketer(card, lead, round.rules.marketers);
  if (!card.firstName && !card.lastName) card.lastName = card.company ?? NO_NAME;
  return card;
}

/**
 * A new contact card for a person nobody knew, with every stamp of product.md, "What every web lead is stamped with".
 * @param choice who this person was settled to be, when other leads of the round are theirs too.
 */
export function makeCard(round: Round, order: LeadOrder, choice?: Choice): { card: Card; outcome: LeadOutcome } {
  const card = cardOfLead(round, order.lead, order, order.statusId ?? round.rules.newStatusId);
  // Nobody inquired when a row was imported.
  const isInquiry = DUPLICATE_POLICY[order.wayIn].onMatch !== 'import-mode';
  const token = isInquiry ? stampNew().token : null;
  card.websiteLastToken = token;
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
      token,
      matchedBy: [],
      changes: [],
      statusAfter: card.statusId,
      ...(others.length ? { alsoMatched: others } : {}),
      ...(order.lead.marketer ? { marketer: order.lead.marketer } : {}),
    },
  };
}
