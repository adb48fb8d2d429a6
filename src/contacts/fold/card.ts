import { NO_NAME } from '../../lead/stamps.ts';
import type { Card } from '../../storage/contacts/schema.ts';
import type { LeadOrder } from '../order.ts';

/** A card with nothing on it but its stamps; the lead's values come through `completeCard`. */
export function emptyCard(
  databaseId: string,
  number: number,
  order: Pick<LeadOrder, 'createdBy' | 'receivedAt'>,
  statusId: string,
): Card {
  return {
    databaseId,
    number,
    firstName: null,
    lastName: null,
    company: null,
    namePrefix: null,
    title: null,
    phone: null,
    mobile: null,
    otherPhone: null,
    fax: null,
    email: null,
    idNumber: null,
    gender: null,
    birthDate: null,
    url: null,
    address: null,
    city: null,
    postalCode: null,
    country: null,
    notes: null,
    mailingList: null,
    custom: null,
    contactTypes: null,
    statusId,
    websiteLastToken: null,
    createdBy: order.createdBy,
    createdAt: order.receivedAt,
    updatedAt: order.receivedAt,
    marketerName: null,
    marketerAccountNumber: null,
    taskCount: 0,
    recentLeads: null,
    searchName: null,
    mergedInto: null,
    erasedAt: null,
  };
}

/** The name as people say it, lower case, for the search by name; null when nobody gave one or nobody may find it. */
export function searchNameOf({ firstName, lastName, company, mergedInto, erasedAt }: Card): string | null {
  if (mergedInto !== null || erasedAt !== null) return null;
  const parts = [firstName, lastName === NO_NAME ? null : lastName, company === lastName ? null : company];
  return parts.filter(Boolean).join(' ').toLowerCase() || null;
}
