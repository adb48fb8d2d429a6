import { rehearseLeads } from '../../contacts/ask-writer.ts';
import type { LeadOrder, Rehearsed } from '../../contacts/order.ts';
import { findOutcomes } from '../../contacts/read-lead.ts';
import type { LeadOutcome } from '../../lead/outcome.ts';
import type { Warning } from '../../lead/submission.ts';
import type { ImportJob, RowResult } from '../job/import-job.ts';
import type { ImportStore } from '../job/import-store.ts';
import { rowReader } from './read-row.ts';
import { leadIdOf, rowOrder } from './row-order.ts';
import { nameOfColumn } from './row-pairs.ts';

/** One row: what it says, and what will become of it or did. */
export interface ShownRow extends Partial<RowResult> {
  /** As the spreadsheet counts. */
  row: number;
  /** By the columns' names. */
  values: { column: string; value: string }[];
  warnings: Warning[];
  /** The lead it was written as. */
  leadId?: string;
  /** By which identities the contact is recognised, and what changes on its card. */
  matchedBy: string[];
  changes: { field: string; old: unknown; new: unknown }[];
}

export interface RowsPage {
  rows: ShownRow[];
  /** The index where the next page begins; null behind the last row. */
  next: number | null;
  /** Nothing of it has happened yet. */
  isForecast: boolean;
}

/** A page of an import's rows. @param from the index of the first. @param now milliseconds since 1970. */
export async function showRows(
  env: Pick<Env, 'CONTACT_WRITER' | 'KELET_SECRET'>,
  store: ImportStore,
  from: number,
  limit: number,
  now: number,
): Promise<RowsPage> {
  const { job, starts, columns } = store;
  if (!job?.holds.rows) return { rows: [], next: null, isForecast: false };
  const isForecast = job.startedAt === null;
  const known = isForecast ? job.forecastChunks : job.written;
  const read = rowReader(columns, store.rules, job.is1904);
  const rows: ShownRow[] = [];
  const orders: { order: LeadOrder; row: ShownRow }[] = [];
  for (let chunk = chunkOf(starts, from); chunk < starts.length && rows.length < limit; chunk++) {
    const first = starts[chunk] ?? 0;
    const results = chunk < known ? store.results(chunk) : undefined;
    for (const [at, data] of store.rows(chunk).entries()) {
      const index = first + at;
      if (index < from || rows.length === limit) continue;
      const reading = read(data);
      const row: ShownRow = {
        row: data.number,
        values: data.cells.flatMap((value, i) => (value ? [{ column: nameOfColumn(columns, i), value }] : [])),
        warnings: 'lead' in reading ? reading.lead.warnings : [],
        matchedBy: [],
        changes: [],
        ...results?.[at],
      };
      rows.push(row);
      if (!('lead' in reading) || row.contact === undefined) continue;
      const { id, databaseId, name, wish } = job;
      const ordering = { id, databaseId, name, mode: wish.mode ?? 'skip', task: null, at: job.startedAt ?? now };
      if (isForecast) orders.push({ order: await rowOrder(env.KELET_SECRET, ordering, index, reading), row });
      else row.leadId = await leadIdOf(env.KELET_SECRET, ordering, index);
    }
  }
  await addOutcomes(env, job, rows);
  const rehearsed: Rehearsed[] = await rehearseLeads(
    env,
    job.databaseId,
    orders.map(({ order }) => order),
  );
  for (const [i, { row }] of orders.entries()) {
    row.matchedBy = rehearsed[i]?.outcome?.matchedBy ?? [];
    row.changes = rehearsed[i]?.outcome?.changes ?? [];
  }
  const next = from + rows.length;
  return { rows, next: next < job.rows && rows.length ? next : null, isForecast };
}

/** Says of rows that were written what was decided about them; of those that were undone nothing is left. */
async function addOutcomes(env: object, { databaseId: id, shard }: ImportJob, rows: ShownRow[]): Promise<void> {
  const ids = rows.flatMap(({ leadId }) => leadId ?? []);
  const outcomes = ids.length ? await findOutcomes(env, { id, shard }, ids) : new Map<string, LeadOutcome>();
  for (const row of rows) {
    const outcome = outcomes.get(row.leadId ?? '');
    if (!outcome) delete row.leadId;
    row.matchedBy = outcome?.matchedBy ?? [];
    row.changes = outcome?.changes ?? [];
  }
}

const chunkOf = (starts: number[], index: number) => {
  const after = starts.findIndex((start) => start > index);
  return (after < 0 ? starts.length : after) - 1;
};
