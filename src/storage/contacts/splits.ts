import { and, eq, gte, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { timeText } from '../../ids/lead-id.ts';
import type { Change } from '../../lead/outcome.ts';
import type { Token } from '../../lead/stamps.ts';
import { pairsNaming } from './merges.ts';
import {
  contactLog,
  type IdentityRecord,
  type LeadRecord,
  type LogRecord,
  leads,
  type PossibleDuplicate,
  type SplitRecord,
  splits,
} from './schema.ts';
import { leadsWithoutRaw } from './undo-import.ts';

/** The widest window in which a retry is recognised, in milliseconds. */
const RETRIES_WITHIN = 3_600_000;

/** A lead without its bytes. */
export type SplitLead = Omit<LeadRecord, 'raw'>;

/** What is known of a lead that leaves its contact, or comes back. */
export interface SplitRead {
  lead: SplitLead | undefined;
  /** Leads of the same words that were recognised as retries of it. */
  retries: SplitLead[];
  /** Every pair that names the contact it is on. */
  pairs: PossibleDuplicate[];
  /** Splits of this lead, the one that is asked about, and those by which others left the contact it is on. */
  splits: SplitRecord[];
  /** The log of the contact it is on. */
  log: LogRecord[];
  /** What each other lead that is on that contact still has changed. */
  others: { leadId: string; changes: Change[] }[];
  /** The token of the last inquiry of that contact before or after this lead; null where no other has one. */
  tokenBefore: Token | null;
}

/** A split by its id. */
export async function readSplit(shard: D1Database, databaseId: string, id: string): Promise<SplitRecord | undefined> {
  const [split] = await drizzle(shard)
    .select()
    .from(splits)
    .where(and(eq(splits.databaseId, databaseId), eq(splits.id, id)));
  return split;
}

/** Whether a lead that was split off this contact at this time or later still is. */
export async function wasSplitSince(
  shard: D1Database,
  databaseId: string,
  fromNumber: number,
  since: number,
): Promise<boolean> {
  const found = await drizzle(shard)
    .select({ id: splits.id })
    .from(splits)
    .where(
      and(
        eq(splits.databaseId, databaseId),
        eq(splits.fromNumber, fromNumber),
        gte(splits.at, since),
        isNull(splits.undoneAt),
      ),
    )
    .limit(1);
  return found.length > 0;
}

/** What recognises these contacts. Identities are read through: they have no index by contact. */
export async function readIdentitiesOf(
  shard: D1Database,
  databaseId: string,
  numbers: number[],
): Promise<IdentityRecord[]> {
  const { results } = await shard
    .prepare(
      `SELECT database_id AS databaseId, kind, value, contact_number AS contactNumber FROM identities
       WHERE database_id = ?1 AND contact_number IN (SELECT value FROM json_each(?2))`,
    )
    .bind(databaseId, JSON.stringify(numbers))
    .all();
  return results as unknown as IdentityRecord[];
}

/** Reads a lead and what hangs on it. @param splitId the split that is asked about. */
export async function readForSplit(
  shard: D1Database,
  databaseId: string,
  leadId: string,
  splitId: string,
): Promise<SplitRead> {
  const db = drizzle(shard);
  const [lead] = await db
    .select(leadsWithoutRaw)
    .from(leads)
    .where(and(eq(leads.databaseId, databaseId), eq(leads.id, leadId)));
  const number = lead?.contactNumber ?? 0;
  const receivedAt = lead?.receivedAt ?? 0;
  const others = sql`(SELECT lead_id FROM tasks WHERE database_id = ${databaseId} AND contact_number = ${number}
    UNION SELECT data ->> '$.lead' FROM contact_log
      WHERE database_id = ${databaseId} AND contact_number = ${number} AND kind = 'inquiry')`;
  const token = sql<Token>`${leads.outcome} ->> '$.token'`;
  const [retries, pairs, made, log, tokens, standing] = await db.batch([
    db
      .select(leadsWithoutRaw)
      .from(leads)
      .where(
        and(
          eq(leads.databaseId, databaseId),
          gte(leads.id, timeText(Math.max(0, receivedAt - RETRIES_WITHIN))),
          lt(leads.id, timeText(receivedAt + RETRIES_WITHIN + 1)),
          eq(leads.contactNumber, number),
          eq(leads.status, 'duplicate'),
        ),
      ),
    pairsNaming(shard, databaseId, [number]),
    db
      .select()
      .from(splits)
      .where(
        and(
          eq(splits.databaseId, databaseId),
          or(
            eq(splits.leadId, leadId),
            eq(splits.id, splitId),
            and(eq(splits.fromNumber, number), isNull(splits.undoneAt)),
          ),
        ),
      ),
    db
      .select()
      .from(contactLog)
      .where(and(eq(contactLog.databaseId, databaseId), eq(contactLog.contactNumber, number))),
    db
      .select({ id: leads.id, at: leads.receivedAt, token })
      .from(leads)
      .where(
        and(
          eq(leads.databaseId, databaseId),
          inArray(leads.id, others),
          eq(leads.contactNumber, number),
          sql`${leads.id} <> ${leadId}`,
          sql`${token} IS NOT NULL`,
        ),
      )
      .orderBy(sql`${leads.receivedAt} DESC, ${leads.id} DESC`)
      .limit(1),
    db
      .select({ leadId: leads.id, changes: sql<string | null>`${leads.outcome} -> '$.changes'` })
      .from(leads)
      .where(
        and(
          eq(leads.databaseId, databaseId),
          inArray(leads.id, others),
          eq(leads.contactNumber, number),
          ne(leads.id, leadId),
        ),
      ),
  ]);
  return {
    lead,
    retries: retries.filter((it) => it.id !== leadId && saysTheSame(it, lead)),
    pairs,
    splits: made,
    log,
    others: standing.map(({ leadId, changes }) => ({ leadId, changes: changes ? JSON.parse(changes) : [] })),
    tokenBefore: tokens[0]?.token ?? null,
  };
}

const saysTheSame = (one: SplitLead, other: SplitLead | undefined) =>
  JSON.stringify([one.fields?.details, one.fields?.identities]) ===
  JSON.stringify([other?.fields?.details, other?.fields?.identities]);
