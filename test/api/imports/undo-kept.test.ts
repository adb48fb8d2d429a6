import { expect, test } from 'vitest';
import { csv, ended, imported, rowsOf } from '../../support/worker/import-file.ts';
import { call, get, type Json, newOwner, type Owner, putLead, sendLead, tablesOf } from '../../support/worker/owner.ts';

const HEADER = ['FirstName', 'Phone', 'Email', 'City'];

async function undone(owner: Owner, id: string): Promise<Json> {
  await call(owner, 'POST', `/imports/${id}/undo`);
  return ended(owner, id, ['undone']);
}

const PAIR = csv(HEADER, ['Dana', '0521234567', 'dana@example.com', ''], ['Noam', '0527654321', '', '']);

/** Imports two people, lets somebody do something with the first, and undoes the import. */
async function usedAndUndone(use: (owner: Owner, contactId: string) => Promise<unknown>, said = {}) {
  const owner = await newOwner();
  const { id } = await imported(owner, PAIR, { mode: 'complete', ...said });
  const [{ contactId }] = await rowsOf(owner, id);
  await use(owner, contactId);
  const { kept } = await undone(owner, id);
  const { contacts, ...tables } = await tablesOf(owner);
  return { owner, contactId, kept, contacts: contacts.filter(({ erasedAt }) => erasedAt === null), ...tables };
}

test.each<[string, (owner: Owner, contactId: string) => Promise<unknown>]>([
  ['a web lead of the person', (owner) => sendLead(owner, { Phone: '052-1234567', Remarks: 'again' })],
  ['a change by hand', (owner, id) => call(owner, 'PATCH', `/contacts/${id}`, { city: 'Haifa' })],
  ['a note', (owner, id) => call(owner, 'POST', `/contacts/${id}/log`, { text: 'Calls back' })],
  ['another import', (owner) => imported(owner, csv(HEADER, ['', '0521234567', '', 'X']), { mode: 'complete' })],
])('%s keeps the contact and its row, and the other goes', async (_, use) => {
  const { kept, contacts, leads } = await usedAndUndone(use);
  expect(kept).toBe(1);
  expect(contacts).toMatchObject([{ firstName: 'Dana', phone: '0521234567' }]);
  expect(leads.some(({ wayIn, status }) => wayIn === 'import' && status === 'created')).toBe(true);
});

test('a contact with a finished task stays, with its task; one whose task is untouched goes', async () => {
  const owner = await newOwner();
  const { id } = await imported(owner, PAIR, { mode: 'skip', processId: owner.processId });
  const [{ contactId }] = await rowsOf(owner, id);
  await call(owner, 'PATCH', `/tasks/${contactId}-1`, { done: true });
  expect((await undone(owner, id)).kept).toBe(1);
  expect((await get(owner, `/contacts/${contactId}/tasks`)).body.items).toHaveLength(1);
  expect((await tablesOf(owner)).tasks).toHaveLength(1);
});

test('a task that was moved or noted on keeps the row that completed a known contact', async () => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const { id } = await imported(owner, PAIR, { mode: 'complete', processId: owner.processId });
  await call(owner, 'PATCH', `/tasks/${contactId}-2`, { notes: 'called' });
  expect((await undone(owner, id)).kept).toBe(1);
  const tasks: Json[] = (await get(owner, `/contacts/${contactId}/tasks`)).body.items;
  expect(tasks.map(({ notes }) => notes)).toContain('called');
});

test('a merged contact stays as it was merged, and so do its leads', async () => {
  const owner = await newOwner();
  const other = await putLead(owner, { FirstName: 'D', Email: 'second@example.com' });
  const { id } = await imported(owner, PAIR);
  await putLead(owner, { Phone: '0521234567', Email: 'second@example.com' });
  const [pair] = (await get(owner, '/duplicates')).body.items;
  const merge = await call(owner, 'POST', `/duplicates/${pair.id}/merge`, { keep: other.contactId });
  const before = (await get(owner, `/contacts/${other.contactId}`)).body;
  expect((await undone(owner, id)).kept).toBe(1);
  expect((await get(owner, `/contacts/${other.contactId}`)).body).toEqual(before);
  expect((await call(owner, 'POST', `/merges/${merge.body.mergeId}/undo`)).status).toBe(200);
});

test('a field that somebody changed since keeps the new value, the others go back', async () => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const file = csv(HEADER, ['', '0521234567', 'import@example.com', 'Haifa']);
  const { id } = await imported(owner, file, { mode: 'complete' });
  await call(owner, 'PATCH', `/contacts/${contactId}`, { city: 'Jaffa' });
  expect((await undone(owner, id)).kept).toBe(0);
  expect((await get(owner, `/contacts/${contactId}`)).body).toMatchObject({ city: 'Jaffa', email: null });
  expect((await get(owner, '/contacts?email=import@example.com')).body.items).toEqual([]);
});

