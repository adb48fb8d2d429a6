import type { RowResult } from '../job/import-job.ts';
import type { ImportStore } from '../job/import-store.ts';

/** Rows of one chunk that failed. */
export interface FailedRows {
  rows: { row: number; cells: string[]; reason: NonNullable<RowResult['reason']> }[];
  /** The chunk to ask for next; null after the last. */
  next: number | null;
}

/** The rows of a chunk that failed or will, as the file has them, and why. */
export function failedRows(store: ImportStore, chunk: number): FailedRows {
  const results = store.results(chunk) ?? [];
  const rows = store.rows(chunk).flatMap(({ number, cells }, at) => {
    const { outcome, reason } = results[at] ?? {};
    return outcome === 'failed' && reason ? [{ row: number, cells, reason }] : [];
  });
  return { rows, next: chunk + 1 < store.starts.length ? chunk + 1 : null };
}
