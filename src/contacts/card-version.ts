import { fingerprint } from '../ids/digest.ts';
import { DETAILS } from '../lead/lead.ts';
import type { Card } from '../storage/contacts/schema.ts';

/**
 * What tells two states of a card apart for who edits it: everything that can be edited, and nothing else, so that an
 * inquiry that comes meanwhile and changes no field stands in nobody's way. 32 hexadecimal digits.
 */
export function cardVersion(card: Card): Promise<string> {
  const { mailingList, contactTypes, statusId, marketerName, marketerAccountNumber, custom } = card;
  const values = Object.entries(custom ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const others = [mailingList, contactTypes ?? [], statusId, marketerName, marketerAccountNumber, values];
  return fingerprint(JSON.stringify([...DETAILS.map((field) => card[field]), ...others]));
}
