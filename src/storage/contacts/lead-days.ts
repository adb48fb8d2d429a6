import { receivedAtOf, timeText } from '../../ids/lead-id.ts';
import type { LeadStatus } from '../../lead/outcome.ts';

/** A stretch of leads: every id from `fromId` to below `toId`. */
export interface Stretch {
  fromId: string;
  toId: string;
}

export const DIMENSIONS = ['channel', 'marketer', 'day', 'status'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** How many leads have these in common; empty text where there is none. */
export interface LeadCount {
  /** A channel's id, a marketer as leads name it, the `fromId` of a stretch, or the id of a contact status. */
  key: string;
  status: LeadStatus;
  /** The status the contacts of these leads have now. */
  contactStatusId: string;
  leads: number;
}

const COLUMNS: Readonly<Record<Dimension, string>> = {
  channel: 'channel_id',
  marketer: 'marketer',
  day: 'from_id',
  status: 'contact_status_id',
};

/** The leads of stretches (?2) with what they are counted by. A double submit is no inquiry of its contact. */
const SOURCE = `
  SELECT stretch.value ->> 0 AS from_id, leads.channel_id, leads.status,
    substr(coalesce(leads.outcome ->> '$.marketer', leads.fields ->> '$.marketer', ''), 1, 200) AS marketer,
    coalesce(contacts.status_id, '') AS contact_status_id
  FROM json_each(?2) AS stretch
  CROSS JOIN leads ON leads.database_id = ?1 AND leads.id >= stretch.value ->> 0 AND leads.id < stretch.value ->> 1
  LEFT JOIN contacts ON contacts.database_id = ?1 AND contacts.number = leads.contact_number
    AND leads.status IN ('created', 'updated', 'renewed')`;

/** Of the stretches (?2) those that are counted. */
const COUNTED = `
  FROM json_each(?2) AS stretch CROSS JOIN lead_days
    ON lead_days.database_id = ?1 AND lead_days.from_id = stretch.value ->> 0 AND lead_days.to_id = stretch.value ->> 1`;

const readCounts = (by: Dimension) => `
  SELECT ${by === 'day' ? 'lead_counts.from_id' : COLUMNS[by]} AS key, status, contact_status_id AS contactStatusId,
    sum(leads) AS leads
  ${COUNTED}
  CROSS JOIN lead_counts ON lead_counts.database_id = ?1 AND lead_counts.from_id = lead_days.from_id
  GROUP BY 1, 2, 3`;

const rowsOf = <T>(result: D1Result | undefined): T[] => (result?.results ?? []) as T[];
/** No day is longer: one that begins earlier before a stretch does not reach into it. */
const LONGEST_DAY = 26 * 3_600_000;

const listOf = (stretches: Stretch[]) =>
  JSON.stringify(stretches.map(({ fromId, toId }) => [fromId, toId, timeText(receivedAtOf(fromId) - LONGEST_DAY)]));

/** What is counted of these days, and which days are not: those must be counted first. */
export async function readCountedDays(
  shard: D1Database,
  databaseId: string,
  by: Dimension,
  days: Stretch[],
): Promise<{ counts: LeadCount[]; uncounted: Stretch[] }> {
  if (!days.length) return { counts: [], uncounted: [] };
  const [known, counts] = await shard.batch([
    shard.prepare(`SELECT lead_days.from_id AS fromId ${COUNTED}`).bind(databaseId, listOf(days)),
    shard.prepare(readCounts(by)).bind(databaseId, listOf(days)),
  ]);
  const counted = new Set(rowsOf<{ fromId: string }>(known).map(({ fromId }) => fromId));
  return {
    counts: rowsOf<LeadCount>(counts),
    uncounted: days.filter(({ fromId }) => !counted.has(fromId)),
  };
}

/** Counts the leads of closed days, keeps that for later reports, and returns it; all in one transaction. */
export async function countDays(
  shard: D1Database,
  databaseId: string,
  by: Dimension,
  days: Stretch[],
): Promise<LeadCount[]> {
  const statements = [
    // Days of another time zone, where the database has moved to another country.
    `DELETE FROM lead_days WHERE database_id = ?1 AND from_id IN (
       SELECT other.from_id FROM json_each(?2) AS stretch CROSS JOIN lead_days AS other
       ON other.database_id = ?1 AND other.from_id > stretch.value ->> 2 AND other.from_id < stretch.value ->> 1
         AND other.to_id > stretch.value ->> 0)`,
    `DELETE FROM lead_counts WHERE database_id = ?1 AND from_id IN (SELECT value ->> 0 FROM json_each(?2))`,
    `INSERT INTO lead_counts (database_id, from_id, channel_id, marketer, status, contact_status_id, leads)
     SELECT ?1, from_id, channel_id, marketer, status, contact_status_id, count(*) FROM (${SOURCE})
     GROUP BY from_id, channel_id, marketer, status, contact_status_id`,
    'INSERT INTO lead_days (database_id, from_id, to_id) SELECT ?1, value ->> 0, value ->> 1 FROM json_each(?2)',
    readCounts(by),
  ];
  const results = await shard.batch(statements.map((sql) => shard.prepare(sql).bind(databaseId, listOf(days))));
  return rowsOf<LeadCount>(results.at(-1));
}

/** Counts the leads of stretches that are not closed days; nothing is kept. */
export async function countLeads(
  shard: D1Database,
  databaseId: string,
  by: Dimension,
  stretches: Stretch[],
): Promise<LeadCount[]> {
  if (!stretches.length) return [];
  const { results } = await shard
    .prepare(
      `SELECT ${COLUMNS[by]} AS key, status, contact_status_id AS contactStatusId, count(*) AS leads
       FROM (${SOURCE}) GROUP BY 1, 2, 3`,
    )
    .bind(databaseId, listOf(stretches))
    .all<LeadCount>();
  return results;
}
