import { runInDurableObject } from 'cloudflare:test';
import { exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { gate, withFault } from '../../support/faults/faulty-shard.ts';
import { csv, ended, imported, importerOf, importFile, phoneOf } from '../../support/worker/import-file.ts';
import { eventually } from '../../support/worker/observe.ts';
import { call, get, type Json, newOwner, tablesOf, writtenLead } from '../../support/worker/owner.ts';

const HEADER = ['FirstName', 'Phone', 'Email'];
const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => [`N${n + from}`, phoneOf(n + from), `n${n + from}@example.com`]);

/** No identity belongs to two contacts. */
function expectNobodyTwice({ identities, contacts }: Awaited<ReturnType<typeof tablesOf>>) {
  const keys = identities.map(({ kind, value }) => `${kind}:${value}`);
  expect(new Set(keys).size).toBe(keys.length);
  const phones = contacts.flatMap(({ phone }) => phone ?? []);
  expect(new Set(phones).size).toBe(phones.length);
}

test.each(['skip', 'complete', 'reset'])('two imports at once make nobody twice (%s)', async (mode) => {
  const owner = await newOwner();
  const files = [csv(HEADER, ...people(300)), csv(HEADER, ...people(300, 150).reverse())];
  const done = await Promise.all(files.map((file) => imported(owner, file, { mode })));
  expect(done.reduce((sum, { created }) => sum + created, 0)).toBe(450);
  const tables = await tablesOf(owner);
  expect(tables.contacts).toHaveLength(450);
  expect(tables.leads).toHaveLength(600);
  expectNobodyTwice(tables);
});

test('web leads of the same people that come meanwhile make nobody twice', async () => {
  const owner = await newOwner();
  const crowd = people(120);
  const post = async ([name = '', phone = '', email = '']: string[], at: number) => {
    const response = await exports.default.fetch(owner.intakeUrl, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({ FirstName: name, ...(at % 2 ? { Phone: phone } : { Email: email }) }),
    });
    return (await response.json<{ id: string }>()).id;
  };
  const [ids] = await Promise.all([
    Promise.all(crowd.map(post)),
    imported(owner, csv(HEADER, ...crowd), { mode: 'complete' }),
  ]);
  for (const id of ids) await writtenLead(owner, id);
  const tables = await tablesOf(owner);
  expect(tables.contacts).toHaveLength(120);
  expect(tables.leads).toHaveLength(240);
  expectNobodyTwice(tables);
});

test('the same request that comes again while the first is under way is the same import', async () => {
  const owner = await newOwner();
  const file = csv(HEADER, ...people(600));
  const held = gate();
  await withFault(owner, async (_, run) => {
    await held.wait();
    return run();
  });
  const send = () => importFile(owner, file, { mode: 'skip' }, 'a.csv', 'once');
  const first = send();
  await eventually(async () => held.isReached());
  const second = await send();
  expect(second).toMatchObject({ status: 201, body: { state: 'running', done: 0 } });
  held.open();
  const { body } = await first;
  expect(body.id).toBe(second.body.id);
  await ended(owner, body.id);
  const { contacts, leads } = await tablesOf(owner);
  expect([contacts.length, leads.length]).toEqual([600, 600]);
  // Nothing of the file is left.
  const keys = await runInDurableObject(importerOf(body.id), (_, { storage }) =>
    [...storage.kv.list()].map(([key]) => key),
  );
  expect(keys.filter((key) => key.startsWith('file') || key.startsWith('page'))).toEqual([]);
});

test('what the object takes twice at once it takes once', async () => {
  const owner = await newOwner();
  const { body } = await importFile(owner, csv(HEADER, ...people(3)));
  const view: Json = await importerOf(body.id).view();
  const id = `${body.id.slice(0, -1)}${body.id.endsWith('0') ? '1' : '0'}`;
  const rules = await runInDurableObject(importerOf(body.id), (_, { storage }) => storage.kv.get('rules') as Json);
  const wish = { mapping: {}, mode: 'skip', task: null, table: {} };
  const database = { id: owner.databaseId, shard: owner.shard };
  const wanted: Json = { id, database, name: 'a.csv', by: 'x', now: view.createdAt, wish, startsWhenRead: true, rules };
  const slowly = (milliseconds: number) =>
    new ReadableStream<Uint8Array>({
      async pull(controller) {
        await scheduler.wait(milliseconds);
        controller.enqueue(new TextEncoder().encode(csv(HEADER, ...people(40))));
        controller.close();
      },
    });
  const answers: Json[] = await runInDurableObject(importerOf(id), (importer) =>
    Promise.all([10, 300, 20].map((milliseconds) => importer.take(wanted, slowly(milliseconds)))),
  );
  expect(answers.map(({ view: { id: it } }) => it)).toEqual([id, id, id]);
  await ended(owner, id);
  expect((await tablesOf(owner)).leads).toHaveLength(40);
});

test('an upload that breaks off leaves nothing behind', async () => {
  const owner = await newOwner();
  const { body } = await importFile(owner, csv(HEADER, ...people(3)));
  const id = `${body.id.slice(0, -1)}${body.id.endsWith('0') ? '1' : '0'}`;
  await runInDurableObject(importerOf(id), async (importer, { storage }) => {
    const pieces = [new Uint8Array(1_200_000).fill(97)];
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = pieces.pop();
        if (piece) controller.enqueue(piece);
        else controller.error(new Error('connection lost'));
      },
    });
    await expect((importer as Json).take({ id }, broken)).rejects.toThrow('connection lost');
    expect([...storage.kv.list()].length).toBeGreaterThan(0);
    expect(await storage.getAlarm()).toBeGreaterThan(0);
    await (importer as Json).alarm();
    expect([...storage.kv.list()]).toEqual([]);
  });
  expect((await get(owner, `/imports/${id}`)).status).toBe(404);
});

test('a person is not entered again by an import that waits while they are entered by hand', async () => {
  const owner = await newOwner();
  const { body } = await importFile(owner, csv(HEADER, ...people(2)));
  expect(body.forecast).toMatchObject({ created: 2 });
  await call(owner, 'POST', '/contacts', { firstName: 'N0', phone: phoneOf(0) });
  await call(owner, 'POST', `/imports/${body.id}/start`, { mode: 'skip' });
  expect(await ended(owner, body.id)).toMatchObject({ created: 1, skipped: 1 });
});
