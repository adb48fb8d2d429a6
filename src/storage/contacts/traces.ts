import { and, asc, eq, gt, inArray, or, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { timeText } from '../../ids/lead-id.ts';
import type { Change } from '../../lead/outcome.ts';
import { type Card, contacts, type IdentityRecord, identities, type LeadRecord, leads } from './schema.ts';

const HOUR = 3_600_000;
const AT_ONCE = 50;

/**
 * A contact with everybody merged into it, and what recognises them. Identities are read through: they have no index.
 */
export async function readWithMerged(
  shard: D1Database,
  databaseId: string,
  number: number,
): Promise<{ cards: Card[]; identities: IdentityRecord[] }> {
  const db = drizzle(shard);
  const them = sql`(WITH RECURSIVE them(number) AS (
      SELECT ${number} UNION SELECT dropped_number FROM merges JOIN them ON kept_number = them.number
      WHERE database_id = ${databaseId} AND undone_at IS NULL)
    SELECT number FROM them)`;
  const [cards, owned] = await db.batch([
    db
      .select()
      .from(contacts)
      .where(and(eq(contacts.databaseId, databaseId), inArray(contacts.number, them))),
    db
      .select()
      .from(identities)
      .where(and(eq(identities.databaseId, databaseId), inArray(identities.contactNumber, them))),
  ]);
  return { cards, identities: owned };
}

/**
 * The leads of these contacts: those their tasks and logs lead to, and the retries that were recognised within an hour
 * of one of them, which is the widest window there is.
 */
export async function readLeadsOfContacts(
  shard: D1Database,
  databaseId: string,
  numbers: number[],
): Promise<Pick<LeadRecord, 'id' | 'rawOf'>[]> {
  const these = JSON.stringify(numbers);
  const { results } = await shard
    .prepare(
      `SELECT id, received_at AS receivedAt, raw_of AS rawOf FROM leads WHERE database_id = ?1 AND id IN (
         SELECT lead_id FROM tasks WHERE database_id = ?1 AND contact_number IN (SELECT value FROM json_each(?2))
         UNION SELECT data ->> '$.lead' FROM contact_log
           WHERE database_id = ?1 AND contact_number IN (SELECT value FROM json_each(?2)) AND kind = 'inquiry')`,
    )
    .bind(databaseId, these)
    .all<{ id: string; receivedAt: number; rawOf: string | null }>();
  const retries = await shard
    .prepare(
      `SELECT DISTINCT leads.id, raw_of AS rawOf FROM json_each(?3) AS span JOIN leads
         ON database_id = ?1 AND leads.id >= span.value ->> 0 AND leads.id < span.value ->> 1
       WHERE contact_number IN (SELECT value FROM json_each(?2))`,
    )
    .bind(databaseId, these, JSON.stringify(spansOf(results.map(({ receivedAt }) => receivedAt))))
    .all<{ id: string; rawOf: string | null }>();
  const found = new Map([...results, ...retries.results].map(({ id, rawOf }) => [id, { id, rawOf }]));
  return [...found.values()];
}

type Recognised = Pick<IdentityRecord, 'kind' | 'value'>;

/** What leads and log entries tell of how a person was to be recognised, and of values their card once had. */
export interface PersonsPast {
  identities: Recognised[];
  changes: Change[];
}

/** What these leads said of their person, and what they and the log of these contacts changed. */
export async function readPast(
  shard: D1Database,
  databaseId: string,
  leadIds: string[],
  numbers: number[],
): Promise<PersonsPast> {
  const [fromLeads, fromLog] = await shard.batch<
    Record<'identities' | 'further' | 'added' | 'changes' | 'beside', string | null>
  >([
    shard
      .prepare(
        `SELECT fields -> '$.identities' AS identities, outcome -> '$.furtherIdentities' AS further,
           outcome -> '$.addedIdentities' AS added, outcome -> '$.changes' AS changes, NULL AS beside
         FROM leads WHERE database_id = ?1 AND id IN (SELECT value FROM json_each(?2))`,
      )
      .bind(databaseId, JSON.stringify(leadIds)),
    shard
      .prepare(
        `SELECT NULL AS identities, data -> '$.furtherIdentities' AS further, NULL AS added,
           data -> '$.changes' AS changes, data -> '$.beside' AS beside
         FROM contact_log WHERE database_id = ?1 AND contact_number IN (SELECT value FROM json_each(?2))`,
      )
      .bind(databaseId, JSON.stringify(numbers)),
  ]);
  const rows = [...(fromLeads?.results ?? []), ...(fromLog?.results ?? [])];
  const all = <T>(text: string | null) => (text ? (JSON.parse(text) as T[]) : []);
  const beside = rows.flatMap((row) => all<{ field: string; value: unknown }>(row.beside));
  return {
    identities: rows.flatMap((row) => [row.identities, row.further, row.added].flatMap((it) => all<Recognised>(it))),
    changes: [
      ...rows.flatMap((row) => all<Change>(row.changes)),
      ...beside.map(({ field, value }) => ({ field, old: value, new: null })),
    ],
  };
}

/** Those of these identities that recognise somebody else. */
export async function readOwnedByOthers(
  shard: D1Database,
  databaseId: string,
  identities: Recognised[],
  numbers: number[],
): Promise<Recognised[]> {
  const { results } = await shard
    .prepare(
      `SELECT DISTINCT kind, identities.value FROM json_each(?2) AS mark JOIN identities
         ON database_id = ?1 AND kind = mark.value ->> 0 AND identities.value = mark.value ->> 1
       WHERE contact_number NOT IN (SELECT value FROM json_each(?3))`,
    )
    .bind(databaseId, JSON.stringify(identities.map(({ kind, value }) => [kind, value])), JSON.stringify(numbers))
    .all<Recognised>();
  return results;
}

/** Leads of other people that hold a document which one of these leads is in, though that lead does not lead there. */
export async function readMixedDocuments(shard: D1Database, databaseId: string, leadIds: string[]): Promise<string[]> {
  const { results } = await shard
    .prepare(
      `SELECT id FROM leads INDEXED BY leads_of_mixed_documents
       WHERE database_id = ?1 AND raw_of = id AND EXISTS (
         SELECT 1 FROM json_each(leads.raw, '$.with') AS named JOIN json_each(?2) AS theirs ON theirs.value = named.value)`,
    )
    .bind(databaseId, JSON.stringify(leadIds))
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

/** The times with an hour around each, run together where they overlap, as ranges of lead ids. */
function spansOf(times: number[]): [from: string, to: string][] {
  const spans: [number, number][] = [];
  for (const time of times.toSorted((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last && time - HOUR <= last[1]) last[1] = time + HOUR + 1;
    else spans.push([time - HOUR, time + HOUR + 1]);
  }
  return spans.map(([from, to]) => [timeText(from), timeText(to)]);
}

/** Every lead that became no contact and still holds something, a few at a time. */
export async function* readLeadsToRepair(shard: D1Database, databaseId: string): AsyncGenerator<LeadRecord[]> {
  for (const status of ['rejected', 'quarantined', 'failed'] as const) {
    for (let after = ''; ; ) {
      const page = await drizzle(shard)
        .select()
        .from(leads)
        .where(
          and(
            eq(leads.databaseId, databaseId),
            sql`${eq(leads.status, status)} AND ${leads.status} IN ('rejected', 'quarantined', 'failed')`,
            gt(leads.id, after),
            or(sql`${leads.raw} IS NOT NULL`, sql`${leads.fields} IS NOT NULL`),
          ),
        )
        .orderBy(asc(leads.id))
        .limit(AT_ONCE);
      if (page.length) yield page;
      const last = page.at(-1);
      if (!last || page.length < AT_ONCE) break;
      after = last.id;
    }
  }
}
