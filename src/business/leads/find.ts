import { type Card, findContact, findMergedInto } from '../../contacts/find-contact.ts';
import { readWithRaw, type ShownLead } from '../../contacts/read-lead.ts';
import { readLeadId, receivedAtOf } from '../../ids/lead-id.ts';
import { notFound, type Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';

/** A lead with the bytes it came as and the contact it led to; or one that is on its way and not written yet. */
export type FoundLead =
  | { kind: 'written'; lead: ShownLead; card: Card | undefined }
  | { kind: 'queued'; id: string; receivedAt: number };

/** One lead of the database, whole; refused for an id Kelet did not issue for it. */
export async function findLead(
  env: Pick<Env, 'KELET_SECRET'>,
  { database }: Pick<Actor, 'database'>,
  id: string,
): Promise<FoundLead | Refusal> {
  const named = await readLeadId(env.KELET_SECRET, id);
  if (named?.databaseId !== database.id) return notFound('lead');
  const lead = await readWithRaw(env, database, id);
  if (!lead) return { kind: 'queued', id, receivedAt: receivedAtOf(id) };
  if (lead.contactNumber === null) return { kind: 'written', lead, card: undefined };
  const card = await findContact(env, database, lead.contactNumber);
  if (card) return { kind: 'written', lead, card };
  const number = await findMergedInto(env, database, lead.contactNumber);
  return { kind: 'written', lead, card: number === undefined ? undefined : await findContact(env, database, number) };
}
