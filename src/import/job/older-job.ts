import type { ImportJob } from './import-job.ts';

/** How builds before 2026-11-25 kept an import: under `head`, with two fields of other names and the same meaning. */
type OlderJob = Omit<ImportJob, 'forecastChunks' | 'leftToUndo'> & { foreseen: number; takenBack: number };

/**
 * Keeps an import that an older build left in this storage as this build keeps it, so that it goes on where it stood.
 */
export function renewOlderJob(kv: SyncKvStorage): void {
  const older = kv.get<OlderJob>('head');
  if (!older) return;
  const { foreseen, takenBack, ...same } = older;
  kv.put<ImportJob>('job', { ...same, forecastChunks: foreseen, leftToUndo: takenBack });
  kv.delete('head');
}
