import { expect, it } from 'vitest';
import { erasePersonRows } from '../../src/import/erase-person.ts';
import type { ImportJob } from '../../src/import/job/import-job.ts';
import { ImportStore } from '../../src/import/job/import-store.ts';
import { newJob } from '../../src/import/job/new-job.ts';
import { someRules } from '../support/pure/import-channel.ts';

/** What an import keeps, in memory. */
function heldOf(change: Partial<ImportJob>) {
  const kept = new Map<string, unknown>();
  const kv = {
    get: (key: string) => kept.get(key),
    put: (key: string, value: unknown) => void kept.set(key, value),
    delete: (key: string) => kept.delete(key),
  };
  const held = new ImportStore({ kv } as unknown as DurableObjectStorage);
  const wish: ImportJob['wish'] = { table: {}, mapping: {}, mode: 'skip', task: null };
  const database = { id: 'd1', shard: 'CONTACTS_1' };
  const fresh = newJob(
    { id: 'i1', database, name: 'a.csv', by: 'x', now: 1, wish, startsWhenRead: false, rules: someRules() },
    9,
  );
  const holds = { file: true, rows: true };
  held.head = { ...fresh, state: 'ready', rows: 3, chunks: 2, foreseen: 2, holds, ...change };
  held.columns = [{ name: 'FirstName', target: 'firstName', samples: ['Zelda', 'Noam'] }];
  held.starts = [0, 2];
  held.keepRows(0, [
    { number: 2, cells: ['Zelda', '052-5512399'] },
    { number: 3, cells: ['Noam', '052-1234567'] },
  ]);
  held.keepRows(1, [{ number: 4, cells: ['Zelda', '', 'zelda@example.com'] }]);
  kept.set('file:000000', new Uint8Array(9));
  return { held, kept };
}

const ZELDA = [
  { kind: 'phone', value: '+972525512399' },
  { kind: 'email', value: 'zelda@example.com' },
] as const;

it('strikes the rows in every chunk and names samples anew', () => {
  const { held, kept } = heldOf({});
  const head = erasePersonRows(held, [...ZELDA], []);
  expect(held.rows(0)).toEqual([
    { number: 2, cells: [] },
    { number: 3, cells: ['Noam', '052-1234567'] },
  ]);
  expect(held.rows(1)).toEqual([{ number: 4, cells: [] }]);
  expect(held.columns[0]?.samples).toEqual(['Noam']);
  expect(kept.has('file:000000')).toBe(false);
  expect(head).toMatchObject({ state: 'ready', foreseen: 0, holds: { file: false, rows: true } });
});

it('leaves the forecast of an import that does not hold the person, and lets its file go all the same', () => {
  const { held } = heldOf({});
  expect(erasePersonRows(held, [{ kind: 'phone', value: '+972541111119' }], [])).toMatchObject({
    foreseen: 2,
    holds: { file: false },
  });
  expect(held.rows(1)[0]?.cells).toHaveLength(3);
});

it('leaves how an import stands that has been started', () => {
  const { held } = heldOf({ state: 'running', holds: { file: false, rows: true } });
  expect(erasePersonRows(held, [...ZELDA], [])).toMatchObject({ state: 'running', foreseen: 2 });
  const again = heldOf({ state: 'done', holds: { file: false, rows: false } });
  expect(erasePersonRows(again.held, [{ kind: 'email', value: 'nobody@example.com' }], [])).toBeUndefined();
});

it('keeps nothing of a file that is still being read', () => {
  const { held, kept } = heldOf({ state: 'reading' });
  expect(erasePersonRows(held, [...ZELDA], [])).toMatchObject({
    state: 'unreadable',
    holds: { file: false, rows: false },
    rows: 0,
  });
  expect([...kept.keys()].filter((key) => /^(?:file|rows|result|page)/.test(key))).toEqual([]);
  expect(held.columns).toEqual([]);
});
