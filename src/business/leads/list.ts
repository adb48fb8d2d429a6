import { type LeadFilter, type LeadPage, readLeads } from '../../storage/contacts/leads.ts';
import { shardOf } from '../../storage/shards.ts';
import type { Actor } from '../actor.ts';

/**
 * Leads that fit a filter, newest first. Looks at a bounded number, so a page may be short and still have a next one.
 */
export async function listLeads(
  env: object,
  { database }: Pick<Actor, 'database'>,
  { filter, limit }: { filter: LeadFilter; limit: number },
): Promise<LeadPage> {
  // While there is no row a lead is queued: none of the rows is.
  if (filter.status === 'queued') return { leads: [], below: null };
  return readLeads(shardOf(env, database.shard), database.id, filter, limit);
}
