import { timeZoneOf } from '../../lead/local-days.ts';
import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import { type Names, namesOf } from '../names.ts';
import { type Dimension, type Figures, type LeadReport, type ReportLine, reportLeads } from './count-leads.ts';
import { type RangeWish, reportRange } from './report-range.ts';

const MOST_LINES = 1000;

/** A report as people read it, over the moments from `from` to before `to` (milliseconds since 1970). */
export interface OrderedReport extends LeadReport {
  by: Dimension;
  from: number;
  to: number;
  /** What stands in none of the 1,000 largest lines; null when all of them are there. */
  others: Figures | null;
  names: Names;
}

/**
 * Leads by channel, marketer, day or status, and what became of them: days in order, all else by the number of leads.
 */
export async function showLeadReport(
  env: Pick<Env, 'CONTROL'>,
  { database }: Pick<Actor, 'database'>,
  { by, ...wish }: RangeWish & { by: Dimension },
): Promise<OrderedReport | Refusal> {
  const range = reportRange(timeZoneOf(database.country), wish);
  if (range instanceof Refusal) return range;
  const [{ timeZone, lines, total }, names] = await Promise.all([
    reportLeads(env, database, by, range, wish.now),
    namesOf(env, database.id),
  ]);
  const ordered = lines.sort(by === 'day' ? (a, b) => (a.key < b.key ? -1 : 1) : largestFirst);
  const rest = ordered.slice(MOST_LINES);
  const others = rest.length ? together(rest) : null;
  return { by, ...range, timeZone, lines: ordered.slice(0, MOST_LINES), others, total, names };
}

const largestFirst = (a: ReportLine, b: ReportLine) => b.leads - a.leads || (a.key < b.key ? -1 : 1);

function together(lines: Figures[]): Figures {
  const all: Figures = { leads: 0, byStatus: {}, byContactStatus: new Map() };
  for (const { leads, byStatus, byContactStatus } of lines) {
    all.leads += leads;
    for (const [status, n] of Object.entries(byStatus)) {
      all.byStatus[status as keyof Figures['byStatus']] = (all.byStatus[status as keyof Figures['byStatus']] ?? 0) + n;
    }
    for (const [id, n] of byContactStatus) all.byContactStatus.set(id, (all.byContactStatus.get(id) ?? 0) + n);
  }
  return all;
}
