import { expect, it } from 'vitest';
import { erasePersonRows } from '../../src/import/erase-person.ts';
import type { ImportJob } from '../../src/import/job/import-job.ts';
import { ImportStore } from '../../src/import/job/import-store.ts';
import { newJob } from '../../src/import/job/new-job.ts';
import { someRules } from '../support/pure/import-channel.ts';

/** What an import keeps, in memory. */
function storeOf(change: Partial<ImportJob>) {
  const kept = new Map<string, unknown>();
  const kv = {
    get: (key: string) => kept.get(key),
    put: (key: string, value: unknown) => void kept.set(key, value),
    delete: (key: string) => kept.delete(key),
  };
  const store = new ImportStore({ kv } as unknown as DurableObjectStorage);
  const wish: ImportJob['wish'] = { table: {}, mapping: {}, mode: 'skip', task: null };
  const database = { id: 'd1', shard: 'CONTACTS_1' };
  const fresh = newJob(
    { id: 'i1', database, name: 'a.csv', by: 'x', now: 1, wish, startsWhenRead: false, rules: someRules() },
    9,
  );
  const holds = { file: true, rows: true };
  store.job = { ...fresh, state: 'ready', rows: 3, chunks: 2, forecastChunks: 2, holds, ...change };
  store.columns = [{ name: 'FirstName', target: 'firstName', samples: ['Zelda', 'Noam'] }];
  store.starts = [0, 2];
  store.keepRows(0, [
    { number: 2, cells: ['Zelda', '052-5512399'] },
    { number: 3, cells: ['Noam', '052-1234567'] },
  ]);
  store.keepRows(1, [{ number: 4, cells: ['Zelda', '', 'zelda@example.com'] }]);
  kept.set('file:000000', new Uint8Array(9));
  return { store, kept };
}

const ZELDA = [
  { kind: 'phone', value: '+972525512399' },
  { kind: 'email', value: 'zelda@example.com' },
] as const;

it('strikes the rows in every chunk and names samples anew', () => {
  const { store, kept } = storeOf({});
  const job = erasePersonRows(store, [...ZELDA], []);
  expect(store.rows(0)).toEqual([
    { number: 2, cells: [] },
    { number: 3, cells: ['Noam', '052-1234567'] },
  ]);
  expect(store.rows(1)).toEqual([{ number: 4, cells: [] }]);
  expect(store.columns[0]?.samples).toEqual(['Noam']);
  expect(kept.has('file:000000')).toBe(false);
  expect(job).toMatchObject({ state: 'ready', forecastChunks: 0, holds: { file: false, rows: true } });
});

it('leaves the forecast of an import that does not hold the person, and lets its file go all the same', () => {
  const { store } = storeOf({});
  expect(erasePersonRows(store, [{ kind: 'phone', value: '+972541111119' }], [])).toMatchObject({
    forecastChunks: 2,
    holds: { file: false },
  });
  expect(store.rows(1)[0]?.cells).toHaveLength(3);
});

it('leaves how an import stands that has been started', () => {
  const { store } = storeOf({ state: 'running', holds: { file: false, rows: true } });
  expect(erasePersonRows(store, [...ZELDA], [])).toMatchObject({ state: 'running', forecastChunks: 2 });
  const again = storeOf({ state: 'done', holds: { file: false, rows: false } });
  expect(erasePersonRows(again.store, [{ kind: 'email', value: 'nobody@example.com' }], [])).toBeUndefined();
});

it('keeps nothing of a file that is still being read', () => {
  const { store, kept } = storeOf({ state: 'reading' });
  expect(erasePersonRows(store, [...ZELDA], [])).toMatchObject({
    state: 'unreadable',
    holds: { file: false, rows: false },
    rows: 0,
  });
  expect([...kept.keys()].filter((key) => /^(?:file|rows|result|page)/.test(key))).toEqual([]);
  expect(store.columns).toEqual([]);
});
