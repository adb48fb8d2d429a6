import { DETAILS, emptyLead, type Lead } from '../../lead/lead.ts';
import { NO_NAME } from '../../lead/stamps.ts';
import type { Card } from '../../storage/contacts/schema.ts';

/** What a card says of its person, as a lead says it. The stamp of the nameless is no name. */
export function leadOfCard(card: Card): Lead {
  const { custom, contactTypes, mailingList, marketerAccountNumber } = card;
  const details: Lead['details'] = {};
  for (const field of DETAILS) {
    const value = card[field];
    if (value && value !== NO_NAME) details[field] = value;
  }
  return {
    ...emptyLead(),
    details,
    custom: custom ?? {},
    contactTypes: contactTypes ?? [],
    ...(mailingList === null ? {} : { mailingList }),
    ...(marketerAccountNumber ? { marketer: marketerAccountNumber } : {}),
  };
}
