import { Refusal } from '../../refusal.ts';
import { findMappingFault, findNobody, targetsOf } from '../rows/columns.ts';
import { type Column, type ImportJob, type ImportWish, noCounts, type RowRules } from './import-job.ts';

/*
 * What a person may want of an import, and where it stands afterwards. Wanting what is so already changes nothing, so
 * that a request can come twice. Pure.
 */

type Changed = ImportJob | Refusal;

/**
 * Changes how an import is to be done. Another sheet, charset, delimiter or header row has the file read again.
 * @param columns those of the file as it was read.
 */
export function changed(job: ImportJob, columns: Column[], wish: Partial<ImportWish>, rules: RowRules): Changed {
  const isUnread = job.state === 'unreadable' && job.holds.file;
  if (job.state !== 'ready' && !isUnread) return wrongState(job, 'changed only while it waits to be started');
  const table = { ...job.wish.table, ...wish.table };
  const next: ImportJob = { ...job, wish: { ...job.wish, ...wish, table } };
  if (JSON.stringify(table) !== JSON.stringify(job.wish.table)) {
    if (!job.holds.file) return FILE_GONE;
    return { ...next, state: 'reading', error: null, readings: 0, ...noForecast() };
  }
  if (isUnread) return wrongState(job, 'changed only by another sheet, charset, delimiter or header row');
  const fault = findMappingFault(columns, next.wish.mapping, rules.channel);
  return fault ?? { ...next, error: null, ...noForecast() };
}

const noForecast = () => ({ forecastChunks: 0, forecast: noCounts() });

/** The columns with their targets as the wish says. */
export function columnsFor(columns: Column[], { mapping }: ImportWish, { channel }: RowRules): Column[] {
  const targets = targetsOf(
    columns.map(({ name }) => name),
    mapping,
    channel,
  );
  return columns.map((column, at) => ({ ...column, target: targets[at] ?? null }));
}

/** Begins to write the rows. @param now milliseconds since 1970. @param columns with their targets. */
export function started(job: ImportJob, now: number, columns: Column[]): Changed {
  if (job.state === 'running' || job.state === 'done') return job;
  if (job.state === 'paused') return wrongState(job, 'resumed with POST …/resume');
  if (job.state !== 'ready') return wrongState(job, 'started once its file is read');
  if (job.error) return new Refusal(422, job.error.code, job.error.message, 'mapping');
  if (!job.wish.mode) return MODE_REQUIRED;
  const nobody = findNobody(columns, job.headerRow);
  if (nobody) return nobody;
  return { ...job, state: 'running', startedAt: now, holds: { ...job.holds, file: false } };
}

/** Stops after the rows that are under way. */
export const paused = (job: ImportJob): Changed => {
  if (job.state === 'paused' || job.state === 'done') return job;
  return job.state === 'running' ? { ...job, state: 'paused' } : wrongState(job, 'paused while it runs');
};

/** Goes on where it stopped. */
export const resumed = (job: ImportJob): Changed => {
  if (job.state === 'running' || job.state === 'done') return job;
  return job.state === 'paused' ? { ...job, state: 'running' } : wrongState(job, 'resumed when it was paused');
};

/** Begins to undo everything it has written, the last rows first. */
export function undone(job: ImportJob, by: string, now: number): Changed {
  // What was kept because somebody used it may be free by now: another import that is gone, too.
  const isThrough = job.state === 'undone' && job.kept === 0;
  if (job.state === 'undoing' || isThrough) return job;
  if (!['running', 'paused', 'done', 'undone'].includes(job.state))
    return wrongState(job, 'undone once it has been started');
  // The rows behind the last ones known to be written may be written, too: a crash may have come between.
  const leftToUndo = Math.min(job.written + 1, job.chunks);
  return { ...job, state: 'undoing', undoneAt: now, undoneBy: by, leftToUndo, kept: 0, endedAt: null };
}

const wrongState = ({ state }: ImportJob, when: string) =>
  new Refusal(409, 'wrong_state', `This import is ${state}; it can be ${when}.`);

const FILE_GONE = new Refusal(
  409,
  'file_gone',
  'The file is no longer kept, so it cannot be read otherwise. Import it again.',
);

const MODE_REQUIRED = new Refusal(
  422,
  'mode_required',
  'Say what happens to rows whose person is known: mode is skip, complete or reset.',
  'mode',
);
