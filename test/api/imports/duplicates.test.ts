import { expect, test } from 'vitest';
import { csv, imported, outcomesOf, phoneOf, rowsOf } from '../../support/worker/import-file.ts';
import { call, get, newOwner, putLead, tablesOf } from '../../support/worker/owner.ts';

const crowd = (count: number) => Array.from({ length: count }, (_, n) => [`N${n}`, phoneOf(n), '', '']);
const HEADER = ['FirstName', 'Phone', 'Email', 'IdNumber'];

test('rows of a file are compared by phone, e-mail and ID number, and the first one wins', async () => {
  const owner = await newOwner();
  const file = csv(
    HEADER,
    ['Dana', '052-1234567', 'dana@example.com', '203745823'],
    ['Phone', '+972 52 123 4567', '', ''],
    ['Email', '', 'DANA@example.com', ''],
    ['Id', '', '', '20374582-3'],
    ['Noam', '054-7654321', '', ''],
  );
  const { id } = await imported(owner, file);
  expect(outcomesOf(await rowsOf(owner, id))).toEqual(['created', 'skipped', 'skipped', 'skipped', 'created']);
  const { contacts } = await tablesOf(owner);
  expect(contacts.map(({ firstName }) => firstName)).toEqual(['Dana', 'Noam']);
});

test.each([
  ['the bare row first', true],
  ['the full row first', false],
])('rows that share a phone far apart are one contact, %s', async (_, isBareFirst) => {
  const owner = await newOwner();
  const bare = ['', '0521234567', '', ''];
  const full = ['Dana', '052-123-4567', 'dana@example.com', ''];
  const [first, last] = isBareFirst ? [bare, full] : [full, bare];
  const { id } = await imported(owner, csv(HEADER, first, ...crowd(1_150), last), { mode: 'complete' });
  const rows = await rowsOf(owner, id);
  expect(rows).toHaveLength(1_152);
  expect(rows.filter(({ outcome }) => outcome !== 'created').map(({ row }) => row)).toEqual([1_153]);
  expect(rows.at(-1)).toMatchObject({ outcome: 'updated', contactId: rows[0].contactId });
  const { body } = await get(owner, '/contacts?email=dana@example.com');
  expect(body.items).toMatchObject([{ id: rows[0].contactId, firstName: 'Dana' }]);
});

test('an identity that only a skipped row brought recognises nobody', async () => {
  const owner = await newOwner();
  const file = csv(
    HEADER,
    ['Dana', '052-1234567', '', ''],
    ['Dana', '052-1234567', 'd@example.com', ''],
    ['Other', '', 'd@example.com', ''],
  );
  const { id } = await imported(owner, file);
  expect(outcomesOf(await rowsOf(owner, id))).toEqual(['created', 'skipped', 'created']);
});

test('filler never makes two rows one person', async () => {
  const owner = await newOwner();
  const file = csv(
    HEADER,
    ['A', '0500000000', 'test@test.com', '000000000'],
    ['B', '0500000000', 'test@test.com', '123456789'],
    ['C', '1234567', 'a@a.a', '123456789'],
  );
  const { id } = await imported(owner, file);
  const rows = await rowsOf(owner, id);
  expect(outcomesOf(rows)).toEqual(['created', 'created', 'created']);
  expect(rows[0].warnings.map(({ code }: { code: string }) => code)).toContain('junk_identity');
  expect((await tablesOf(owner)).identities).toEqual([]);
});

test('of several contacts that match a completed row the strongest is taken, and the pair is shown', async () => {
  const owner = await newOwner();
  const byPhone = await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const byEmail = await putLead(owner, { FirstName: 'D', Email: 'dana@example.com' });
  const file = csv(HEADER, ['X', '0521234567', 'dana@example.com', '']);
  const { id } = await imported(owner, file, { mode: 'complete' });
  expect((await rowsOf(owner, id))[0]).toMatchObject({ outcome: 'updated', contactId: byPhone.contactId });
  const pairs = (await get(owner, '/duplicates')).body.items;
  expect(pairs).toHaveLength(1);
  expect(JSON.stringify(pairs)).toContain(byEmail.contactId);
});

test('a database that allows duplicates takes every row', async () => {
  const owner = await newOwner();
  await call(owner, 'PATCH', `/databases/${owner.databaseId}`, { allowDuplicates: true });
  await putLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const file = csv(HEADER, ['Dana', '0521234567', '', ''], ['Dana', '0521234567', '', '']);
  const done = await imported(owner, file);
  expect(done).toMatchObject({ created: 2, skipped: 0 });
  expect((await tablesOf(owner)).contacts).toHaveLength(3);
});

test('an import into a database of the second shard writes there', async () => {
  const owner = await newOwner({ shard: 'CONTACTS_2' });
  const done = await imported(owner, csv(HEADER, ['Dana', '0521234567', '', '']));
  expect(owner.shard).toBe('CONTACTS_2');
  expect(done).toMatchObject({ created: 1 });
  expect((await tablesOf(owner)).contacts).toHaveLength(1);
  expect((await get(owner, '/imports')).body.items).toMatchObject([{ id: done.id, state: 'done' }]);
});
