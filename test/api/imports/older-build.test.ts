import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import type { ImportJob } from '../../../src/import/job/import-job.ts';
import { csv, ended, foreseen, importerOf, importFile, phoneOf } from '../../support/worker/import-file.ts';
import { call, get, type Json, newOwner, type Owner, tablesOf } from '../../support/worker/owner.ts';

/** More than one chunk. */
const ROWS = 600;
const FILE = csv(['FirstName', 'Phone'], ...Array.from({ length: ROWS }, (_, n) => [`N${n}`, phoneOf(n)]));

/** An import that waits to be started, with all of its forecast. */
async function ready(owner: Owner): Promise<string> {
  const { body } = await importFile(owner, FILE);
  await foreseen(owner, body.id);
  return body.id;
}

/** Keeps the import in its object as builds before the renaming did, in a state they left it in. */
async function asAnOlderBuildLeftIt(id: string, change: Partial<ImportJob>): Promise<void> {
  await runInDurableObject(importerOf(id), (_, { storage: { kv } }) => {
    const { id, databaseId, shard, name, size, createdAt, createdBy, state, wish, startsWhenRead, ...more } = {
      ...(kv.get('job') as ImportJob),
      ...change,
    };
    const { format, sheets, sheet, charset, delimiter, headerRow, warnings, error, rows, chunks, written } = more;
    const { forecast, counts, kept, startedAt, undoneAt, undoneBy, endedAt, readings, holds } = more;
    kv.put('head', {
      ...{
        id,
        databaseId,
        shard,
        name,
        size,
        createdAt,
        createdBy,
        state,
        wish,
        startsWhenRead,
        format,
        sheets,
        sheet,
      },
      ...{ charset, delimiter, headerRow, warnings, error, rows, chunks, written, forecast, counts, kept, startedAt },
      ...{ undoneAt, undoneBy, endedAt, readings, holds, foreseen: more.forecastChunks, takenBack: more.leftToUndo },
    });
    kv.delete('job');
  });
  await evictDurableObject(importerOf(id));
}

const stored = (id: string) =>
  runInDurableObject(importerOf(id), (_, { storage: { kv } }) => ({
    head: kv.get('head'),
    job: kv.get<ImportJob>('job'),
  }));

test('an import that an older build left running goes on where it stood', async () => {
  const owner = await newOwner();
  const id = await ready(owner);
  const wish = { table: {}, mapping: {}, mode: 'skip' as const, task: null };
  await asAnOlderBuildLeftIt(id, { state: 'running', wish, startedAt: Date.now() });
  await runDurableObjectAlarm(importerOf(id));
  expect(await ended(owner, id)).toMatchObject({ state: 'done', created: ROWS, done: ROWS });
  expect((await tablesOf(owner)).contacts).toHaveLength(ROWS);
  const { head, job } = await stored(id);
  expect(head).toBeUndefined();
  expect(Object.keys(job ?? {})).toEqual(expect.arrayContaining(['forecastChunks', 'leftToUndo']));
  expect(Object.keys(job ?? {})).not.toEqual(expect.arrayContaining(['foreseen']));
});

test('an import that an older build left paused is resumed', async () => {
  const owner = await newOwner();
  const id = await ready(owner);
  const wish = { table: {}, mapping: {}, mode: 'skip' as const, task: null };
  await asAnOlderBuildLeftIt(id, { state: 'paused', wish, startedAt: Date.now() });
  expect((await get(owner, `/imports/${id}`)).body).toMatchObject({ state: 'paused', rows: ROWS, done: 0 });
  expect((await call(owner, 'POST', `/imports/${id}/resume`)).status).toBe(200);
  expect(await ended(owner, id)).toMatchObject({ state: 'done', created: ROWS });
});

test('an import that an older build ended is shown, and undone', async () => {
  const owner = await newOwner();
  const id = await ready(owner);
  await call(owner, 'POST', `/imports/${id}/start`, { mode: 'skip' });
  await ended(owner, id);
  await asAnOlderBuildLeftIt(id, {});
  expect((await get(owner, `/imports/${id}`)).body).toMatchObject({ state: 'done', created: ROWS });
  expect((await get(owner, `/imports/${id}/rows`)).body.items[0]).toMatchObject({ outcome: 'created' });
  await call(owner, 'POST', `/imports/${id}/undo`);
  expect(await ended(owner, id, ['undone'])).toMatchObject({ state: 'undone', kept: 0 });
  expect((await get(owner, '/contacts')).body.items).toEqual([]);
});

test('an undo that an older build left in its middle goes on with the chunks it had left', async () => {
  const owner = await newOwner();
  const id = await ready(owner);
  await call(owner, 'POST', `/imports/${id}/start`, { mode: 'skip' });
  await ended(owner, id);
  const { job } = await stored(id);
  expect(job?.chunks).toBeGreaterThan(1);
  const undoing = { state: 'undoing' as const, undoneAt: Date.now(), undoneBy: 'Dana', leftToUndo: 1, endedAt: null };
  await asAnOlderBuildLeftIt(id, undoing);
  await runInDurableObject(importerOf(id), (_, { storage }) => storage.setAlarm(Date.now() + 60_000));
  await runDurableObjectAlarm(importerOf(id));
  expect(await ended(owner, id, ['undone'])).toMatchObject({ done: ROWS });
  expect((await stored(id)).job).toMatchObject({ leftToUndo: 0, kept: 0 });
  // The rows of the first chunk alone were left to undo.
  const { items } = (await get(owner, '/contacts?limit=200')).body;
  expect(items.map(({ firstName }: Json) => firstName)).not.toContain('N0');
});
