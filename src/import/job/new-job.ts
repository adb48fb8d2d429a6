import { type ImportJob, type ImportWish, noCounts, type RowRules } from './import-job.ts';

/** What a new import begins with. */
export interface NewImport {
  id: string;
  database: { id: string; shard: string };
  /** The file's name. */
  name: string;
  by: string;
  /** Milliseconds since 1970. */
  now: number;
  wish: ImportWish;
  /** Begin as soon as the file is read, without waiting for somebody to look at what will happen. */
  startsWhenRead: boolean;
  rules: RowRules;
}

/** An import whose file is kept and not read yet. */
export const newJob = ({ id, database, name, by, now, wish, startsWhenRead }: NewImport, size: number): ImportJob => ({
  id,
  databaseId: database.id,
  shard: database.shard,
  name,
  size,
  createdAt: now,
  createdBy: by,
  state: 'reading',
  wish,
  startsWhenRead,
  format: null,
  sheets: [],
  sheet: null,
  charset: null,
  delimiter: null,
  headerRow: null,
  warnings: [],
  error: null,
  rows: 0,
  chunks: 0,
  forecastChunks: 0,
  written: 0,
  leftToUndo: 0,
  forecast: noCounts(),
  counts: noCounts(),
  kept: 0,
  startedAt: null,
  undoneAt: null,
  undoneBy: null,
  endedAt: null,
  readings: 0,
  holds: { file: true, rows: false },
});
