import { expect, test } from 'vitest';
import { csv, ended, foreseen, importFile, outcomesOf, phoneOf, rowsOf } from '../../support/worker/import-file.ts';
import { call, get, type Json, newOwner, putLead, tablesOf } from '../../support/worker/owner.ts';

const FILE = csv(
  ['FirstName', 'Phone', 'Email', 'City'],
  ['Dana', '0521234567', 'dana@example.com', 'Haifa'],
  ['Noam', '0527654321', '', ''],
  ['Noam again', '', '', ''],
  ['Noam', '0527654321', 'noam@example.com', 'Jaffa'],
  ['', '', '', 'Acre'],
);

test('without a mode an import waits, and says row by row what will happen; nothing is written', async () => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const before = await tablesOf(owner);
  const { status, body } = await importFile(owner, FILE);
  expect(status).toBe(201);
  expect(body).toMatchObject({ state: 'ready', mode: null, rows: 5, done: 0, created: 0, headerRow: 1 });
  expect(body.forecast).toEqual({ created: 2, skipped: 2, failed: 1, updated: 0, renewed: 0, isComplete: true });
  expect(body.columns[0]).toEqual({ name: 'FirstName', field: 'FirstName', samples: ['Dana', 'Noam', 'Noam again'] });
  const rows = await rowsOf(owner, body.id, 2);
  expect(rows.every(({ isForecast }) => isForecast)).toBe(true);
  expect(rows.map(({ row }) => row)).toEqual([2, 3, 4, 5, 6]);
  expect(rows[0]).toMatchObject({ outcome: 'skipped', contactId, sameAsRow: null, matchedBy: ['phone'], changes: [] });
  expect(rows[1]).toMatchObject({ outcome: 'created', contactId: null, sameAsRow: null, matchedBy: [] });
  expect(rows[3]).toMatchObject({ outcome: 'skipped', contactId: null, sameAsRow: 3 });
  expect(rows[4]).toMatchObject({ outcome: 'failed', reason: { code: 'nobody_named' } });
  expect(await tablesOf(owner)).toEqual(before);
});

test('a forecast in mode complete says what changes on the card', async () => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const { body } = await importFile(owner, FILE);
  const changed = await call(owner, 'PATCH', `/imports/${body.id}`, { mode: 'complete' });
  expect(changed.body).toMatchObject({ state: 'ready', mode: 'complete', forecast: { updated: 2, skipped: 0 } });
  const [row] = await rowsOf(owner, body.id);
  expect(row).toMatchObject({ outcome: 'updated', contactId });
  expect(row.changes).toEqual([
    { field: 'email', old: null, new: 'dana@example.com' },
    { field: 'city', old: null, new: 'Haifa' },
  ]);
  await call(owner, 'POST', `/imports/${body.id}/start`);
  await ended(owner, body.id);
  const [line] = (await get(owner, `/contacts/${contactId}/log`)).body.items;
  expect(line.changes).toEqual(row.changes);
  const [written] = await rowsOf(owner, body.id);
  const { isForecast, leadId, matchedBy, changes } = written;
  expect({ isForecast, matchedBy, changes }).toEqual({ isForecast: false, matchedBy: ['phone'], changes: row.changes });
  expect((await get(owner, `/leads/${leadId}`)).body).toMatchObject({ id: leadId, wayIn: 'import', status: 'updated' });
  await call(owner, 'POST', `/imports/${body.id}/undo`);
  await ended(owner, body.id, ['undone']);
  expect((await rowsOf(owner, body.id))[0]).toMatchObject({ leadId: null, changes: [] });
});

test('an import that starts at once has no forecast', async () => {
  const owner = await newOwner();
  const { body } = await importFile(owner, FILE, { mode: 'skip' });
  expect(body.forecast).toBeNull();
});

test('another mapping, charset, delimiter or header row makes another forecast', async () => {
  const owner = await newOwner();
  const file = csv(['a', 'b'], ['Dana', '0521234567'], ['Dana', '0521234567']);
  const { body } = await importFile(owner, file);
  expect(body.forecast).toMatchObject({ failed: 2, created: 0 });
  const patch = async (wish: Json) => (await call(owner, 'PATCH', `/imports/${body.id}`, wish)).body;
  const mapped = await patch({ mapping: { a: 'FirstName', b: 'MobilePhone' } });
  expect(mapped.forecast).toMatchObject({ created: 1, skipped: 1, failed: 0 });
  expect(mapped.columns.map(({ field }: Json) => field)).toEqual(['FirstName', 'MobilePhone']);
  const headless = await patch({ headerRow: 0, mapping: { 'Column A': 'FirstName', 'Column B': 'MobilePhone' } });
  expect(headless).toMatchObject({ rows: 3, headerRow: null, forecast: { created: 2, skipped: 1 } });
  const semicolons = await patch({ delimiter: ';', mapping: { 'Column A': 'FirstName' } });
  expect(semicolons.columns).toHaveLength(1);
  expect(semicolons.forecast).toMatchObject({ created: 3 });
  const wide = await patch({ charset: 'utf-16le' });
  expect(wide).toMatchObject({ charset: 'utf-16le' });
  expect((await tablesOf(owner)).contacts).toEqual([]);
});

