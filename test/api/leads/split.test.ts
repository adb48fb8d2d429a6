import { env, exports } from 'cloudflare:workers';
import { drizzle } from 'drizzle-orm/d1';
import { expect, test } from 'vitest';
import { newLeadId } from '../../../src/ids/lead-id.ts';
import { leads } from '../../../src/storage/contacts/schema.ts';
import { call, get, type Json, newOwner, ORIGIN, type Owner, putLead, tablesOf } from '../../support/worker/owner.ts';

const DANA = { FirstName: 'Dana', LastName: 'Levi', Phone: '052-1234567' };
const NOAM = { FirstName: 'Noam', Phone: '0521234567', Email: 'noam@example.com', City: 'Eilat', Remarks: 'A flat' };

/** Dana, and Noam who was taken for her because he gave the office's phone. */
async function twoByOnePhone(owner: Owner) {
  const dana = await putLead(owner, DANA);
  const noam = await putLead(owner, NOAM);
  expect([noam.status, noam.contactId]).toEqual(['updated', dana.contactId]);
  return { dana, noam };
}

/** The same words once more, as another isolate of the edge takes them and the writer recognises them. */
async function retryOf(owner: Owner, { id: first }: Json) {
  const row = (await tablesOf(owner)).leads.find(({ id }) => id === first);
  if (!row) throw new Error('no such lead');
  const id = await newLeadId('test-secret', owner.databaseId, row.receivedAt + 1000);
  const retry = { ...row, id, receivedAt: row.receivedAt + 1000, status: 'duplicate' as const, outcome: null };
  await drizzle(env[owner.shard]).insert(leads).values(retry);
  return { id };
}

const split = (owner: Owner, { id }: Json) => call(owner, 'POST', `/leads/${id}/split`);

test('a lead that was taken for somebody else becomes a contact of its own, with all it brought', async () => {
  const owner = await newOwner();
  const { dana, noam } = await twoByOnePhone(owner);
  await call(owner, 'PATCH', `/tasks/${dana.contactId}-2`, { notes: 'Call Noam' });
  const { status, body } = await split(owner, noam);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    splitId: expect.any(String),
    contact: {
      id: `${owner.databaseId}-2`,
      firstName: 'Noam',
      lastName: null,
      email: 'noam@example.com',
      city: 'Eilat',
    },
  });
  expect((await get(owner, `/contacts/${dana.contactId}`)).body).toMatchObject({
    firstName: 'Dana',
    lastName: 'Levi',
    email: null,
    city: null,
  });
  const log = (await get(owner, `/contacts/${body.contact.id}/log`)).body.items;
  expect(log).toMatchObject([
    { kind: 'split', splitId: body.splitId, leadId: noam.id, otherContactId: dana.contactId, by: 'Setup (API)' },
    { kind: 'task', task: `${body.contact.id}-1` },
    { kind: 'inquiry', leadId: noam.id, leadStatus: 'created', task: `${body.contact.id}-1` },
  ]);
  expect((await get(owner, `/contacts/${dana.contactId}/log`)).body.items).toMatchObject([
    {
      kind: 'split',
      otherContactId: body.contact.id,
      changes: expect.arrayContaining([{ field: 'city', old: 'Eilat', new: null }]),
    },
    { kind: 'inquiry', leadId: dana.id },
  ]);
  const again = await putLead(owner, { Email: 'noam@example.com', Remarks: 'Any news?' });
  expect(again.contactId).toBe(body.contact.id);
  expect((await get(owner, '/duplicates')).body.items).toEqual([]);
});

test('an undo puts it back exactly, and the number that was given leads to the contact', async () => {
  const owner = await newOwner();
  const { dana, noam } = await twoByOnePhone(owner);
  await call(owner, 'PATCH', `/tasks/${dana.contactId}-2`, { done: true });
  const before = await tablesOf(owner);
  const { body } = await split(owner, noam);
  expect((await split(owner, noam)).body).toEqual(body);
  const undone = await call(owner, 'POST', `/splits/${body.splitId}/undo`);
  expect(undone).toMatchObject({ status: 200, body: { contact: { id: dana.contactId, email: 'noam@example.com' } } });
  const { log, contacts, ...after } = await tablesOf(owner);
  const { log: logBefore, contacts: contactsBefore, ...others } = before;
  expect(after).toEqual(others);
  const timeless = (cards: typeof contacts) => cards.map((card) => ({ ...card, updatedAt: 0 }));
  expect(timeless(contacts.slice(0, 1))).toEqual(timeless(contactsBefore));
  expect(log.filter(({ kind }) => !kind.startsWith('split'))).toEqual(logBefore);
  expect(await get(owner, `/contacts/${body.contact.id}`)).toMatchObject({
    status: 410,
    body: { code: 'merged', mergedInto: dana.contactId },
  });
  expect((await call(owner, 'POST', `/splits/${body.splitId}/undo`)).status).toBe(200);
  expect((await tablesOf(owner)).log).toHaveLength(log.length);
  expect((await split(owner, noam)).body.contact.id).toBe(`${owner.databaseId}-3`);
});

