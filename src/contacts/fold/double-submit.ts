import type { RecentLead } from '../../storage/contacts/records.ts';
import type { Card } from '../../storage/contacts/schema.ts';
import type { LeadOrder } from '../order.ts';
import type { Mark, Round } from './round.ts';

/** How many inquiries a card remembers, and for how long: the widest window a channel may set. */
const REMEMBERED = 16;
const LONGEST_WINDOW = 3_600_000;

/**
 * The card that already took this very content within the channel's double-submit window, if any
 * (product.md, "A retry is not a repeat inquiry"). Looked for among all contacts the lead's identities touch,
 * also where duplicates are allowed: a retry is one lead everywhere.
 */
export function findDoubleSubmit(round: Round, order: LeadOrder): Card | undefined {
  if (!order.doubleSubmitWindow) return undefined;
  for (const number of new Set(marksOf(order).flatMap((mark) => round.ownersOf(mark)))) {
    const card = round.known.cards.get(number);
    const isSame = ([fingerprint, , receivedAt]: RecentLead) =>
      fingerprint === order.fingerprint && Math.abs(receivedAt - order.receivedAt) <= order.doubleSubmitWindow;
    if (card?.recentLeads?.some(isSame)) return card;
  }
  return undefined;
}

/** What recognises a lead's sender: its identities or, where a double submit counts, its content when it has none. */
export function marksOf(order: Pick<LeadOrder, 'lead' | 'fingerprint' | 'doubleSubmitWindow'>): Mark[] {
  const { identities } = order.lead;
  return identities.length || !order.doubleSubmitWindow ? identities : [{ kind: 'content', value: order.fingerprint }];
}

/** Writes the inquiry into the card's short memory. */
export function rememberInquiry(card: Card, order: LeadOrder): void {
  card.recentLeads = lastOf([...(card.recentLeads ?? []), [order.fingerprint, order.id, order.receivedAt]]);
}

/** The short memories of two cards as one. */
export function joinRecent(a: RecentLead[] | null, b: RecentLead[] | null): RecentLead[] | null {
  if (!a || !b) return a ?? b;
  return lastOf([...a, ...b].sort((one, other) => one[2] - other[2]));
}

function lastOf(all: RecentLead[]): RecentLead[] {
  const newest = Math.max(...all.map(([, , at]) => at));
  return all.filter(([, , at]) => newest - at <= LONGEST_WINDOW).slice(-REMEMBERED);
}
