import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { Importer } from '../../../src/import/importer.ts';
import { downD1 } from '../../support/faults/down-d1.ts';
import { gate, withFault } from '../../support/faults/faulty-shard.ts';
import { csv, ended, foreseen, importerOf, importFile, phoneOf, rowsOf } from '../../support/worker/import-file.ts';
import { eventually } from '../../support/worker/observe.ts';
import { call, get, type Json, newOwner, type Owner, tablesOf } from '../../support/worker/owner.ts';

/** More than two chunks. */
const ROWS = 700;
const FILE = csv(['FirstName', 'Phone'], ...Array.from({ length: ROWS }, (_, n) => [`N${n}`, phoneOf(n)]));

async function ready(owner: Owner): Promise<string> {
  const { body } = await importFile(owner, FILE);
  await foreseen(owner, body.id);
  return body.id;
}

/** Runs the alarm as often as it takes. */
const carryOn = (owner: Owner, id: string, states: string[]): Promise<Json> =>
  eventually(async () => {
    await runDurableObjectAlarm(importerOf(id));
    const { body } = await get(owner, `/imports/${id}`);
    return states.includes(body.state) && body;
  }, 20);

/** Starts an import and waits until its second chunk is on its way, where it stays until `held` is opened. */
async function heldInTheSecondChunk(owner: Owner, id: string) {
  const held = gate();
  await withFault(owner, async (n, run) => {
    if (n === 2) await held.wait();
    return run();
  });
  const start = call(owner, 'POST', `/imports/${id}/start`, { mode: 'skip' });
  await eventually(async () => held.isReached());
  return { held, start };
}

async function expectEachRowOnce(owner: Owner, id: string) {
  const { contacts, leads, identities } = await tablesOf(owner);
  expect([contacts.length, leads.length, identities.length]).toEqual([ROWS, ROWS, ROWS]);
  expect(contacts.map(({ number }) => number)).toEqual(contacts.map((_, at) => at + 1));
  const rows = await rowsOf(owner, id);
  expect(new Set(rows.map(({ contactId }) => contactId)).size).toBe(ROWS);
  expect((await get(owner, `/imports/${id}`)).body).toMatchObject({ created: ROWS, skipped: 0, failed: 0, done: ROWS });
}

test.each([
  ['before its transaction', false],
  ['after its transaction, before the answer', true],
])('a crash in the middle of a chunk, %s, loses and doubles nothing', async (_, isWritten) => {
  const owner = await newOwner();
  const id = await ready(owner);
  const held = gate();
  await withFault(owner, async (n, run) => {
    if (n !== 2) return run();
    const results = isWritten ? await run() : [];
    await held.wait();
    return results;
  });
  const start = call(owner, 'POST', `/imports/${id}/start`, { mode: 'complete' }).catch(() => undefined);
  await eventually(async () => held.isReached());
  await abortAllDurableObjects();
  await start;
  expect((await get(owner, `/imports/${id}`)).body.state).toBe('running');
  await carryOn(owner, id, ['done']);
  await expectEachRowOnce(owner, id);
});

test('an import that is evicted between chunks goes on where it stood', async () => {
  const owner = await newOwner();
  const id = await ready(owner);
  await call(owner, 'POST', `/imports/${id}/start`, { mode: 'skip' });
  for (let state = ''; state !== 'done'; ) {
    await evictDurableObject(importerOf(id));
    ({ state } = await carryOn(owner, id, ['running', 'done']));
  }
  await expectEachRowOnce(owner, id);
});

test('while D1 is away an import waits, and then goes on', async () => {
  const owner = await newOwner();
  const id = await ready(owner);
  let isAway = true;
  await withFault(owner, async (n, run) => {
    if (n > 1 && isAway) throw new Error('D1_ERROR: Network connection lost.');
    return run();
  });
  const { status, body } = await call(owner, 'POST', `/imports/${id}/start`, { mode: 'skip' });
  expect({ status, body }).toMatchObject({ status: 200, body: { state: 'running' } });
  isAway = false;
  await carryOn(owner, id, ['done']);
  await expectEachRowOnce(owner, id);
});

