import { and, desc, eq, getTableColumns, gte, inArray, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { REPLAYABLE } from '../../lead/outcome.ts';
import { type LeadRecord, leads, seenLeads } from './schema.ts';

/** So many leads are looked at for one page, however few of them fit its filter. */
const LOOKED_AT = 2000;

/** Of a lead in a query of leads: when it was first seen, null while nobody has. */
export const seenAt = sql<number | null>`(SELECT seen.at FROM seen_leads AS seen
  WHERE seen.database_id = leads.database_id AND seen.lead_id = leads.id)`;

const wholeColumns = { ...getTableColumns(leads), seenAt };
const { raw: _raw, fields: _fields, ...headColumns } = wholeColumns;

/** A lead, and when somebody first saw it: null while nobody has. */
export type ShownLead = LeadRecord & { seenAt: number | null };

/** A lead without its bytes and fields. */
export type LeadHead = Omit<ShownLead, 'raw' | 'fields'>;

export interface LeadFilter {
  status?: LeadRecord['status'] | undefined;
  channelId?: string | undefined;
  wayIn?: LeadRecord['wayIn'] | undefined;
  /** The lowest id wanted; ids sort by time. */
  from?: string | undefined;
  /** Only ids below this one: the end of the time wanted. */
  to?: string | undefined;
  isSeen?: boolean | undefined;
  /** Each must stand in something that was read of the lead. */
  said?: LeadText[] | undefined;
  /** Only ids below this one. */
  below?: string | undefined;
}

/** A text looked for in what was read of a lead. */
export interface LeadText {
  /** Lower case, where it has letters of A to Z. */
  text: string;
  /** Whether it is part of a number, which people write with hyphens, blanks and brackets. */
  isNumber: boolean;
}

/** A page of leads, newest first. */
export interface LeadPage {
  leads: LeadHead[];
  /** Where to go on: below this id; null when there is nothing more. */
  below: string | null;
}

/** Leads that fit a filter, newest first. Looks at a bounded number of rows, so a page may be short and go on. */
export async function readLeads(
  shard: D1Database,
  databaseId: string,
  filter: LeadFilter,
  limit: number,
): Promise<LeadPage> {
  const db = drizzle(shard);
  const within = and(
    eq(leads.databaseId, databaseId),
    filter.from === undefined ? undefined : gte(leads.id, filter.from),
    filter.to === undefined ? undefined : lt(leads.id, filter.to),
    filter.below === undefined ? undefined : lt(leads.id, filter.below),
    toRepair(filter.status),
  );
  const fits = and(
    filter.status === undefined ? undefined : eq(leads.status, filter.status),
    filter.channelId === undefined ? undefined : eq(leads.channelId, filter.channelId),
    filter.wayIn === undefined ? undefined : eq(leads.wayIn, filter.wayIn),
    filter.isSeen === undefined ? undefined : filter.isSeen ? isNotNull(seenAt) : isNull(seenAt),
    ...(filter.said ?? []).map(isSaid),
  );
  if (isToRepair(filter.status)) return readToRepair(shard, databaseId, within, fits, limit);
  const end = fits && (await endOfWindow(shard, within));
  const found = await db
    .select(headColumns)
    .from(leads)
    .where(and(within, fits, end === undefined ? undefined : gte(leads.id, end)))
    .orderBy(desc(leads.id))
    .limit(limit + 1);
  if (found.length > limit) return { leads: found.slice(0, limit), below: found[limit - 1]?.id ?? null };
  return { leads: found, below: end ?? null };
}

/** The same by the index of leads to repair; left to itself the planner reads all leads where few of them are. */
async function readToRepair(
  shard: D1Database,
  databaseId: string,
  within: SQL | undefined,
  fits: SQL | undefined,
  limit: number,
): Promise<LeadPage> {
  const [end] = await idsToRepair(shard, within, 1, LOOKED_AT - 1);
  const ids = await idsToRepair(
    shard,
    and(within, fits, end === undefined ? undefined : gte(leads.id, end)),
    limit + 1,
  );
  const shown = ids.slice(0, limit);
  const heads = new Map((await readLeadHeads(shard, databaseId, shown)).map((head) => [head.id, head]));
  const below = ids.length > limit ? shown.at(-1) : end;
  return { leads: shown.flatMap((id) => heads.get(id) ?? []), below: below ?? null };
}

async function idsToRepair(shard: D1Database, where: SQL | undefined, limit: number, offset = 0): Promise<string[]> {
  const rows = await drizzle(shard).all<{ id: string }>(
    sql`SELECT ${leads.id} AS id FROM ${leads} INDEXED BY leads_to_repair WHERE ${where}
        ORDER BY ${leads.id} DESC LIMIT ${limit} OFFSET ${offset}`,
  );
  return rows.map(({ id }) => id);
}

/** The id that ends the stretch looked at; undefined when the stretch reaches the oldest lead. */
async function endOfWindow(shard: D1Database, within: SQL | undefined): Promise<string | undefined> {
  const [row] = await drizzle(shard)
    .select({ id: leads.id })
    .from(leads)
    .where(within)
    .orderBy(desc(leads.id))
    .limit(1)
    .offset(LOOKED_AT - 1);
  return row?.id;
}

/**
 * Among the values alone: what the fields are called says nothing of this lead. They are taken apart, which counts as a
 * row each, only where the whole holds the text. SQLite lowers only A to Z.
 */
function isSaid({ text, isNumber }: LeadText): SQL {
  const as = isNumber ? numberAlone : (value: SQL) => sql`lower(${value})`;
  const whole = as(sql`${leads.fields}`);
  const inJson = JSON.stringify(text).slice(1, -1);
  const inValue = sql`instr(${as(sql`atom`)}, ${text}) > 0`;
  return sql`CASE WHEN instr(${whole}, ${inJson}) > 0
    THEN EXISTS (SELECT 1 FROM json_tree(${leads.fields}) WHERE atom IS NOT NULL AND ${inValue}) END`;
}

const numberAlone = (value: SQL) =>
  ['-', ' ', '(', ')', '.', '/'].reduce((rest, mark) => sql`replace(${rest}, ${sql.raw(`'${mark}'`)}, '')`, value);

const isToRepair = (status: LeadRecord['status'] | undefined) => (REPLAYABLE as string[]).includes(status ?? '');

/** The partial index can be used only when its own condition stands in the query, letter for letter. */
const toRepair = (status: LeadRecord['status'] | undefined) =>
  isToRepair(status)
    ? sql`${eq(leads.status, status as LeadRecord['status'])} AND ${leads.status} IN ('rejected', 'quarantined', 'failed')`
    : undefined;

/** One lead, whole. */
export async function readLead(shard: D1Database, databaseId: string, id: string): Promise<ShownLead | undefined> {
  const [row] = await drizzle(shard)
    .select(wholeColumns)
    .from(leads)
    .where(and(eq(leads.databaseId, databaseId), eq(leads.id, id)));
  return row;
}

/** The heads of these leads, in no order. */
export async function readLeadHeads(shard: D1Database, databaseId: string, ids: string[]): Promise<LeadHead[]> {
  if (!ids.length) return [];
  const wanted = sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  return drizzle(shard)
    .select(headColumns)
    .from(leads)
    .where(and(eq(leads.databaseId, databaseId), inArray(leads.id, wanted)));
}

/**
 * Marks leads as seen; those seen before keep their time.
 * @returns the ids that are there; the rest are no leads of this database, or not written yet.
 */
export async function markSeen(shard: D1Database, databaseId: string, ids: string[], at: number): Promise<string[]> {
  const there = await idsThere(shard, databaseId, ids);
  if (!there.length) return [];
  const db = drizzle(shard);
  const rows = sql`SELECT ${databaseId}, value, ${at} FROM json_each(${JSON.stringify(there)}) WHERE true`;
  await db.run(sql`INSERT INTO ${seenLeads} (database_id, lead_id, at) ${rows} ON CONFLICT DO NOTHING`);
  return there;
}

/** Marks leads as not seen. @returns the ids that are there. */
export async function markUnseen(shard: D1Database, databaseId: string, ids: string[]): Promise<string[]> {
  const there = await idsThere(shard, databaseId, ids);
  const these = sql`(SELECT value FROM json_each(${JSON.stringify(there)}))`;
  const isTheirs = and(eq(seenLeads.databaseId, databaseId), inArray(seenLeads.leadId, these));
  if (there.length) await drizzle(shard).delete(seenLeads).where(isTheirs);
  return there;
}

async function idsThere(shard: D1Database, databaseId: string, ids: string[]): Promise<string[]> {
  const these = sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  const rows = await drizzle(shard)
    .select({ id: leads.id })
    .from(leads)
    .where(and(eq(leads.databaseId, databaseId), inArray(leads.id, these)));
  return rows.map(({ id }) => id);
}
