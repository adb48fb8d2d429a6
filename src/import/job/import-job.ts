import type { ImportState, ImportSummary } from '../../contacts/import-list.ts';
import type { Channel } from '../../lead/channel/channel.ts';
import type { ImportMode } from '../../lead/duplicate-policy.ts';
import type { Table, TableWish } from '../read/table.ts';

/** A column of the file and where its values go. */
export interface Column {
  /** As the header says; unique in the file. */
  name: string;
  /** A field such as `mobile` or `custom:budget`, `status`, `ignore`; null: nobody knows, so it stays on the lead. */
  target: string | null;
  /** Its first values, for whoever checks the mapping. */
  samples: string[];
}

/** What the rows are read by: the database's own fields, and the names of its statuses. */
export interface RowRules {
  channel: Channel;
  statuses: { id: string; name: string }[];
  allowDuplicates: boolean;
}

/** How an import is to be done. */
export interface ImportWish {
  /** What the file is read as, where it does not say itself. */
  table: TableWish;
  /** Column name → field, for columns whose name does not say it. */
  mapping: Record<string, string>;
  mode: ImportMode | null;
  /** Where each row opens a task; null opens none. */
  task: { processId: string; stageId: string } | null;
}

/** Everything about an import but its file, columns and rows. Times are milliseconds since 1970. */
export interface ImportJob {
  id: string;
  databaseId: string;
  /** The binding its contacts are kept in. */
  shard: string;
  /** The file's name and size in bytes. */
  name: string;
  size: number;
  createdAt: number;
  createdBy: string;
  state: ImportState;
  wish: ImportWish;
  /** It begins as soon as the file is read. */
  startsWhenRead: boolean;
  format: Table['format'] | null;
  sheets: { name: string; isHidden: boolean }[];
  sheet: string | null;
  charset: string | null;
  delimiter: string | null;
  /** The row of the file that names the columns; null when none does. */
  headerRow: number | null;
  /** The file's days are counted from 1904. Older builds kept nothing of it. */
  is1904?: boolean;
  warnings: { code: string; message: string }[];
  /** Why it cannot go on. */
  error: { code: string; message: string } | null;
  rows: number;
  chunks: number;
  /** How many chunks have their forecast, are written, are still to be undone. */
  forecastChunks: number;
  written: number;
  leftToUndo: number;
  /** What will become of the rows, as far as the forecast has come, and what has become of them. */
  forecast: Counts;
  counts: Counts;
  kept: number;
  startedAt: number | null;
  /** When its undo was begun, and by whom. */
  undoneAt: number | null;
  undoneBy: string | null;
  endedAt: number | null;
  /** How often reading was begun. */
  readings: number;
  /** What is still kept of what people wrote: the file, its rows. */
  holds: { file: boolean; rows: boolean };
}

/** Rows by what becomes of them. */
export interface Counts {
  created: number;
  updated: number;
  renewed: number;
  skipped: number;
  failed: number;
}

export const noCounts = (): Counts => ({ created: 0, updated: 0, renewed: 0, skipped: 0, failed: 0 });

/** What became of one row, or will. */
export interface RowResult {
  outcome: keyof Counts;
  /** The contact's customer number. */
  contact?: number;
  /** An earlier row of the file is the same person, who is not known yet. */
  sameAsRow?: number;
  /** Why it failed. */
  reason?: { code: string; message: string };
}

export const addTo = (counts: Counts, results: RowResult[]): void => {
  for (const { outcome } of results) counts[outcome] += 1;
};

export const summaryOf = ({ wish, rows, written, chunks, counts, kept }: ImportJob): ImportSummary => ({
  mode: wish.mode,
  rows,
  done: written >= chunks ? rows : Object.values(counts).reduce((sum, count) => sum + count, 0),
  ...counts,
  kept,
});
