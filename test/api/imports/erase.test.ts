import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { ImportJob } from '../../../src/import/job/import-job.ts';
import { gate, withFault } from '../../support/faults/faulty-shard.ts';
import {
  csv,
  ended,
  foreseen,
  imported,
  importerOf,
  importFile,
  outcomesOf,
  phoneOf,
  rowsOf,
} from '../../support/worker/import-file.ts';
import { eventually } from '../../support/worker/observe.ts';
import { call, get, type Json, newOwner, type Owner, putLead, tablesOf } from '../../support/worker/owner.ts';

/** Everything the import's object keeps, as text. */
const keptOf = (id: string): Promise<string> =>
  runInDurableObject(importerOf(id), (_, { storage }) =>
    [...storage.kv.list()]
      .map(
        ([key, value]) =>
          `${key} ${value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value)}`,
      )
      .join('\n'),
  );

/** Changes how an import stands, behind its back. */
async function changeHead(id: string, change: (head: ImportJob) => Partial<ImportJob>) {
  await runInDurableObject(importerOf(id), (_, { storage }) => {
    const head = storage.kv.get<ImportJob>('job');
    if (!head) throw new Error('no head');
    storage.kv.put('job', { ...head, ...change(head) });
  });
  await evictDurableObject(importerOf(id));
}

const HEADER = ['FirstName', 'LastName', 'Phone', 'City'];
const FILE = csv(
  HEADER,
  ['Zelda', 'Quixote', '052-5512399', 'Krypton'],
  ['Noam', 'Cohen', '052-1234567', 'Haifa'],
  ['', '', '', 'Acre'],
);
const WORDS = ['Zelda', 'Quixote', '5512399', 'Krypton'];
const traces = (text: string) => WORDS.filter((word) => text.includes(word));
const erase = async (owner: Owner, id: string) =>
  expect((await call(owner, 'DELETE', `/contacts/${id}`)).status).toBe(204);

test('erasing a person strikes their row from an import that is done, also from its samples', async () => {
  const owner = await newOwner();
  const { id } = await imported(owner, FILE);
  const [{ contactId }] = await rowsOf(owner, id);
  expect(traces(await keptOf(id))).toEqual(WORDS);
  await erase(owner, contactId);
  expect(traces(await keptOf(id))).toEqual([]);
  const { body } = await get(owner, `/imports/${id}`);
  expect(traces(JSON.stringify(body))).toEqual([]);
  expect(body.columns[0].samples).toEqual(['Noam']);
  const rows = await rowsOf(owner, id);
  expect(rows.map(({ row, values }) => [row, values.length])).toEqual([
    [2, 0],
    [3, 4],
    [4, 1],
  ]);
  expect(traces(JSON.stringify(await tablesOf(owner)))).toEqual([]);
});

test('an import that waits forgets its file and the row; the rest can be started, and is foreseen anew', async () => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Zelda', Phone: '052-5512399' });
  const { body } = await importFile(owner, FILE);
  expect(body.forecast).toMatchObject({ skipped: 1, created: 1, failed: 1 });
  await erase(owner, contactId);
  expect(traces(await keptOf(body.id))).toEqual([]);
  const again = await foreseen(owner, body.id);
  expect(again.forecast).toMatchObject({ skipped: 0, created: 1, failed: 2 });
  const refused = await call(owner, 'PATCH', `/imports/${body.id}`, { delimiter: ';' });
  expect(refused).toMatchObject({ status: 409, body: { code: 'file_gone' } });
  await call(owner, 'POST', `/imports/${body.id}/start`, { mode: 'skip' });
  await ended(owner, body.id);
  const rows = await rowsOf(owner, body.id);
  expect(outcomesOf(rows)).toEqual(['failed', 'created', 'failed']);
  expect(rows[0]).toMatchObject({ row: 2, reason: { code: 'erased' }, values: [] });
  expect((await get(owner, '/contacts')).body.items.map(({ firstName }: Json) => firstName)).toEqual(['Noam']);
});

test('what could not be read is dropped with its file', async () => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Zelda', Phone: '052-5512399' });
  const { body } = await importFile(owner, `PK\u0003\u0004 Zelda Quixote 0525512399 Krypton`);
  expect(traces(await keptOf(body.importId))).toEqual(WORDS);
  await erase(owner, contactId);
  expect(traces(await keptOf(body.importId))).toEqual([]);
});

test.each([
  ['with marks nobody sees', '\u200f052-551\u200b2399'],
  ['without its zero', '525512399'],
  ['in another field', '+972 (52) 551.23.99'],
])('a row that carries the phone %s is struck too', async (_, phone) => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Zelda', Phone: '052-5512399' });
  const { body } = await importFile(owner, csv(['Whose', 'Which'], ['Zelda', phone], ['Noam', '0521234567']));
  await erase(owner, contactId);
  expect(await keptOf(body.id)).not.toContain('Zelda');
});

test('an e-mail address is struck in any letter case and with marks nobody sees', async () => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Zelda', Email: 'zelda@example.com' });
  const { body } = await importFile(
    owner,
    csv(['FirstName', 'Email'], ['Zelda', '\u202aZelda\u200e@Example.com'], ['Noam', '']),
  );
  await erase(owner, contactId);
  expect(await keptOf(body.id)).not.toContain('Zelda');
});

