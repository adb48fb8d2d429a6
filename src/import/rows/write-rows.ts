import { giveLeads } from '../../contacts/ask-writer.ts';
import type { LeadOrder, Outcome } from '../../contacts/order.ts';
import type { Counts, RowResult } from '../job/import-job.ts';
import type { TableRow } from '../read/table.ts';
import type { RowReading } from './read-row.ts';
import { type Ordering, rowOrder } from './row-order.ts';

/**
 * Has the writer take rows of a file, and waits for what becomes of them. Put through again they come to the same,
 * since each is known by its lead id.
 * @param first the index of the first among all rows.
 * @throws Busy when the writer cannot take them all now.
 */
export async function writeRows(
  env: Pick<Env, 'CONTACT_WRITER' | 'KELET_SECRET'>,
  ordering: Ordering,
  first: number,
  rows: TableRow[],
  read: (row: TableRow) => RowReading,
): Promise<RowResult[]> {
  const results: RowResult[] = [];
  const orders: LeadOrder[] = [];
  const places: number[] = [];
  for (const [at, row] of rows.entries()) {
    const reading = read(row);
    if ('reason' in reading) {
      results[at] = { outcome: 'failed', reason: reading.reason };
      continue;
    }
    orders.push(await rowOrder(env.KELET_SECRET, ordering, first + at, reading));
    places.push(at);
  }
  if (!orders.length) return results;
  const outcomes = await giveLeads(env, ordering.databaseId, orders);
  for (const [i, at] of places.entries()) results[at] = resultOf(outcomes[i]);
  return results;
}

const OUTCOMES: Partial<Record<Outcome['status'], keyof Counts>> = {
  created: 'created',
  updated: 'updated',
  renewed: 'renewed',
  duplicate: 'skipped',
};

function resultOf(written: Outcome | undefined): RowResult {
  const outcome = written && OUTCOMES[written.status];
  if (!outcome) return { outcome: 'failed', reason: NOT_WRITABLE };
  const contact = 'contactNumber' in written ? written.contactNumber : null;
  return contact === null ? { outcome } : { outcome, contact };
}

const NOT_WRITABLE = {
  code: 'not_writable',
  message: 'The database refuses these values. Make them shorter or plainer.',
};
