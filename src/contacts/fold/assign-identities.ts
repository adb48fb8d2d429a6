import type { LeadOrder } from '../order.ts';
import { chooseContact } from './choose-contact.ts';
import { fillingOf } from './fill-card.ts';
import type { Round } from './round.ts';

/**
 * Settles, before any lead of a round is folded, which person each of their identities will belong to. Leads with more
 * identities are asked first: the one that has phone *and* e-mail ties together those that have only one of them, so
 * that a burst of one person's leads makes one contact, while each is still folded in the order it arrived.
 */
export function assignIdentities(round: Round, orders: LeadOrder[]): void {
  if (round.rules.allowDuplicates) return;
  for (const { lead, compares } of [...orders].sort(richestFirst)) {
    if (!compares.length) continue;
    const choice = chooseContact(round, lead.identities, compares);
    // A lead that leaves the card alone brings it no identity either.
    if (choice && fillingOf(lead) === 'leave') continue;
    const person = choice?.number ?? round.newPerson();
    for (const identity of lead.identities) round.reserve(identity, person);
  }
}

const richestFirst = (a: LeadOrder, b: LeadOrder) =>
  b.lead.identities.length - a.lead.identities.length || a.receivedAt - b.receivedAt || (a.id < b.id ? -1 : 1);
