import { readLeadId, receivedAtOf } from '../ids/lead-id.ts';
import type { LeadStatus } from '../lead/outcome.ts';
import { withoutVerdicts } from '../lead/spam.ts';
import { findShard, readReceipt } from '../storage/contacts/receipts.ts';
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
    status: PUBLIC_STATUS[row?.status ?? 'queued'],
    receivedAt: new Date(row ? row.receivedAt : receivedAtOf(id)).toISOString(),
    // Warnings name fields and may quote values; the public sees only what kind they are.
    warnings: withoutVerdicts(row?.warnings ?? []).map(({ code, field }) => ({ code, ...(field ? { field } : {}) })),
  };
}

/**
 * What a stranger is told became of a lead. Whether it made a contact, found one or was sent twice would tell who is a
 * customer, so all that went through is `accepted`; the API, which asks for a key, tells them apart.
 */
const PUBLIC_STATUS = {
  queued: 'queued',
  created: 'accepted',
  updated: 'accepted',
  renewed: 'accepted',
  duplicate: 'accepted',
  rejected: 'rejected',
  quarantined: 'quarantined',
  failed: 'failed',
} as const satisfies Record<LeadStatus, string>;
