import { unmappedColumns } from '../rows/unmapped-columns.ts';
import type { Column, ImportJob } from './import-job.ts';

/** What may be seen of an import. Times are milliseconds since 1970. */
export type ImportView = Omit<
  ImportJob,
  'shard' | 'chunks' | 'forecastChunks' | 'written' | 'leftToUndo' | 'readings' | 'startsWhenRead' | 'holds' | 'wish'
> & {
  columns: Column[];
  mode: ImportJob['wish']['mode'];
  task: ImportJob['wish']['task'];
  /** Rows dealt with so far, in what it is doing now. */
  done: number;
  /** The forecast covers every row. */
  isForecastComplete: boolean;
};

/** An import as it may be seen. */
export function viewOf(job: ImportJob, columns: Column[], starts: number[]): ImportView {
  const { shard, chunks, forecastChunks, written, leftToUndo, readings, startsWhenRead, holds, wish, ...seen } = job;
  const upTo = (chunk: number) => (chunk >= chunks ? job.rows : (starts[chunk] ?? 0));
  const isBack = job.state === 'undoing' || job.state === 'undone';
  const done = isBack ? job.rows - upTo(leftToUndo) : upTo(written);
  const { mode, task } = wish;
  const warnings = job.state === 'ready' ? [...job.warnings, ...unmappedColumns(columns)] : job.warnings;
  return { ...seen, warnings, columns, mode, task, done, isForecastComplete: chunks > 0 && forecastChunks >= chunks };
}
