import { notFound, Refusal } from '../../refusal.ts';
import type { Card } from '../../storage/contacts/schema.ts';

/** The card, if it is there to be worked with; else why not. */
export function liveCard(card: Card | undefined): Card | Refusal {
  if (!card || card.erasedAt !== null) return notFound('contact');
  return card.mergedInto === null ? card : wasMerged(card.mergedInto);
}

/** The contact is part of another one now. */
export const wasMerged = (number: number) =>
  new Refusal(410, 'merged', 'This contact was merged into another one; `mergedInto` names it.', undefined, {
    mergedInto: number,
  });
