import { Refusal } from '../../refusal.ts';
import { findMappingFault, findNobody, targetsOf } from '../rows/columns.ts';
import { type Column, type ImportJob, type ImportWish, noCounts, type RowRules } from './import-job.ts';

/*
 * What a person may want of an import, and where it stands afterwards. Wanting what is so already changes nothing, so that
 * a request can come twice. Pure.
 */

type Turn = ImportJob | Refusal;

/**
 * Changes how an import is to be done. Another sheet, charset, delimiter or header row has the file read again.
 * @param columns those of the file as it was read.
 */
export function changed(head: ImportJob, columns: Column[], wish: Partial<ImportWish>, rules: RowRules): Turn {
  const isUnread = head.state === 'unreadable' && head.holds.file;
  if (head.state !== 'ready' && !isUnread) return wrongState(head, 'changed only while it waits to be started');
  const table = { ...head.wish.table, ...wish.table };
  const next: ImportJob = { ...head, wish: { ...head.wish, ...wish, table } };
  if (JSON.stringify(table) !== JSON.stringify(head.wish.table)) {
    if (!head.holds.file) return FILE_GONE;
    return { ...next, state: 'reading', error: null, readings: 0, ...unforeseen() };
  }
  if (isUnread) return wrongState(head, 'changed only by another sheet, charset, delimiter or header row');
  const fault = findMappingFault(columns, next.wish.mapping, rules.channel);
  return fault ?? { ...next, error: null, ...unforeseen() };
}

const unforeseen = () => ({ foreseen: 0, forecast: noCounts() });

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
export function started(head: ImportJob, now: number, columns: Column[]): Turn {
  if (head.state === 'running' || head.state === 'done') return head;
  if (head.state === 'paused') return wrongState(head, 'resumed with POST …/resume');
  if (head.state !== 'ready') return wrongState(head, 'started once its file is read');
  if (head.error) return new Refusal(422, head.error.code, head.error.message, 'mapping');
  if (!head.wish.mode) return MODE_REQUIRED;
  const nobody = findNobody(columns, head.headerRow);
  if (nobody) return nobody;
  return { ...head, state: 'running', startedAt: now, holds: { ...head.holds, file: false } };
}

/** Stops after the rows that are under way. */
export const paused = (head: ImportJob): Turn => {
  if (head.state === 'paused' || head.state === 'done') return head;
  return head.state === 'running' ? { ...head, state: 'paused' } : wrongState(head, 'paused while it runs');
};

/** Goes on where it stopped. */
export const resumed = (head: ImportJob): Turn => {
  if (head.state === 'running' || head.state === 'done') return head;
  return head.state === 'paused' ? { ...head, state: 'running' } : wrongState(head, 'resumed when it was paused');
};

/** Begins to take back everything it has written, the last rows first. */
export function undone(head: ImportJob, by: string, now: number): Turn {
  // What was kept because somebody used it may be free by now: another import that is gone, too.
  const isThrough = head.state === 'undone' && head.kept === 0;
  if (head.state === 'undoing' || isThrough) return head;
  if (!['running', 'paused', 'done', 'undone'].includes(head.state))
    return wrongState(head, 'undone once it has been started');
  // The rows behind the last ones known to be written may be written, too: a crash may have come between.
  const takenBack = Math.min(head.written + 1, head.chunks);
  return { ...head, state: 'undoing', undoneAt: now, undoneBy: by, takenBack, kept: 0, endedAt: null };
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