test('an identity by which the person came again goes on recognising them', async () => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567', Email: 'dana@example.com' });
  const { id } = await imported(owner, csv(HEADER, ['', '0521234567', 'second@example.com', '']), { mode: 'complete' });
  await sendLead(owner, { FirstName: 'Dana', Email: 'second@example.com', Remarks: 'it is me' });
  await undone(owner, id);
  const again = await sendLead(owner, { FirstName: 'Dana', Email: 'second@example.com', Remarks: 'and again' });
  expect(again.contactId).toBe(contactId);
});

test('a status that was reset goes back, unless somebody has set another one since', async () => {
  const owner = await newOwner();
  const [, second, third]: Json[] = (await get(owner, '/statuses')).body.items;
  const contacts: string[] = [];
  for (const phone of ['0521234567', '0527654321']) {
    const { body } = await call(owner, 'POST', '/contacts', { firstName: 'X', phone, statusId: third.id });
    contacts.push(body.id);
  }
  const { id } = await imported(owner, csv(HEADER, ['', '0521234567', '', ''], ['', '0527654321', '', '']), {
    mode: 'reset',
  });
  await call(owner, 'PATCH', `/contacts/${contacts[1]}`, { statusId: second.id });
  await undone(owner, id);
  const now = await Promise.all(contacts.map(async (it) => (await get(owner, `/contacts/${it}`)).body.status));
  expect(now).toEqual([third.name, second.name]);
});

test('a contact that was erased meanwhile stays erased', async () => {
  const owner = await newOwner();
  const { id } = await imported(owner, PAIR);
  const [{ contactId }] = await rowsOf(owner, id);
  expect((await call(owner, 'DELETE', `/contacts/${contactId}`)).status).toBe(204);
  await undone(owner, id);
  expect((await get(owner, `/contacts/${contactId}`)).status).toBe(404);
  expect((await get(owner, '/contacts')).body.items).toEqual([]);
  expect((await tablesOf(owner)).leads).toMatchObject([{ fields: null }]);
});

test('what did not change does not stand in the log as taken back', async () => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const { id } = await imported(owner, csv(HEADER, ['', '0521234567', '', '']), { mode: 'reset' });
  await undone(owner, id);
  const log: Json[] = (await get(owner, `/contacts/${contactId}/log`)).body.items;
  expect(log.flatMap(({ changes }) => changes)).toEqual([]);
});

test('a possible duplicate that a web lead has found since, too, stays', async () => {
  const owner = await newOwner();
  await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  await putLead(owner, { FirstName: 'D', Email: 'dana@example.com' });
  const { id } = await imported(owner, csv(HEADER, ['', '0521234567', 'dana@example.com', '']), { mode: 'complete' });
  await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567', Email: 'dana@example.com', Remarks: 'again' });
  expect((await get(owner, '/duplicates')).body.items).toHaveLength(1);
  await undone(owner, id);
  expect((await get(owner, '/duplicates')).body.items).toHaveLength(1);
});

test('a contact that a later import has skipped as known is not lost with the import that made it', async () => {
  const owner = await newOwner();
  const { id } = await imported(owner, PAIR, { mode: 'skip' });
  await imported(owner, csv(HEADER, ['Dana', '0521234567', '', '']), { mode: 'skip' });
  await undone(owner, id);
  expect((await get(owner, '/contacts?phone=0521234567')).body.items).toHaveLength(1);
});

test('a contact that was made one with another since keeps what both had', async () => {
  const owner = await newOwner();
  await call(owner, 'POST', '/contacts', { firstName: 'A', phone: '0551110031' });
  const b = await call(owner, 'POST', '/contacts', { firstName: 'B', email: 'b@example.com', city: 'Eilat' });
  const row = ['A', '0551110031', 'b@example.com', 'Eilat'];
  const { id } = await imported(owner, csv(HEADER, row), { mode: 'complete' });
  const [pair] = (await get(owner, '/duplicates')).body.items;
  expect((await call(owner, 'POST', `/duplicates/${pair.id}/merge`, { keep: b.body.id })).status).toBe(200);
  expect((await undone(owner, id)).kept).toBe(1);
  expect((await get(owner, `/contacts/${b.body.id}`)).body).toMatchObject({ email: 'b@example.com', city: 'Eilat' });
});

test('what one import kept because of another goes when both are taken back', async () => {
  const owner = await newOwner();
  const first = await imported(owner, PAIR, { mode: 'complete' });
  const second = await imported(owner, PAIR, { mode: 'complete' });
  expect((await undone(owner, first.id)).kept).toBe(2);
  expect((await undone(owner, second.id)).kept).toBe(0);
  expect((await undone(owner, first.id)).kept).toBe(0);
  expect((await tablesOf(owner)).contacts.filter(({ erasedAt }) => erasedAt === null)).toEqual([]);
});
