import type { Column, ImportJob } from './import-job.ts';

/** What may be seen of an import. Times are milliseconds since 1970. */
export type ImportView = Omit<
  ImportJob,
  'shard' | 'chunks' | 'foreseen' | 'written' | 'takenBack' | 'readings' | 'startsWhenRead' | 'holds' | 'wish'
> & {
  columns: Column[];
  mode: ImportJob['wish']['mode'];
  task: ImportJob['wish']['task'];
  /** Rows dealt with so far, in what it is doing now. */
  done: number;
  /** The forecast covers every row. */
  isForeseen: boolean;
};

/** An import as it may be seen. */
export function viewOf(head: ImportJob, columns: Column[], starts: number[]): ImportView {
  const { shard, chunks, foreseen, written, takenBack, readings, startsWhenRead, holds, wish, ...seen } = head;
  const upTo = (chunk: number) => (chunk >= chunks ? head.rows : (starts[chunk] ?? 0));
  const isBack = head.state === 'undoing' || head.state === 'undone';
  const done = isBack ? head.rows - upTo(takenBack) : upTo(written);
  const { mode, task } = wish;
  return { ...seen, columns, mode, task, done, isForeseen: chunks > 0 && foreseen >= chunks };
}