test('the retries of a lead go with it and come back with it', async () => {
  const owner = await newOwner();
  const { dana, noam } = await twoByOnePhone(owner);
  const retry = await retryOf(owner, noam);
  expect((await get(owner, `/leads/${retry.id}`)).body.contactId).toBe(dana.contactId);
  const { body } = await split(owner, noam);
  expect((await get(owner, `/leads/${retry.id}`)).body.contactId).toBe(body.contact.id);
  await call(owner, 'POST', `/splits/${body.splitId}/undo`);
  expect((await get(owner, `/leads/${retry.id}`)).body.contactId).toBe(dana.contactId);
});

test('what cannot be split or undone says why, and what to do', async () => {
  const [owner, stranger] = [await newOwner(), await newOwner()];
  const { dana, noam } = await twoByOnePhone(owner);
  expect(await split(owner, dana)).toMatchObject({ status: 409, body: { code: 'made_the_contact' } });
  expect(await split(owner, { id: 'nothing' })).toMatchObject({ status: 404, body: { code: 'no_such_lead' } });
  expect(await split(stranger, noam)).toMatchObject({ status: 404 });
  expect(await call(owner, 'POST', '/splits/nothing/undo')).toMatchObject({ status: 404 });
  const { body } = await split(owner, noam);
  expect(await call(stranger, 'POST', `/splits/${body.splitId}/undo`)).toMatchObject({ status: 404 });
  await call(owner, 'PATCH', `/contacts/${body.contact.id}`, { city: 'Haifa' });
  const undo = () => call(owner, 'POST', `/splits/${body.splitId}/undo`);
  expect(await undo()).toMatchObject({ status: 409, body: { code: 'used_since' } });
  const merged = await call(owner, 'POST', `/duplicates/${owner.databaseId}-1-2/merge`, { keep: dana.contactId });
  expect(merged).toMatchObject({ status: 200, body: { contact: { id: dana.contactId, city: 'Haifa' } } });
  expect(await undo()).toMatchObject({ status: 409, body: { code: 'merged_since' } });
});

test('a read-only key splits nothing, and one that may not read sees only the id', async () => {
  const owner = await newOwner();
  const { noam } = await twoByOnePhone(owner);
  const keyWith = async (scopes: string[]) =>
    ({ apiKey: (await call(owner, 'POST', '/keys', { name: scopes.join(), scopes })).body.key }) as Owner;
  expect((await split(await keyWith(['read']), noam)).status).toBe(403);
  const { body } = await split(await keyWith(['write']), noam);
  expect(Object.keys(body.contact).sort()).toEqual(['id', 'number']);
});

test('a split under its Idempotency-Key is one split', async () => {
  const owner = await newOwner();
  const { noam } = await twoByOnePhone(owner);
  const keyed = () =>
    exports.default.fetch(`${ORIGIN}/api/v1/leads/${noam.id}/split`, {
      method: 'POST',
      headers: { authorization: `Bearer ${owner.apiKey}`, 'idempotency-key': 'one' },
    });
  const bodies = [await (await keyed()).json(), await (await keyed()).json()];
  expect(bodies[1]).toEqual(bodies[0]);
  expect((await tablesOf(owner)).contacts).toHaveLength(2);
});

test('erasing the one who was split off leaves nothing of them with the other', async () => {
  const owner = await newOwner();
  const { noam } = await twoByOnePhone(owner);
  await retryOf(owner, noam);
  const { body } = await split(owner, noam);
  expect((await call(owner, 'DELETE', `/contacts/${body.contact.id}`)).status).toBe(204);
  const shard = env[owner.shard];
  const { results } = await shard
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%database_id%'")
    .all<{ name: string }>();
  const tables = await shard.batch(
    results.map(({ name }) => shard.prepare(`SELECT * FROM ${name} WHERE database_id = ?1`).bind(owner.databaseId)),
  );
  const text = JSON.stringify(tables.flatMap((table) => table.results));
  expect(['Noam', 'noam@', 'Eilat', 'A flat'].filter((word) => text.includes(word))).toEqual([]);
  expect(text).toContain('Dana');
});
