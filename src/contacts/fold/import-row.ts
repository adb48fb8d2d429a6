import type { LeadOutcome } from '../../lead/outcome.ts';
import type { Card } from '../../storage/contacts/schema.ts';
import type { LeadOrder } from '../order.ts';
import { addUnknown } from './card-identities.ts';
import type { Choice } from './choose-contact.ts';
import { fillCard } from './fill-card.ts';
import { markKey, type Round } from './round.ts';
import { stampMarketer } from './stamp-marketer.ts';

/**
 * A row of an import whose person is known, by the mode of the import (product.md, "Duplicates"): `complete` fills
 * empty fields, `reset` makes the status *new* again and touches nothing else. No inquiry, so no token is stamped.
 */
export function importOnto(
  round: Round,
  order: LeadOrder,
  card: Card,
  choice: Choice,
): { status: 'updated' | 'renewed'; outcome: LeadOutcome } {
  const outcome = outcomeOf(order, choice);
  for (const other of choice.others) round.pair(card.number, other, order.id, order.receivedAt);
  if (order.importMode === 'reset') {
    if (card.statusId !== round.rules.newStatusId) {
      outcome.statusBefore = card.statusId;
      outcome.statusAfter = round.rules.newStatusId;
      card.statusId = round.rules.newStatusId;
      touch(round, card, order);
    } else if (order.task) touch(round, card, order);
    return { status: 'renewed', outcome };
  }
  outcome.changes = fillCard(card, order.lead, 'complete');
  outcome.changes.push(...stampMarketer(card, order.lead, round.rules.marketers));
  const free = order.lead.identities.filter((identity) => !round.ownersOf(identity).length);
  const further = addUnknown(round, card, order.lead.identities);
  const added = free.filter((identity) => round.ownersOf(identity).includes(card.number));
  if (further.length) outcome.furtherIdentities = further;
  if (added.length) outcome.addedIdentities = [...new Map(added.map((mark) => [markKey(mark), mark])).values()];
  if (outcome.changes.length || added.length || order.task) touch(round, card, order);
  return { status: 'updated', outcome };
}

/** A row that is skipped, because its person is known: nothing is written but that, and that it may be two of them. */
export function skipRow(round: Round, order: LeadOrder, card: Card, choice: Choice): LeadOutcome {
  for (const other of choice.others) round.pair(card.number, other, order.id, order.receivedAt);
  return outcomeOf(order, choice);
}

function touch(round: Round, card: Card, { receivedAt }: LeadOrder): void {
  card.updatedAt = Math.max(card.updatedAt, receivedAt);
  round.change(card);
}

const outcomeOf = ({ createdBy, lead }: LeadOrder, { matchedBy, others }: Choice): LeadOutcome => ({
  event: 'import',
  createdBy,
  token: null,
  matchedBy,
  changes: [],
  ...(others.length ? { alsoMatched: others } : {}),
  ...(lead.marketer ? { marketer: lead.marketer } : {}),
});
