/**
 * What was just written, as listeners are told: ids and statuses, and nothing that was said of a person. Whoever wants
 * more asks the API.
 */
export interface News {
  leads: { id: string; status: string }[];
  /** Ids of contacts that are new or were changed. */
  contactIds: string[];
  /** More was written than is listed: read again. */
  more: boolean;
}

/** So many of each are listed. */
const MOST_LISTED = 100;

/** News of so much that it must stay small; undefined when there is none. */
export function newsOf(leads: News['leads'], contactIds: string[]): News | undefined {
  if (!leads.length && !contactIds.length) return undefined;
  const [listed, changed] = [leads.slice(0, MOST_LISTED), [...new Set(contactIds)]];
  return {
    leads: listed.map(({ id, status }) => ({ id, status })),
    contactIds: changed.slice(0, MOST_LISTED),
    more: leads.length > MOST_LISTED || changed.length > MOST_LISTED,
  };
}
