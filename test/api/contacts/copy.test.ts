import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { callWithKey } from '../../support/worker/keyed.ts';
import { contentOf } from '../../support/worker/observe.ts';
import { call, get, newOwner, type Owner } from '../../support/worker/owner.ts';

/** A second database of the owner's business on the other shard, and a key to it. */
async function secondDatabase(owner: Owner) {
  const shard = owner.shard === 'CONTACTS_1' ? 'CONTACTS_2' : 'CONTACTS_1';
  const { body } = await call(owner, 'POST', '/databases', { name: 'Second', shard });
  const key = await call(owner, 'POST', '/keys', { name: 'Second', scopes: ['admin'], databaseId: body.id });
  return { databaseId: body.id as string, shard, apiKey: key.body.key as string };
}

const DANA = {
  firstName: 'Dana',
  lastName: 'Levi',
  mobile: '052-1234567',
  notes: 'two\nlines',
  mailingList: false,
  contactTypes: ['buyer'],
  status: 'Customer',
  custom: { budget: 5 },
  marketer: { reference: 'word for word' },
};

async function dana(owner: Owner) {
  await call(owner, 'POST', '/fields', { key: 'budget', type: 'number' });
  return (await call(owner, 'POST', '/contacts', DANA)).body;
}

test('a copy on another shard is the record as it is, under a number of its own, and both logs say so', async () => {
  const owner = await newOwner();
  const second = await secondDatabase(owner);
  const contact = await dana(owner);
  await call(second, 'POST', '/contacts', { firstName: 'Noam', mobile: '052-1234567' });
  const { status, body } = await call(owner, 'POST', `/contacts/${contact.id}/copy`, { databaseId: second.databaseId });
  expect(status).toBe(201);
  expect(body).toEqual({
    ...contact,
    id: `${second.databaseId}-2`,
    number: 2,
    statusId: expect.any(String),
    updatedAt: expect.any(String),
  });
  expect(body.statusId).not.toBe(contact.statusId);
  expect((await get(second, `/contacts/${body.id}`)).body).toEqual(body);
  expect((await get(second, '/contacts?phone=0521234567')).body.items).toHaveLength(2);
  expect((await get(second, `/contacts/${body.id}/log`)).body.items).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'copied from', otherContactId: contact.id, by: 'Setup (API)' }),
      expect.objectContaining({ kind: 'inquiry', event: 'copy', wayIn: 'copy', token: null }),
    ]),
  );
  expect((await get(owner, `/contacts/${contact.id}/log`)).body.items[0]).toMatchObject({
    kind: 'copied to',
    otherContactId: body.id,
  });
});

test('the status is found by name, else by role, else it is new', async () => {
  const owner = await newOwner();
  const second = await secondDatabase(owner);
  await call(owner, 'POST', '/fields', { key: 'budget', type: 'number' });
  const statuses = (await get(owner, '/statuses')).body.items;
  const refused = statuses.find(({ role }: { role: string }) => role === 'notInterested');
  await call(owner, 'PATCH', `/statuses/${refused.id}`, { name: 'No thanks' });
  await call(owner, 'POST', '/statuses', { name: 'Elsewhere unknown' });
  for (const [here, there] of [
    ['Customer', 'Customer'],
    ['No thanks', 'Not interested'],
    ['Elsewhere unknown', 'New'],
  ]) {
    const { body: contact } = await call(owner, 'POST', '/contacts', { ...DANA, status: here });
    const { body } = await call(owner, 'POST', `/contacts/${contact.id}/copy`, { databaseId: second.databaseId });
    expect(body.status).toBe(there);
  }
});

test('a copy sent again under its Idempotency-Key is one copy, logged once on each side', async () => {
  const owner = await newOwner();
  const second = await secondDatabase(owner);
  const contact = await dana(owner);
  const copy = () => callWithKey(owner, 'k', 'POST', `/contacts/${contact.id}/copy`, { databaseId: second.databaseId });
  const answers = await Promise.all([copy(), copy()]);
  answers.push(await copy());
  expect(answers.map(({ body }) => body.number)).toEqual([1, 1, 1]);
  const there = await contentOf({ databaseId: second.databaseId, database: env[second.shard as 'CONTACTS_1'] });
  expect([there.contacts.length, there.leads.length, there.log.length]).toEqual([1, 1, 2]);
});

test('nothing is copied to another business, to itself, by a key that is not admin, or from nowhere', async () => {
  const owner = await newOwner();
  const other = await newOwner();
  const second = await secondDatabase(owner);
  const contact = await dana(owner);
  const copy = (by: { apiKey: string }, id: string, databaseId: string) =>
    call(by, 'POST', `/contacts/${id}/copy`, { databaseId });
  expect((await copy(owner, contact.id, other.databaseId)).status).toBe(404);
  expect((await copy(owner, contact.id, owner.databaseId)).body).toMatchObject({ status: 422, code: 'same_database' });
  expect((await copy(owner, `${owner.databaseId}-9`, second.databaseId)).status).toBe(404);
  expect((await copy(second, contact.id, owner.databaseId)).status).toBe(404);
  const { body: key } = await call(owner, 'POST', '/keys', { name: 'Agent', scopes: ['write'] });
  expect((await copy({ apiKey: key.key }, contact.id, second.databaseId)).status).toBe(403);
});
