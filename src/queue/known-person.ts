import { glimpseAtContact, recogniseLead, type WriterEnv } from '../contacts/ask-writer.ts';
import type { Glimpse } from '../contacts/glimpse.ts';
import type { LeadOrder } from '../contacts/order.ts';
import type { Identity } from '../lead/lead.ts';
import { soon } from './write-now.ts';

/**
 * Whether the person of this lead is known, decided by the writer as it would decide if the lead came now, and what may
 * be seen of them.
 * @returns null when nobody is found, undefined when that cannot be told just now.
 */
export function knownPerson(env: WriterEnv, databaseId: string, order: LeadOrder): Promise<Glimpse | null | undefined> {
  // What else the lead lacks does not matter to the question.
  const bare: LeadOrder = { ...order, rejection: null, quarantine: null, doubleSubmitWindow: 0 };
  return soon(recogniseLead(env, databaseId, bare));
}

/** What may be seen of a contact by who typed these; undefined when the card cannot be read. */
export const glimpseOf = (
  env: WriterEnv,
  databaseId: string,
  number: number,
  typed: Identity[],
): Promise<Glimpse | undefined> => soon(glimpseAtContact(env, databaseId, number, typed));