test('a refused change or start leaves the import as it was', async () => {
  const owner = await newOwner();
  const { body } = await importFile(owner, csv(['a', 'Phone'], ['Dana', '0521234567']));
  const path = `/imports/${body.id}`;
  const noSuchColumn = await call(owner, 'PATCH', path, { mapping: { nowhere: 'City' } });
  expect(noSuchColumn).toMatchObject({ status: 422, body: { code: 'no_such_column', field: 'mapping' } });
  const noSuchField = await call(owner, 'PATCH', path, { mapping: { a: 'Shoe' } });
  expect(noSuchField).toMatchObject({ status: 422, body: { code: 'no_such_field' } });
  const noMode = await call(owner, 'POST', `${path}/start`, { mapping: { a: 'City' } });
  expect(noMode).toMatchObject({ status: 422, body: { code: 'mode_required', field: 'mode' } });
  expect((await get(owner, path)).body).toEqual(body);
  expect((await call(owner, 'POST', `${path}/start`, { mode: 'skip' })).status).toBe(200);
  await ended(owner, body.id);
  expect((await tablesOf(owner)).contacts[0]).toMatchObject({ city: null });
});

test('an import with a wrong mapping is kept, and can be started once that is mended', async () => {
  const owner = await newOwner();
  const { status, body } = await importFile(owner, csv(['a', 'Phone'], ['Dana', '0521234567']), {
    mapping: JSON.stringify({ b: 'FirstName' }),
  });
  expect({ status, body }).toMatchObject({ status: 422, body: { code: 'no_such_column', field: 'mapping' } });
  const path = `/imports/${body.importId}`;
  expect((await call(owner, 'POST', `${path}/start`, { mode: 'skip' })).body.code).toBe('no_such_column');
  const mended = await call(owner, 'PATCH', path, { mapping: { a: 'FirstName' } });
  expect(mended.body).toMatchObject({ state: 'ready', error: null, forecast: { created: 1 } });
});

test('start with the last wishes in its body, twice and in parallel, writes each row once', async () => {
  const owner = await newOwner();
  const people = Array.from({ length: 30 }, (_, n) => [`N${n}`, phoneOf(n)]);
  const { body } = await importFile(owner, csv(['a', 'Phone'], ...people));
  const start = () =>
    call(owner, 'POST', `/imports/${body.id}/start`, { mode: 'complete', mapping: { a: 'FirstName' } });
  const answers = await Promise.all([start(), start(), start()]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  await ended(owner, body.id);
  const again = await start();
  expect(again).toMatchObject({ status: 200, body: { state: 'done', created: 30 } });
  const { contacts, leads } = await tablesOf(owner);
  expect([contacts.length, leads.length]).toEqual([30, 30]);
  expect(contacts[0]?.firstName).toBe('N0');
});

test('what an import cannot do in its state is refused with 409', async () => {
  const owner = await newOwner();
  const { body } = await importFile(owner, csv(['FirstName', 'Phone'], ['Dana', '0521234567']));
  const say = async (verb: string) => (await call(owner, 'POST', `/imports/${body.id}/${verb}`)).body;
  for (const verb of ['pause', 'resume', 'undo'])
    expect(await say(verb)).toMatchObject({ status: 409, code: 'wrong_state' });
  await call(owner, 'POST', `/imports/${body.id}/start`, { mode: 'skip' });
  await ended(owner, body.id);
  for (const verb of ['pause', 'resume', 'start']) expect(await say(verb)).toMatchObject({ state: 'done' });
  expect((await call(owner, 'PATCH', `/imports/${body.id}`, { mode: 'skip' })).body.code).toBe('wrong_state');
  await say('undo');
  await ended(owner, body.id, ['undone']);
  for (const verb of ['pause', 'resume', 'start']) expect((await say(verb)).code).toBe('wrong_state');
});

test('a forecast beyond one chunk sees the rows before', async () => {
  const owner = await newOwner();
  const people = Array.from({ length: 1_100 }, (_, n) => [`N${n}`, phoneOf(n % 1_000)]);
  const { body } = await importFile(owner, csv(['FirstName', 'Phone'], ...people));
  const { forecast } = await foreseen(owner, body.id);
  expect(forecast).toMatchObject({ created: 1_000, skipped: 100 });
  const rows = await rowsOf(owner, body.id);
  expect(rows.slice(1_000).map(({ sameAsRow }) => sameAsRow)).toEqual(Array.from({ length: 100 }, (_, n) => n + 2));
  await call(owner, 'POST', `/imports/${body.id}/start`, { mode: 'skip' });
  await ended(owner, body.id);
  expect(outcomesOf(await rowsOf(owner, body.id))).toEqual(outcomesOf(rows));
});
