import { type LeadFilter, type LeadPage, readLeads } from '../../storage/contacts/leads.ts';
import { shardOf } from '../../storage/shards.ts';
import type { Actor } from '../actor.ts';
import { leadTexts } from './lead-texts.ts';

/** Which leads are wanted; `text` is what somebody typed to find one. */
export interface LeadSearch extends Omit<LeadFilter, 'said'> {
  text?: string | undefined;
}

/**
 * Leads that fit a filter, newest first. Looks at a bounded number, so a page may be short and still have a next one.
 */
export async function listLeads(
  env: object,
  { database }: Pick<Actor, 'database'>,
  { filter: { text, ...filter }, limit }: { filter: LeadSearch; limit: number },
): Promise<LeadPage> {
  // While there is no row a lead is queued: none of the rows is.
  if (filter.status === 'queued') return { leads: [], below: null };
  const said = leadTexts(text ?? '');
  return readLeads(shardOf(env, database.shard), database.id, { ...filter, said }, limit);
}
