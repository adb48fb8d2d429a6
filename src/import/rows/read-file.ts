import { Refusal } from '../../refusal.ts';
import type { ImportJob } from '../job/import-job.ts';
import type { ImportStore } from '../job/import-store.ts';
import { openTable } from '../read/open-table.ts';
import { type FileRead, readTable } from './read-table.ts';

/** Sheets that are tried when the first has no rows. */
const MOST_SHEETS_TRIED = 10;

/**
 * Reads the file into rows and columns, and keeps them. Done again, it puts the same in the same places. Where nobody
 * chose a sheet and the first one is empty, the next one with rows is read, and a warning says so.
 * @param breathe waits for a moment between two groups of rows, so that others get their turn.
 * @throws UnreadableFile when a fault shows only in the middle.
 */
export async function readFile(
  job: ImportJob,
  store: ImportStore,
  breathe: () => Promise<void>,
): Promise<FileRead | Refusal> {
  const table = await openTable(store, job.name, job.wish.table, store);
  if (table instanceof Refusal) return table;
  const read = await readTable(table, job, store, breathe);
  const isEmpty = read instanceof Refusal && read.code === 'no_rows' && job.wish.table.sheet === undefined;
  if (!isEmpty) return read;
  const others = table.sheets.filter(({ name, isHidden }) => !isHidden && name !== table.sheet);
  for (const { name } of others.slice(0, MOST_SHEETS_TRIED)) {
    const other = await openTable(store, job.name, { ...job.wish.table, sheet: name }, store);
    if (other instanceof Refusal) continue;
    other.warnings.push({
      code: 'other_sheet',
      message: `The first sheet has no rows, so the sheet “${name}” was read.`,
    });
    const found = await readTable(other, job, store, breathe);
    if (!(found instanceof Refusal && found.code === 'no_rows')) return found;
  }
  return read;
}
