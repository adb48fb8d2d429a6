import { expect, test } from 'vitest';
import { csv, ended, imported, phoneOf } from '../../support/worker/import-file.ts';
import { call, get, type Json, newOwner, type Owner, putLead, tablesOf } from '../../support/worker/owner.ts';

const HEADER = ['FirstName', 'Phone', 'Email', 'City'];

async function undone(owner: Owner, id: string): Promise<Json> {
  const { status, body } = await call(owner, 'POST', `/imports/${id}/undo`);
  expect({ status, body }).toMatchObject({ status: 200 });
  return ended(owner, id, ['undone']);
}

/** What the tables hold, without the emptied card that keeps the highest number. */
async function standing(owner: Owner) {
  const tables = await tablesOf(owner);
  return { ...tables, contacts: tables.contacts.filter(({ erasedAt }) => erasedAt === null) };
}

const reports = async (owner: Owner) => (await get(owner, '/reports/leads?by=status')).body.total;

test.each(['skip', 'complete', 'reset'])('after an undo of mode %s it is as if nothing had been', async (mode) => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  await putLead(owner, { FirstName: 'Tal', Email: 'tal@example.com' });
  const [, , customer]: Json[] = (await get(owner, '/statuses')).body.items;
  await call(owner, 'PATCH', `/contacts/${contactId}`, { statusId: customer.id });
  const before = await tablesOf(owner);
  const counted = await reports(owner);
  const file = csv(
    HEADER,
    ['Dan', '0521234567', 'dana@example.com', 'Haifa'],
    ['Noam', '0527654321', 'noam@example.com', ''],
    ['Noam', '0527654321', 'other@example.com', 'Jaffa'],
    ['Both', '0521234567', 'tal@example.com', ''],
    ['', '', '', 'Acre'],
  );
  const { id } = await imported(owner, file, { mode, processId: owner.processId });
  expect((await get(owner, '/contacts?q=noam')).body.items).toHaveLength(1);
  const after = await undone(owner, id);
  expect(after).toMatchObject({ state: 'undone', kept: 0, error: null });

  const now = await standing(owner);
  const known = (tables: typeof now) => tables.contacts.map(({ updatedAt: _, taskCount: __, ...card }) => card);
  expect(known(now)).toEqual(known(before));
  expect(now.identities).toEqual(before.identities);
  expect(now.leads).toEqual(before.leads);
  expect(now.tasks).toEqual(before.tasks);
  expect(now.log.filter(({ kind }) => kind !== 'import undone')).toEqual(before.log);
  expect(now.possibleDuplicates).toEqual(before.possibleDuplicates);
  expect(await reports(owner)).toEqual(counted);
  expect((await get(owner, '/contacts?q=noam')).body.items).toEqual([]);
  expect((await get(owner, '/contacts?phone=0527654321')).body.items).toEqual([]);
  expect((await get(owner, '/tasks?status=open')).body.items).toHaveLength(before.tasks.length);
});

test('the log of a contact that stays tells of the undo, with what went back', async () => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const { id } = await imported(owner, csv(HEADER, ['', '0521234567', '', 'Haifa']), { mode: 'complete' });
  await undone(owner, id);
  const [line] = (await get(owner, `/contacts/${contactId}/log`)).body.items;
  expect(line).toMatchObject({ kind: 'import undone', changes: [{ field: 'city', old: 'Haifa', new: null }] });
});

test('customer numbers that were given are not given again', async () => {
  const owner = await newOwner();
  const { id } = await imported(owner, csv(HEADER, ['A', '', '', ''], ['B', '', '', ''], ['C', '', '', '']));
  await undone(owner, id);
  expect((await get(owner, '/contacts')).body.items).toEqual([]);
  const { contactId } = await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  expect(contactId).toBe(`${owner.databaseId}-4`);
});

test('undo twice is harmless, and the same file can be imported again', async () => {
  const owner = await newOwner();
  const file = csv(HEADER, ['Dana', '0521234567', '', ''], ['Noam', '0527654321', '', '']);
  const { id } = await imported(owner, file);
  const first = await undone(owner, id);
  expect(await undone(owner, id)).toEqual(first);
  const again = await imported(owner, file);
  expect(again).toMatchObject({ created: 2, skipped: 0 });
  expect(await undone(owner, id)).toEqual(first);
  expect((await standing(owner)).contacts).toHaveLength(2);
});

test('undo in parallel takes back once', async () => {
  const owner = await newOwner();
  const { contactId } = await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const { id } = await imported(owner, csv(HEADER, ['', '0521234567', '', 'Haifa'], ['Noam', '', '', '']), {
    mode: 'complete',
  });
  await Promise.all([undone(owner, id), undone(owner, id), undone(owner, id)]);
  const log = (await get(owner, `/contacts/${contactId}/log`)).body.items;
  expect(log.filter(({ kind }: Json) => kind === 'import undone')).toHaveLength(1);
});

test('of two imports the earlier can be undone, and what the later added stays', async () => {
  const owner = await newOwner();
  const first = await imported(owner, csv(HEADER, ['Dana', '0521234567', '', ''], ['Noam', '0527654321', '', '']));
  await imported(owner, csv(HEADER, ['', '0521234567', '', 'Haifa']), { mode: 'complete' });
  const { kept } = await undone(owner, first.id);
  expect(kept).toBe(1);
  expect((await standing(owner)).contacts).toMatchObject([{ firstName: 'Dana', city: 'Haifa' }]);
});

test('rows of one person far apart are taken back together', async () => {
  const owner = await newOwner();
  const crowd = Array.from({ length: 600 }, (_, n) => [`N${n}`, phoneOf(n), '', '']);
  const file = csv(HEADER, ['', '0521234567', '', ''], ...crowd, ['Dana', '0521234567', 'd@example.com', 'Haifa']);
  const { id } = await imported(owner, file, { mode: 'complete' });
  expect(await undone(owner, id)).toMatchObject({ kept: 0 });
  const { contacts, identities, leads, log } = await standing(owner);
  expect([contacts, identities, leads, log]).toEqual([[], [], [], []]);
});
