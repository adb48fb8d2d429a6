import type { DatabasePlace } from '../../contacts/find-contact.ts';
import { timeText } from '../../ids/lead-id.ts';
import { dayOf, localDays, timeZoneOf } from '../../lead/local-days.ts';
import { type Marketers, marketerKey } from '../../lead/marketer.ts';
import type { LeadStatus } from '../../lead/outcome.ts';
import {
  countDays,
  countLeads,
  type Dimension,
  type LeadCount,
  readCountedDays,
} from '../../storage/contacts/lead-days.ts';
import { marketersByKey, readMarketers } from '../../storage/control/marketers.ts';
import { shardOf } from '../../storage/shards.ts';

export { DIMENSIONS, type Dimension } from '../../storage/contacts/lead-days.ts';

const HOUR = 3_600_000;
/** A day is closed, and its counts are kept, so long after its end; most of what comes late has come by then. */
const CLOSED_AFTER = 2 * HOUR;
/** So many days are counted by one statement. */
const DAYS_AT_ONCE = 31;

/** How many leads there were, and what became of them. */
export interface Figures {
  leads: number;
  byStatus: Partial<Record<LeadStatus, number>>;
  /** Leads that led to a contact, by the id of the status that contact has now. */
  byContactStatus: Map<string, number>;
}

export interface ReportLine extends Figures {
  /** A channel's id, a marketer's account number or what leads call it, a day, a contact status's id; '' for none. */
  key: string;
  /** Of a marketer that is known. */
  name?: string;
}

export interface LeadReport {
  timeZone: string;
  lines: ReportLine[];
  total: Figures;
}

/**
 * Counts the leads accepted from `from` to before `to` (milliseconds since 1970), grouped. Exact at the moment it is
 * read: closed days come from counts that triggers keep true, the rest is counted from the leads themselves.
 *
 * @param now milliseconds since 1970.
 */
export async function reportLeads(
  env: Pick<Env, 'CONTROL'>,
  { id, shard, country }: DatabasePlace & { country: string },
  by: Dimension,
  { from, to }: { from: number; to: number },
  now: number,
): Promise<LeadReport> {
  const database = shardOf(env, shard);
  const timeZone = timeZoneOf(country);
  const days = localDays(timeZone, from, to).map(({ start, end }) => ({ start, end }));
  const isClosed = ({ start, end }: { start: number; end: number }) =>
    start >= from && end <= to && end + CLOSED_AFTER <= now;
  const stretchOf = ({ start, end }: { start: number; end: number }) => ({
    fromId: timeText(Math.max(start, from)),
    toId: timeText(Math.min(end, to)),
  });
  const closed = days.filter(isClosed).map(stretchOf);
  const open = days.filter((day) => !isClosed(day)).map(stretchOf);

  const { counts, uncounted } = await readCountedDays(database, id, by, closed);
  const all = [...counts, ...(await countLeads(database, id, by, open))];
  for (let at = 0; at < uncounted.length; at += DAYS_AT_ONCE) {
    all.push(...(await countDays(database, id, by, uncounted.slice(at, at + DAYS_AT_ONCE))));
  }

  const marketers = by === 'marketer' ? marketersByKey(await readMarketers(env.CONTROL, id)) : new Map();
  const dayOfStretch = new Map(days.map((day) => [stretchOf(day).fromId, dayOf(timeZone, day.start)]));
  const lineOf = (key: string) => {
    if (by === 'day') return { key: dayOfStretch.get(key) ?? key };
    return by === 'marketer' ? marketerLine(key, marketers) : { key };
  };
  return { timeZone, ...sum(all, lineOf) };
}

/** Leads that name a marketer by its account number and by any of its references are one line. */
function marketerLine(named: string, marketers: Marketers): Pick<ReportLine, 'key' | 'name'> {
  const known = marketers.get(marketerKey(named));
  return known ? { key: known.accountNumber, name: known.name } : { key: named };
}

function sum(counts: LeadCount[], lineOf: (key: string) => Pick<ReportLine, 'key' | 'name'>) {
  const lines = new Map<string, ReportLine>();
  const total = noFigures();
  for (const count of counts) {
    const head = lineOf(count.key);
    // Names are compared as marketers' are; an unknown one keeps the spelling it came with first.
    const key = marketerKey(head.key);
    const line = lines.get(key) ?? { ...head, ...noFigures() };
    lines.set(key, line);
    add(line, count);
    add(total, count);
  }
  return { lines: [...lines.values()], total };
}

const noFigures = (): Figures => ({ leads: 0, byStatus: {}, byContactStatus: new Map() });

function add(figures: Figures, { status, contactStatusId, leads }: LeadCount): void {
  figures.leads += leads;
  figures.byStatus[status] = (figures.byStatus[status] ?? 0) + leads;
  if (!contactStatusId) return;
  figures.byContactStatus.set(contactStatusId, (figures.byContactStatus.get(contactStatusId) ?? 0) + leads);
}
