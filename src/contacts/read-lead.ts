import type { LeadOutcome } from '../lead/outcome.ts';
import { readLead, readLeadHeads, type ShownLead } from '../storage/contacts/leads.ts';
import type { LeadRecord } from '../storage/contacts/schema.ts';
import { shardOf } from '../storage/shards.ts';
import type { DatabasePlace } from './find-contact.ts';

export type { LeadFilter, LeadHead, LeadPage, ShownLead } from '../storage/contacts/leads.ts';
export type { LeadRecord } from '../storage/contacts/schema.ts';

/** The lead's row; its bytes are those of the lead that carries them for the whole document. */
export async function readWithRaw(
  env: object,
  { id, shard }: DatabasePlace,
  leadId: string,
): Promise<ShownLead | undefined> {
  const database = shardOf(env, shard);
  const lead = await readLead(database, id, leadId);
  if (!lead || lead.raw || !lead.rawOf) return lead;
  const carrier = await readLead(database, id, lead.rawOf);
  return { ...lead, raw: carrier?.raw ?? null };
}

/** Whether the lead that carries the bytes of this one's document is not written: it is under way, or a dead letter. */
export async function isCarrierMissing(
  env: object,
  { id, shard }: DatabasePlace,
  { raw, rawOf }: Pick<LeadRecord, 'raw' | 'rawOf'>,
): Promise<boolean> {
  return raw === null && rawOf !== null && (await readLead(shardOf(env, shard), id, rawOf)) === undefined;
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
