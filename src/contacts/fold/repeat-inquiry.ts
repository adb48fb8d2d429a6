import type { LeadOutcome } from '../../lead/outcome.ts';
import { type Stamp, stampRepeat } from '../../lead/stamps.ts';
import type { Card } from '../../storage/contacts/schema.ts';
import type { LeadOrder } from '../order.ts';
import { addUnknown, dropReplaced } from './card-identities.ts';
import type { Choice } from './choose-contact.ts';
import { fillCard, fillingOf } from './fill-card.ts';
import type { Round } from './round.ts';
import { stampMarketer } from './stamp-marketer.ts';

/**
 * A repeat inquiry of a known contact: completes or replaces its details, stamps token and status, keeps what else
 * recognises the person, and names the other contacts that matched.
 * @param stamp what it is stamped with, where that does not follow from its status.
 */
export function repeatInquiry(
  round: Round,
  order: LeadOrder,
  card: Card,
  choice: Choice,
  stamp: Stamp = stampRepeat({ statusIsNotInterested: card.statusId === round.rules.notInterestedStatusId }),
): { status: 'updated' | 'renewed'; outcome: LeadOutcome } {
  const completion = fillingOf(order.lead);
  const statusBefore = card.statusId;

  const changes = fillCard(card, order.lead, completion);
  if (completion !== 'leave') changes.push(...stampMarketer(card, order.lead, round.rules.marketers));
  if (stamp.statusBecomesNew) card.statusId = round.rules.newStatusId;
  card.websiteLastToken = stamp.token;
  card.updatedAt = Math.max(card.updatedAt, order.receivedAt);
  round.change(card);

  dropReplaced(round, card, changes);
  const further = completion === 'leave' ? [] : addUnknown(round, card, order.lead.identities);
  for (const other of choice.others) round.pair(card.number, other, order.id, order.receivedAt);

  return {
    status: stamp.token === 'Renewed' ? 'renewed' : 'updated',
    outcome: {
      event: 'repeat inquiry',
      createdBy: order.createdBy,
      token: stamp.token,
      matchedBy: choice.matchedBy,
      changes,
      ...(stamp.statusBecomesNew ? { statusBefore, statusAfter: card.statusId } : {}),
      ...(further.length ? { furtherIdentities: further } : {}),
      ...(choice.others.length ? { alsoMatched: choice.others } : {}),
      ...(order.lead.marketer ? { marketer: order.lead.marketer } : {}),
    },
  };
}
