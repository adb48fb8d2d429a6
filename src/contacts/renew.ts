import { identitiesOf } from '../lead/identities.ts';
import type { Identity } from '../lead/lead.ts';
import { stampRepeat } from '../lead/stamps.ts';
import type { Card } from '../storage/contacts-schema.ts';
import type { Change, LeadOutcome } from '../storage/records.ts';
import type { Choice } from './choose.ts';
import { completeCard, completionOf } from './complete.ts';
import type { LeadOrder } from './order.ts';
import { markKey, type Round } from './round.ts';

/**
 * A repeat inquiry of a known contact: completes or replaces its details, stamps token and status, keeps what else
 * recognises the person, and names the other contacts that matched.
 */
export function renewContact(
  round: Round,
  order: LeadOrder,
  card: Card,
  choice: Choice,
): { status: 'updated' | 'renewed'; outcome: LeadOutcome } {
  const completion = completionOf(order.lead);
  const statusBefore = card.statusId;

  const changes = completeCard(card, order.lead, completion);
  const stamp = stampRepeat({ statusIsNotInterested: card.statusId === round.rules.notInterestedStatusId });
  if (stamp.statusBecomesNew) card.statusId = round.rules.newStatusId;
  card.websiteLastToken = stamp.token;
  card.createdAt = Math.min(card.createdAt, order.receivedAt);
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

/** An identity that a lead replaced no longer recognises the contact: the old number may be somebody else's by now. */
function dropReplaced(round: Round, card: Card, changes: Change[]): void {
  const replaced = changes.filter(({ field, old }) => old && IDENTIFYING.includes(field));
  if (!replaced.length) return;
  const old = Object.fromEntries(replaced.map((change) => [change.field, String(change.old)]));
  const kept = new Set(identitiesOnCard(round, card).map(markKey));
  for (const identity of identitiesOf(old, round.rules).identities) {
    if (!kept.has(markKey(identity))) round.unmark(card, identity);
  }
}

/**
 * Identities of the lead that nobody has yet become this contact's, also when the card has no room for them: a person
 * who once wrote from a second address is known by it from then on.
 * @returns those that are not on the card.
 */
function addUnknown(round: Round, card: Card, identities: Identity[]): Identity[] {
  const unknown = identities.filter((identity) => !round.ownersOf(identity).length);
  if (!unknown.length) return [];
  for (const identity of unknown) round.mark(card, identity);
  const onCard = new Set(identitiesOnCard(round, card).map(markKey));
  return unknown.filter((identity) => !onCard.has(markKey(identity)));
}

const IDENTIFYING: string[] = ['phone', 'mobile', 'otherPhone', 'email', 'idNumber'];

function identitiesOnCard(round: Round, { phone, mobile, otherPhone, email, idNumber }: Card): Identity[] {
  const details = Object.entries({ phone, mobile, otherPhone, email, idNumber }).filter(([, value]) => value);
  return identitiesOf(Object.fromEntries(details), round.rules).identities;
}
