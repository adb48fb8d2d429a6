import { expect, test } from 'vitest';
import { call, get, type Json, newOwner, type Owner, putLead, tablesOf } from '../../support/worker/owner.ts';

/* Any two contacts can be made one, with a choice field by field; an undo makes them two as they were. */

async function create(owner: Owner, fields: Json): Promise<Json> {
  const { status, body } = await call(owner, 'POST', '/contacts', fields);
  expect(status).toBe(201);
  return body;
}
const merge = (owner: Owner, kept: Json, contactId: string, take?: string[]) =>
  call(owner, 'POST', `/contacts/${kept.id}/merge`, { contactId, ...(take ? { take } : {}) });

async function twoContacts(owner: Owner) {
  await call(owner, 'POST', '/fields', { scope: 'contact', key: 'rooms', label: 'Rooms', type: 'number' });
  const kept = await create(owner, {
    firstName: 'Dana',
    phone: '052-1234567',
    city: 'Haifa',
    status: 'New',
    custom: { rooms: 3 },
  });
  const other = await create(owner, {
    firstName: 'Daniela',
    lastName: 'Levi',
    phone: '054-7654321',
    status: 'Customer',
    custom: { rooms: 4 },
    marketer: { reference: 'spring' },
  });
  return { kept, other };
}

test('two contacts that nothing has matched become one', async () => {
  const owner = await newOwner();
  const { kept, other } = await twoContacts(owner);
  const { status, body } = await merge(owner, kept, other.id);
  expect(status).toBe(200);
  expect(body.contact).toMatchObject({ id: kept.id, firstName: 'Dana', lastName: 'Levi', phone: '052-1234567' });
  expect(await get(owner, `/contacts/${other.id}`)).toMatchObject({ status: 410, body: { mergedInto: kept.id } });
  expect((await get(owner, '/duplicates')).body.items).toEqual([]);
  expect(await putLead(owner, { Phone: '0547654321' })).toMatchObject({ contactId: kept.id });
});

test('chosen fields take the other contact’s value, empty ones too; what stood there is logged and recognises', async () => {
  const owner = await newOwner();
  const { kept, other } = await twoContacts(owner);
  const take = ['firstName', 'phone', 'city', 'status', 'custom:rooms', 'marketer'];
  const { body } = await merge(owner, kept, other.id, take);
  expect(body.contact).toMatchObject({
    firstName: 'Daniela',
    lastName: 'Levi',
    phone: '054-7654321',
    city: null,
    status: other.status,
    custom: { rooms: 4 },
    marketerAccountNumber: 'spring',
  });
  const [entry] = (await get(owner, `/contacts/${kept.id}/log`)).body.items;
  expect(entry).toMatchObject({ kind: 'merge', beside: [] });
  expect(entry.changes).toEqual(
    expect.arrayContaining([
      { field: 'firstName', old: 'Dana', new: 'Daniela' },
      { field: 'phone', old: '052-1234567', new: '054-7654321' },
      { field: 'city', old: 'Haifa', new: null },
      { field: 'status', old: kept.status, new: other.status },
      { field: 'custom:rooms', old: 3, new: 4 },
    ]),
  );
  expect(await putLead(owner, { Phone: '0521234567' })).toMatchObject({ contactId: kept.id });
});

test('an undo gives both back exactly as they were, and leaves no pair behind', async () => {
  const owner = await newOwner();
  const { kept, other } = await twoContacts(owner);
  const { log, ...before } = await tablesOf(owner);
  const { body } = await merge(owner, kept, other.id, ['firstName', 'phone', 'status', 'custom:rooms', 'marketer']);
  expect((await call(owner, 'POST', `/merges/${body.mergeId}/undo`)).status).toBe(200);
  const { log: _, ...after } = await tablesOf(owner);
  expect(after).toEqual(before);
  expect(log).toBeDefined();
  expect((await get(owner, '/duplicates')).body.items).toEqual([]);
});

test('a pair that a lead found is merged with choices, and is a possible duplicate again after an undo', async () => {
  const owner = await newOwner();
  const { kept, other } = await twoContacts(owner);
  await call(owner, 'PATCH', `/contacts/${other.id}`, { phone: '052-1234567' });
  const [pair] = (await get(owner, '/duplicates')).body.items;
  const { body } = await call(owner, 'POST', `/duplicates/${pair.id}/merge`, { keep: kept.id, take: ['firstName'] });
  expect(body.contact.firstName).toBe('Daniela');
  await call(owner, 'POST', `/merges/${body.mergeId}/undo`);
  expect((await get(owner, '/duplicates')).body.items).toMatchObject([{ id: pair.id }]);
  expect((await get(owner, `/contacts/${kept.id}`)).body.firstName).toBe('Dana');
});

test('a field changed since the merge stays when it is undone', async () => {
  const owner = await newOwner();
  const { kept, other } = await twoContacts(owner);
  const { body } = await merge(owner, kept, other.id, ['firstName', 'city']);
  await call(owner, 'PATCH', `/contacts/${kept.id}`, { firstName: 'Dani' });
  await call(owner, 'POST', `/merges/${body.mergeId}/undo`);
  expect((await get(owner, `/contacts/${kept.id}`)).body).toMatchObject({ firstName: 'Dani', city: 'Haifa' });
  expect((await get(owner, `/contacts/${other.id}`)).body).toMatchObject({ firstName: 'Daniela', lastName: 'Levi' });
});

test('asked for twice, also at once, it is one merge', async () => {
  const owner = await newOwner();
  const { kept, other } = await twoContacts(owner);
  const answers = await Promise.all([merge(owner, kept, other.id), merge(owner, kept, other.id)]);
  expect(new Set(answers.map(({ body }) => body.mergeId)).size).toBe(1);
  expect((await merge(owner, other, kept.id)).status).toBe(410);
});

test('what cannot be is refused, and changes nothing', async () => {
  const owner = await newOwner();
  const { kept, other } = await twoContacts(owner);
  const stranger = await newOwner();
  const theirs = await create(stranger, { firstName: 'Omer', phone: '052-7777777' });
  const before = await tablesOf(owner);
  expect(await merge(owner, kept, kept.id)).toMatchObject({ status: 422, body: { code: 'same_contact' } });
  expect((await merge(owner, kept, theirs.id)).status).toBe(404);
  expect((await merge(owner, theirs, kept.id)).status).toBe(404);
  expect((await merge(owner, kept, `${owner.databaseId}-99`)).status).toBe(404);
  for (const field of ['number', 'recentLeads', '__proto__', 'constructor', 'custom:', 'databaseId']) {
    expect(await merge(owner, kept, other.id, [field])).toMatchObject({ status: 422, body: { code: 'invalid' } });
  }
  expect(await tablesOf(owner)).toEqual(before);
  expect((await tablesOf(stranger)).contacts).toHaveLength(1);
});
