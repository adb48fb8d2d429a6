import { Refusal } from '../refusal.ts';
import type { CommandOf, Decision } from './command.ts';
import { createContact } from './create.ts';
import { settleLead } from './fold.ts';
import { matchesOf } from './matches.ts';
import type { Round } from './round.ts';

/**
 * Creates a contact that somebody typed in, unless the person is known: then nothing is written, and whoever asked sees
 * who matched by what and chooses (product.md, "Duplicates", manual).
 */
export function createManually(round: Round, { order, anyway }: CommandOf<'create'>): Decision {
  const written = round.known.receipts.get(order.id);
  if (written) return { done: { number: written.contactNumber } };
  const compared = order.lead.identities.filter(({ kind }) => order.compares.includes(kind));
  const matches = matchesOf(compared, (identity) => round.ownersOf(identity));
  if (matches.length && !anyway && !round.rules.allowDuplicates) {
    return new Refusal(409, 'contact_known', KNOWN, undefined, { matches });
  }
  const { card, outcome } = createContact(round, order);
  round.leads.push(settleLead(round, order, card, 'created', outcome));
  return { done: { number: card.number }, write: round.effects() };
}

const KNOWN =
  'This person is known already; `matches` says who and by what. Open the contact, complete it with POST /contacts/{id}/complete, renew it with POST /contacts/{id}/renew, or create another one with "anyway": true.';