test('a person who is erased while the file is read is not kept by what is read of it', async () => {
  const owner = await newOwner();
  const crowd = Array.from({ length: 2_000 }, (_, n) => [
    'Zelda',
    'Quixote',
    n ? phoneOf(n) : '052-5512399',
    'Krypton',
  ]);
  const { body } = await importFile(owner, csv(HEADER, ...crowd));
  await changeHead(body.id, () => ({ state: 'reading', readings: 0 }));
  await runInDurableObject(importerOf(body.id), async (importer) => {
    const reading = importer.alarm();
    await scheduler.wait(1);
    expect((await importer.view())?.state).toBe('reading');
    await importer.forget([{ kind: 'phone', value: '+972525512399' }], []);
    await reading;
  });
  expect(traces(await keptOf(body.id))).toEqual([]);
  const { body: now } = await get(owner, `/imports/${body.id}`);
  expect(now).toMatchObject({ state: 'unreadable', rows: 0, error: { code: 'person_erased' } });
  expect((await call(owner, 'PATCH', `/imports/${body.id}`, { charset: 'utf-8' })).status).toBe(409);
});

test('a person whom nothing but a name tells is struck by the contact their row became', async () => {
  const owner = await newOwner();
  const { id } = await imported(owner, csv(['FirstName', 'City'], ['Zelda', 'Krypton'], ['Noam', 'Haifa']));
  const [{ contactId }] = await rowsOf(owner, id);
  await erase(owner, contactId);
  expect(traces(await keptOf(id))).toEqual([]);
});

test('the lead of a row that was skipped is emptied, however long the contact was there', async () => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Zelda', Phone: '052-5512399' });
  const hours = 3 * 3_600_000;
  await env[owner.shard]
    .prepare('UPDATE leads SET received_at = received_at - ?2 WHERE database_id = ?1')
    .bind(owner.databaseId, hours)
    .run();
  await imported(owner, FILE);
  await erase(owner, contactId);
  expect(traces(JSON.stringify((await tablesOf(owner)).leads))).toEqual([]);
});

test.each(['skip', 'complete'])(
  'rows are dropped after 30 days, the counts stay, and undo still works (%s)',
  async (mode) => {
    const owner = await newOwner();
    const { id, endedAt } = await imported(owner, FILE, { mode });
    const days = 86_400_000;
    await runInDurableObject(importerOf(id), async (_, { storage }) => {
      const due = await storage.getAlarm();
      expect(due).toBe(Date.parse(endedAt) + 30 * days);
    });
    await changeHead(id, (head) => ({ endedAt: (head.endedAt ?? 0) - 31 * days }));
    await runDurableObjectAlarm(importerOf(id));
    expect(traces(await keptOf(id))).toEqual([]);
    const { body } = await get(owner, `/imports/${id}`);
    expect(body).toMatchObject({ state: 'done', rows: 3, created: 2, failed: 1 });
    expect(traces(JSON.stringify(body))).toEqual([]);
    expect(await rowsOf(owner, id)).toEqual([]);
    await call(owner, 'POST', `/imports/${id}/undo`);
    expect(await ended(owner, id, ['undone'])).toMatchObject({ kept: 0 });
    expect((await get(owner, '/contacts')).body.items).toEqual([]);
    const { leads } = await tablesOf(owner);
    expect(leads).toEqual([]);
  },
);

test('an import that nobody started within 30 days expires', async () => {
  const owner = await newOwner();
  const { body } = await importFile(owner, FILE);
  await changeHead(body.id, (head) => ({ createdAt: head.createdAt - 31 * 86_400_000 }));
  await runDurableObjectAlarm(importerOf(body.id));
  expect(traces(await keptOf(body.id))).toEqual([]);
  expect((await get(owner, `/imports/${body.id}`)).body).toMatchObject({
    state: 'unreadable',
    error: { code: 'expired' },
  });
  for (const [method, path] of [
    ['PATCH', ''],
    ['POST', '/start'],
  ] as const) {
    expect((await call(owner, method, `/imports/${body.id}${path}`, { mode: 'skip' })).status).toBe(409);
  }
  await erase(owner, (await putLead(owner, { FirstName: 'Zelda', Phone: '052-5512399' })).contactId);
});

test('a person is not brought back by a row that stood in line behind the erasure', async () => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Zelda', Phone: '052-5512399' });
  const { body } = await importFile(
    owner,
    csv(['FirstName', 'Phone'], ['Zelda', '0525512399'], ['Noam', '0521234567']),
  );
  const held = gate();
  await withFault(owner, async (n, run) => {
    if (n === 1) await held.wait();
    return run();
  });
  const other = putLead(owner, { FirstName: 'Tal', Phone: '052-7654321' });
  await eventually(async () => held.isReached());
  const erased = call(owner, 'DELETE', `/contacts/${contactId}`);
  await scheduler.wait(100);
  const started = call(owner, 'POST', `/imports/${body.id}/start`, { mode: 'complete' });
  await scheduler.wait(100);
  held.open();
  expect((await erased).status).toBe(204);
  await Promise.all([other, started]);
  expect(await ended(owner, body.id)).toMatchObject({ created: 1, failed: 1 });
  const { contacts, leads, identities } = await tablesOf(owner);
  expect(JSON.stringify([contacts, leads, identities])).not.toMatch(/Zelda|5512399/);
  expect(contacts.flatMap(({ firstName }) => firstName ?? []).sort()).toEqual(['Noam', 'Tal']);
});
