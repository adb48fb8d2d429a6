import { expect, test } from 'vitest';
import { csv, ended, imported, importFile, rowsOf } from '../../support/worker/import-file.ts';
import { call, get, type Json, newOwner, putLead, tablesOf } from '../../support/worker/owner.ts';

const CSV = [
  'שם פרטי,שם משפחה,נייד,דוא"ל,הערה פנימית',
  'דנה,לוי,052-1234567,dana@example.com,ותיקה',
  'יוסי,כהן,054-7654321,,',
  'Dana,,0521234567,,again',
  ',,,,nobody',
].join('\r\n');

test('rows of a file become contacts, and a row of the same person is skipped', async () => {
  const owner = await newOwner();
  const { status, body } = await importFile(owner, CSV, { mode: 'skip' });
  expect(status, JSON.stringify(body)).toBe(201);
  const done = await ended(owner, body.id);
  expect(done).toMatchObject({ state: 'done', rows: 4, done: 4, created: 2, skipped: 1, failed: 1, updated: 0 });
  const { contacts, leads, tasks } = await tablesOf(owner);
  expect(contacts).toHaveLength(2);
  expect(contacts[0]).toMatchObject({ firstName: 'דנה', websiteLastToken: null, createdBy: 'contacts.csv (Import)' });
  expect(leads).toHaveLength(3);
  expect(tasks).toHaveLength(0);
});

test('skip changes nothing of a known card and writes nothing into its log', async () => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const before = await tablesOf(owner);
  const log = (await get(owner, `/contacts/${contactId}/log`)).body;
  await imported(owner, csv(['FirstName', 'Phone', 'Email', 'City'], ['Dan', '0521234567', 'd@example.com', 'Haifa']));
  const after = await tablesOf(owner);
  expect(after.contacts).toEqual(before.contacts);
  expect(after.identities).toEqual(before.identities);
  expect(after.log).toEqual(before.log);
  expect(after.tasks).toEqual(before.tasks);
  expect((await get(owner, `/contacts/${contactId}/log`)).body).toEqual(log);
});

test('complete fills only what is empty, tells old and new, and stamps no token', async () => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const before = (await get(owner, `/contacts/${contactId}`)).body;
  const done = await imported(
    owner,
    csv(['FirstName', 'Phone', 'Email', 'City'], ['Dan', '0521234567', 'd@example.com', 'Haifa']),
    { mode: 'complete' },
  );
  expect(done).toMatchObject({ created: 0, updated: 1, skipped: 0, failed: 0 });
  const after = (await get(owner, `/contacts/${contactId}`)).body;
  const { updatedAt: _, ...same } = before;
  expect(after).toMatchObject({ ...same, email: 'd@example.com', city: 'Haifa' });
  const [line] = (await get(owner, `/contacts/${contactId}/log`)).body.items;
  expect(line).toMatchObject({ kind: 'inquiry', wayIn: 'import', by: 'contacts.csv (Import)', token: null });
  expect(line).toMatchObject({
    event: 'import',
    matchedBy: ['phone'],
    statusBefore: null,
    task: null,
    changes: [
      { field: 'email', old: null, new: 'd@example.com' },
      { field: 'city', old: null, new: 'Haifa' },
    ],
  });
});

test('complete keeps further identities, which recognise the person afterwards', async () => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567', Email: 'd@example.com' });
  await imported(owner, csv(['Phone', 'Email'], ['0521234567', 'second@example.com']), { mode: 'complete' });
  expect((await get(owner, `/contacts/${contactId}`)).body.email).toBe('d@example.com');
  const again = await putLead(owner, { LastName: 'X', Email: 'Second@Example.com' });
  expect(again).toMatchObject({ contactId, status: 'updated' });
});

test('reset sets the status to new and touches nothing else', async () => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const statuses: Json[] = (await get(owner, '/statuses')).body.items;
  const [fresh, , customer] = statuses;
  await call(owner, 'PATCH', `/contacts/${contactId}`, { statusId: customer.id });
  const before = await tablesOf(owner);
  const done = await imported(
    owner,
    csv(['FirstName', 'Phone', 'Email', 'status'], ['Dan', '0521234567', 'd@example.com', customer.name]),
    { mode: 'reset' },
  );
  expect(done).toMatchObject({ renewed: 1, updated: 0, created: 0 });
  const after = await tablesOf(owner);
  expect(after.identities).toEqual(before.identities);
  const [card] = after.contacts;
  const [old] = before.contacts;
  expect(card).toEqual({ ...old, statusId: fresh.id, updatedAt: card?.updatedAt });
  const [line] = (await get(owner, `/contacts/${contactId}/log`)).body.items;
  expect(line).toMatchObject({ wayIn: 'import', statusBefore: customer.name, statusAfter: fresh.name, changes: [] });
});

test.each([
  ['skip', 1],
  ['complete', 2],
  ['reset', 2],
])('a process named opens a task for each row that is written in mode %s', async (mode, tasks) => {
  const owner = await newOwner();
  await call(owner, 'POST', '/contacts', { firstName: 'Dana', phone: '052-1234567' });
  const file = csv(['FirstName', 'Phone', 'Remarks'], ['Dana', '0521234567', 'call'], ['Noam', '0527654321', 'meet']);
  await imported(owner, file, { mode, stageId: owner.stageIds[1] ?? '' });
  const table = await tablesOf(owner);
  expect(table.tasks).toHaveLength(tasks);
  expect(table.tasks.every(({ stageId }) => stageId === owner.stageIds[1])).toBe(true);
});

test('an import shows in the list and in the logs of those it made', async () => {
  const owner = await newOwner();
  const { id } = await imported(
    owner,
    csv(['FirstName', 'Phone'], ['Dana', '0521234567']),
    { mode: 'skip' },
    'a b.csv',
  );
  await imported(owner, csv(['FirstName', 'Phone'], ['Noam', '0527654321']), { mode: 'skip' }, 'second.csv');
  const { items } = (await get(owner, '/imports?limit=1')).body;
  expect(items.map(({ name, state, created }: Json) => [name, state, created])).toEqual([['second.csv', 'done', 1]]);
  const { nextCursor } = (await get(owner, '/imports?limit=1')).body;
  const page = (await get(owner, `/imports?limit=1&cursor=${nextCursor}`)).body;
  expect(page).toMatchObject({ items: [{ id, name: 'a b.csv', mode: 'skip' }], nextCursor: null });
  const [row] = await rowsOf(owner, id);
  const log = (await get(owner, `/contacts/${row.contactId}/log`)).body.items;
  expect(log).toHaveLength(1);
  expect(log[0]).toMatchObject({ wayIn: 'import', event: 'import', by: 'a b.csv (Import)', token: null });
  expect((await get(owner, `/contacts/${row.contactId}`)).body).toMatchObject({ websiteLastToken: null });
});
