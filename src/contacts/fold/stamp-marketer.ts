import type { Lead } from '../../lead/lead.ts';
import { type Marketers, marketerKey } from '../../lead/marketer.ts';
import type { Change } from '../../lead/outcome.ts';
import type { Card } from '../../storage/contacts/schema.ts';

/**
 * Stamps a card with the marketer its lead names, in place (product.md, "Marketers"). The first touch stands: a card
 * that has a marketer keeps it, and the lead alone tells the later one. A reference nobody knows is kept word for word
 * in the account number, without a name, and becomes the marketer's as soon as there is one.
 */
export function stampMarketer(card: Card, lead: Pick<Lead, 'marketer'>, marketers: Marketers): Change[] {
  if (card.marketerName !== null) return [];
  const named = card.marketerAccountNumber || lead.marketer;
  if (!named) return [];
  const known = marketers.get(marketerKey(named));
  const stamp = { marketerName: known?.name ?? null, marketerAccountNumber: known?.accountNumber ?? named };
  const changes: Change[] = [];
  for (const field of ['marketerName', 'marketerAccountNumber'] as const) {
    const value = stamp[field];
    if (card[field] === value) continue;
    changes.push({ field, old: card[field], new: value });
    card[field] = value;
  }
  return changes;
}
