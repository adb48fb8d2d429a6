import { readLeadId, receivedAtOf } from '../ids/lead-id.ts';
import { type LeadFilter, type LeadPage, readLead, readLeadHeads, readLeads } from '../storage/contacts/leads.ts';
import type { LeadOutcome } from '../storage/contacts/records.ts';
import type { Card, LeadRecord } from '../storage/contacts/schema.ts';
import { shardOf } from '../storage/shards.ts';
import { type DatabasePlace, findContact, findMergedInto } from './find-contact.ts';

export type { LeadFilter, LeadHead, LeadPage } from '../storage/contacts/leads.ts';
export { LEAD_STATUSES, type LeadOutcome, type LeadStatus } from '../storage/contacts/records.ts';
export type { LeadRecord } from '../storage/contacts/schema.ts';

/** A lead with the bytes it came as and the contact it led to; or one that is on its way and not written yet. */
export type FoundLead =
  | { kind: 'written'; lead: LeadRecord; card: Card | undefined }
  | { kind: 'queued'; id: string; receivedAt: number };

/** Leads that fit a filter, newest first. Looks at a bounded number, so a page may be short and still have a next one. */
export async function listLeads(
  env: object,
  { id, shard }: DatabasePlace,
  filter: LeadFilter,
  limit: number,
): Promise<LeadPage> {
  // While there is no row a lead is queued: none of the rows is.
  if (filter.status === 'queued') return { leads: [], below: null };
  return readLeads(shardOf(env, shard), id, filter, limit);
}

/** One lead of the database, whole; undefined for an id Kelet did not issue for it. */
export async function findLead(
  env: Pick<Env, 'KELET_SECRET'>,
  database: DatabasePlace,
  leadId: string,
): Promise<FoundLead | undefined> {
  const named = await readLeadId(env.KELET_SECRET, leadId);
  if (!named || named.databaseId !== database.id) return undefined;
  const lead = await readWithRaw(env, database, leadId);
  if (!lead) return { kind: 'queued', id: leadId, receivedAt: receivedAtOf(leadId) };
  if (lead.contactNumber === null) return { kind: 'written', lead, card: undefined };
  const card = await findContact(env, database, lead.contactNumber);
  if (card) return { kind: 'written', lead, card };
  const number = await findMergedInto(env, database, lead.contactNumber);
  return { kind: 'written', lead, card: number === undefined ? undefined : await findContact(env, database, number) };
}

/** What was decided about these leads, by their ids; ids of leads that are not written are absent. */
export async function findOutcomes(
  env: object,
  { id, shard }: DatabasePlace,
  leadIds: string[],
): Promise<Map<string, LeadOutcome>> {
  const heads = await readLeadHeads(shardOf(env, shard), id, leadIds);
  return new Map(heads.flatMap(({ id, outcome }) => (outcome ? [[id, outcome]] : [])));
}

/** The lead's row; its bytes are those of the lead that carries them for the whole document. */
export async function readWithRaw(
  env: object,
  { id, shard }: DatabasePlace,
  leadId: string,
): Promise<LeadRecord | undefined> {
  const database = shardOf(env, shard);
  const lead = await readLead(database, id, leadId);
  if (!lead || lead.raw || !lead.rawOf) return lead;
  const carrier = await readLead(database, id, lead.rawOf);
  return { ...lead, raw: carrier?.raw ?? null };
}
