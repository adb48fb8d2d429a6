import type { LeadOrder } from '../contacts/order.ts';
import { readWithRaw } from '../contacts/read-lead.ts';
import { readLeadId } from '../ids/lead-id.ts';
import { Refusal } from '../refusal.ts';
import { findShard } from '../storage/contacts/receipts.ts';
import { putThroughAgain } from './replay-lead.ts';
import { sendLeads } from './send.ts';

type ReleaseEnv = Pick<Env, 'CONTROL' | 'KELET_SECRET' | 'LEADS' | 'FALLBACK_STORE' | 'IDEMPOTENCY_KEYS'>;

/**
 * Puts a lead that waited for its person's word on the queue again, this time to become a contact.
 * @param read the order read anew, as it is to be written; undefined when its channel is gone.
 * @returns `done` also when that has happened already, `not-yet` when the lead itself is still on its way.
 * @throws when D1 does not answer, or the lead cannot be made durable.
 */
export async function releaseLead(
  env: ReleaseEnv,
  leadId: string,
  read: (order: LeadOrder) => Promise<LeadOrder | undefined>,
): Promise<'done' | 'not-yet' | 'gone'> {
  const named = await readLeadId(env.KELET_SECRET, leadId);
  const shard = named && (await findShard(env.CONTROL, named.databaseId));
  if (!named || !shard) return 'gone';
  const database = { id: named.databaseId, shard };
  const lead = await readWithRaw(env, database, leadId);
  if (!lead) return 'not-yet';
  if (lead.status !== 'quarantined' || !lead.fields?.isUnconfirmed) return 'done';
  const result = await putThroughAgain(
    env,
    database,
    leadId,
    { release: true },
    {
      read,
      send: (order) => sendLeads(env, [{ v: 1, databaseId: database.id, order }]),
    },
  );
  return result instanceof Refusal ? 'gone' : 'done';
}
