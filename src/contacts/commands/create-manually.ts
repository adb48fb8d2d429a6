import { DUPLICATE_POLICY } from '../../lead/duplicate-policy.ts';
import { Refusal } from '../../refusal.ts';
import { concludeLead } from '../fold/fold.ts';
import { matchesOf } from '../fold/matches.ts';
import { makeCard } from '../fold/new-card.ts';
import type { Round } from '../fold/round.ts';
import type { CommandOf, Decision } from './command.ts';

/**
 * Creates a contact that somebody typed in, unless the person is known: then nothing is written, and whoever asked sees
 * who matched by what and chooses (product.md, "Duplicates", manual).
 */
export function createManually(round: Round, { order, anyway }: CommandOf<'create'>): Decision {
  const written = round.known.receipts.get(order.id);
  if (written) return { done: { number: written.contactNumber } };
  const compared = order.lead.identities.filter(({ kind }) => order.compares.includes(kind));
  const matches = matchesOf(compared, (identity) => round.ownersOf(identity));
  const asks = DUPLICATE_POLICY[order.wayIn].onMatch === 'ask' && !round.rules.allowDuplicates;
  if (matches.length && asks && !anyway) {
    return new Refusal(409, 'contact_known', KNOWN, undefined, { matches });
  }
  const { card, outcome } = makeCard(round, order);
  round.leads.push(concludeLead(round, order, card, 'created', outcome));
  return { done: { number: card.number }, write: round.effects() };
}

const KNOWN =
  'This person is known already; `matches` says who and by what. Open the contact, complete it with POST /contacts/{id}/complete, renew it with POST /contacts/{id}/renew, or create another one with "anyway": true.';
