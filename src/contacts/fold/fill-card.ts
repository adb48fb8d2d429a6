import { DETAILS, type Lead } from '../../lead/lead.ts';
import type { Change } from '../../lead/outcome.ts';
import { NO_NAME } from '../../lead/stamps.ts';
import type { Card } from '../../storage/contacts/schema.ts';
import { customField, readField, setField } from '../card-field.ts';

/** `complete` fills empty fields, `replace` overwrites what was sent, `leave` touches nothing. */
export type Filling = 'complete' | 'replace' | 'leave';

/** `UpdateExistingDetails` as a rule (product.md, "Duplicates"): absent completes, 1 replaces, 0 leaves alone. */
export function fillingOf(lead: Pick<Lead, 'updateExistingDetails'>): Filling {
  if (lead.updateExistingDetails === undefined) return 'complete';
  return lead.updateExistingDetails ? 'replace' : 'leave';
}

/**
 * Puts a lead's values onto a card, in place.
 * @returns every field that changed with its old and new value, for the contact log. A value that stood is only ever
 * changed under `replace`, with one exception: the stamp `No Name From Web` counts as empty.
 */
export function fillCard(card: Card, lead: Lead, completion: Filling): Change[] {
  if (completion === 'leave') return [];
  const changes: Change[] = [];
  const defaulted = new Set(lead.defaulted);
  const mayReplace = (target: string) => completion === 'replace' && !defaulted.has(target);
  const put = (field: string, value: unknown, empty: boolean) => {
    if (empty || mayReplace(field)) changes.push(...setField(card, field, value));
  };

  const { firstName, lastName, company } = lead.details;
  if (card.lastName === NO_NAME && (firstName || lastName || company)) {
    put('lastName', lastName ?? (firstName ? null : (company ?? null)), true);
  }
  for (const field of DETAILS) {
    const value = lead.details[field];
    if (value) put(field, value, !card[field]);
  }
  if (lead.mailingList !== undefined) put('mailingList', lead.mailingList, card.mailingList === null);
  if (lead.contactTypes.length) put('contactTypes', lead.contactTypes, !card.contactTypes?.length);

  for (const [key, value] of Object.entries(lead.custom)) {
    const old = readField(card, customField(key));
    put(customField(key), value, old === null || old === '');
  }
  return changes;
}
