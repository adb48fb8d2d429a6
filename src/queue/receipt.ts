import { readLeadId, receivedAtOf } from '../ids/lead-id.ts';
import { DUPLICATE_POLICY } from '../lead/duplicate-policy.ts';
import { withoutVerdicts } from '../lead/spam.ts';
import type { WayIn } from '../lead/submission.ts';
import { findShard, readReceipt } from '../storage/contacts/receipts.ts';
import type { LeadStatus } from '../storage/contacts/records.ts';
import { shardOf } from '../storage/shards.ts';

/**
 * The public state of a lead: no personal data. A lead that is not written yet is `queued`.
 * @returns undefined for an id Kelet did not issue.
 * @throws when D1 does not answer.
 */
export async function receiptState(env: Pick<Env, 'KELET_SECRET' | 'CONTROL'>, id: string) {
  const named = await readLeadId(env.KELET_SECRET, id);
  if (!named) return undefined;
  const shard = await findShard(env.CONTROL, named.databaseId);
  const row = shard ? await readReceipt(shardOf(env, shard), named.databaseId, id) : undefined;
  return {
    id,
    status: row ? publicStatus(row) : ('queued' as const),
    receivedAt: new Date(row ? row.receivedAt : receivedAtOf(id)).toISOString(),
    // Warnings name fields and may quote values; the public sees only what kind they are.
    warnings: withoutVerdicts(row?.warnings ?? []).map(({ code, field }) => ({ code, ...(field ? { field } : {}) })),
  };
}

/** Where the sender must not learn whether somebody was known, every lead that was written is a new one. */
const publicStatus = ({ status, wayIn }: { status: LeadStatus; wayIn: WayIn }): LeadStatus =>
  DUPLICATE_POLICY[wayIn].discreet && (status === 'updated' || status === 'renewed') ? 'created' : status;
