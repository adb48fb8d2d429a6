import { describe, expect, it } from 'vitest';
import type { ImportState } from '../../../src/contacts/import-list.ts';
import type { ImportJob } from '../../../src/import/job/import-job.ts';
import { newJob } from '../../../src/import/job/new-job.ts';
import { changed, paused, resumed, started, undone } from '../../../src/import/job/transitions.ts';
import { Refusal } from '../../../src/refusal.ts';
import { someRules } from '../../support/pure/import-channel.ts';

const RULES = someRules();
const COLUMNS = [{ name: 'Name', target: 'fullName', samples: [] }];
const STATES: ImportState[] = ['reading', 'ready', 'running', 'paused', 'done', 'undoing', 'undone', 'unreadable'];

function job(state: ImportState, change: Partial<ImportJob> = {}): ImportJob {
  const wish: ImportJob['wish'] = { table: {}, mapping: {}, mode: 'skip', task: null };
  const database = { id: 'd1', shard: 'CONTACTS_1' };
  const fresh = newJob(
    { id: 'i1', database, name: 'a.csv', by: 'x', now: 1, wish, startsWhenRead: false, rules: RULES },
    9,
  );
  return { ...fresh, state, rows: 10, chunks: 3, written: 1, holds: { file: true, rows: true }, ...change };
}

/** The state afterwards, or the code of the refusal. */
const comesTo = (turn: ImportJob | Refusal) => (turn instanceof Refusal ? turn.code : turn.state);
const all = (turn: (it: ImportJob) => ImportJob | Refusal) =>
  Object.fromEntries(STATES.map((state) => [state, comesTo(turn(job(state)))]));
const wrong = 'wrong_state';

describe('what each state allows', () => {
  it('start', () => {
    expect(all((it) => started(it, 5, []))).toEqual({
      ...{ reading: wrong, ready: 'running', running: 'running', paused: wrong },
      ...{ done: 'done', undoing: wrong, undone: wrong, unreadable: wrong },
    });
  });
  it('pause', () => {
    expect(all(paused)).toEqual({
      ...{ reading: wrong, ready: wrong, running: 'paused', paused: 'paused' },
      ...{ done: 'done', undoing: wrong, undone: wrong, unreadable: wrong },
    });
  });
  it('resume', () => {
    expect(all(resumed)).toEqual({
      ...{ reading: wrong, ready: wrong, running: 'running', paused: 'running' },
      ...{ done: 'done', undoing: wrong, undone: wrong, unreadable: wrong },
    });
  });
  it('undo', () => {
    expect(all((it) => undone(it, 'x', 5))).toEqual({
      ...{ reading: wrong, ready: wrong, running: 'undoing', paused: 'undoing' },
      ...{ done: 'undoing', undoing: 'undoing', undone: 'undone', unreadable: wrong },
    });
  });
  it('change of the mode', () => {
    expect(all((it) => changed(it, COLUMNS, { mode: 'reset' }, RULES))).toEqual({
      ...{ reading: wrong, ready: 'ready', running: wrong, paused: wrong },
      ...{ done: wrong, undoing: wrong, undone: wrong, unreadable: wrong },
    });
  });
  it('change of how the file is read', () => {
    expect(all((it) => changed(it, COLUMNS, { table: { sheet: 'Two' } }, RULES))).toEqual({
      ...{ reading: wrong, ready: 'reading', running: wrong, paused: wrong },
      ...{ done: wrong, undoing: wrong, undone: wrong, unreadable: 'reading' },
    });
  });
});

it.each(STATES)('wanting again what is so already changes nothing in state %s', (state) => {
  for (const turn of [paused, resumed, (it: ImportJob) => started(it, 5, []), (it: ImportJob) => undone(it, 'x', 5)]) {
    const once = turn(job(state));
    if (!(once instanceof Refusal)) expect(turn(once)).toBe(once);
  }
});

it('start lets the file go, and needs a mode and a mapping without fault', () => {
  expect(started(job('ready'), 5, [])).toMatchObject({ startedAt: 5, holds: { file: false, rows: true } });
  const wish: ImportJob['wish'] = { table: {}, mapping: {}, mode: null, task: null };
  expect(comesTo(started(job('ready', { wish }), 5, []))).toBe('mode_required');
  const error = { code: 'no_such_column', message: '…' };
  expect(comesTo(started(job('ready', { error }), 5, []))).toBe('no_such_column');
});

it('undo begins behind the rows that may be written, and never behind the last', () => {
  expect(undone(job('running'), 'x', 5)).toMatchObject({ leftToUndo: 2, undoneAt: 5, undoneBy: 'x', endedAt: null });
  expect(undone(job('done', { written: 3 }), 'x', 5)).toMatchObject({ leftToUndo: 3 });
});

it('a change makes the forecast begin anew, and a fault leaves everything as it was', () => {
  const forecast = job('ready', { forecastChunks: 3 });
  expect(changed(forecast, COLUMNS, {}, RULES)).toMatchObject({ forecastChunks: 0 });
  const mapping = { Nowhere: 'City' };
  expect(comesTo(changed(forecast, COLUMNS, { mapping }, RULES))).toBe('no_such_column');
  expect(changed(forecast, COLUMNS, { table: { headerRow: 2 } }, RULES)).toMatchObject({
    state: 'reading',
    readings: 0,
  });
  expect(forecast.forecastChunks).toBe(3);
});

it('a file that is no longer kept cannot be read otherwise', () => {
  const without = job('ready', { holds: { file: false, rows: true } });
  expect(comesTo(changed(without, COLUMNS, { table: { charset: 'utf-8' } }, RULES))).toBe('file_gone');
  expect(comesTo(changed(without, COLUMNS, { table: {} }, RULES))).toBe('ready');
  const unreadable = job('unreadable', { holds: { file: false, rows: false } });
  expect(comesTo(changed(unreadable, COLUMNS, { table: { charset: 'utf-8' } }, RULES))).toBe(wrong);
});