test('a paused import stops after the rows that are under way, and goes on when it is resumed', async () => {
  const owner = await newOwner();
  const id = await ready(owner);
  const { held, start } = await heldInTheSecondChunk(owner, id);
  const running = (await get(owner, `/imports/${id}`)).body;
  expect(running.done).toBeGreaterThan(0);
  expect(running.done).toBeLessThan(ROWS);
  expect((await call(owner, 'POST', `/imports/${id}/pause`)).body.state).toBe('paused');
  held.open();
  await start;
  const { done } = (await get(owner, `/imports/${id}`)).body;
  expect(done).toBeGreaterThan(running.done);
  await runDurableObjectAlarm(importerOf(id));
  await evictDurableObject(importerOf(id));
  expect((await get(owner, `/imports/${id}`)).body).toMatchObject({ state: 'paused', done });
  expect((await tablesOf(owner)).leads).toHaveLength(done);
  expect((await get(owner, '/imports')).body.items).toMatchObject([{ id, state: 'paused', done }]);
  await call(owner, 'POST', `/imports/${id}/resume`);
  await carryOn(owner, id, ['done']);
  await expectEachRowOnce(owner, id);
});

test('a crash while the file is read or foreseen is made good', async () => {
  const owner = await newOwner();
  const { body } = await importFile(owner, FILE);
  await abortAllDurableObjects();
  await runDurableObjectAlarm(importerOf(body.id));
  const changed = await call(owner, 'PATCH', `/imports/${body.id}`, { mode: 'complete' });
  expect(changed.status).toBe(200);
  await evictDurableObject(importerOf(body.id));
  const { forecast } = await foreseen(owner, body.id);
  expect(forecast).toMatchObject({ created: ROWS, updated: 0, failed: 0 });
});

test('a crash in the middle of an undo is made good, and nothing is left', async () => {
  const owner = await newOwner();
  const id = await ready(owner);
  await call(owner, 'POST', `/imports/${id}/start`, { mode: 'skip' });
  await ended(owner, id);
  const held = gate();
  await withFault(owner, async (n, run) => {
    const results = await run();
    if (n === 1) await held.wait();
    return results;
  });
  const undo = call(owner, 'POST', `/imports/${id}/undo`).catch(() => undefined);
  await eventually(async () => held.isReached());
  await abortAllDurableObjects();
  await undo;
  const undone = await carryOn(owner, id, ['undone']);
  expect(undone).toMatchObject({ kept: 0, done: ROWS });
  const { contacts, leads, identities, log } = await tablesOf(owner);
  expect([contacts.filter(({ erasedAt }) => erasedAt === null), leads, identities, log]).toEqual([[], [], [], []]);
});

test('an undo in the middle of an import takes back also the rows that are under way', async () => {
  const owner = await newOwner();
  const id = await ready(owner);
  const { held, start } = await heldInTheSecondChunk(owner, id);
  expect((await call(owner, 'POST', `/imports/${id}/undo`)).body.state).toBe('undoing');
  held.open();
  await start;
  await carryOn(owner, id, ['undone']);
  const { contacts, leads, identities } = await tablesOf(owner);
  expect([contacts.filter(({ erasedAt }) => erasedAt === null), leads, identities]).toEqual([[], [], []]);
});

test('what is wanted of an import holds while the list of imports cannot be written, and is listed later', async () => {
  const owner = await newOwner();
  const id = await ready(owner);
  await call(owner, 'POST', `/imports/${id}/start`, { mode: 'skip' });
  await ended(owner, id);
  const state = await runInDurableObject(importerOf(id), async (_, ctx) => {
    const importer = new Importer(ctx, { ...env, [owner.shard]: downD1() });
    const answer = await importer.undo('Test', Date.now());
    return 'view' in answer && answer.view.state;
  });
  expect(state).toBe('undoing');
  await evictDurableObject(importerOf(id));
  await carryOn(owner, id, ['undone']);
  const [listed] = (await get(owner, '/imports')).body.items;
  expect(listed.state).toBe('undone');
});
