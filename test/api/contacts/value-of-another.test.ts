import { expect, test } from 'vitest';
import { call, get, newOwner, type Owner, tablesOf } from '../../support/worker/owner.ts';

const AGENT = { phone: '03-7318009' };

/** Noa, who can only be reached by her agent's phone. */
async function noa(owner: Owner): Promise<string> {
  const { body } = await call(owner, 'POST', '/leads?wait=1', { name: 'Noa Barak', agent: AGENT });
  expect(body.warnings).toMatchObject([{ code: 'contact_of_another' }]);
  expect(body.contact.phone).toBe(AGENT.phone);
  return body.contact.id;
}

/** The agent, who asks for themselves: another contact. */
async function comesTheAgent(owner: Owner, noaId: string) {
  const { body } = await call(owner, 'POST', '/leads?wait=1', { FirstName: 'Ada', Phone: '037318009' });
  expect([body.status, body.contact.firstName, body.contact.id === noaId]).toEqual(['created', 'Ada', false]);
}

test('somebody else’s phone on a card recognises nobody, and goes on so when the card is edited whole', async () => {
  const owner = await newOwner();
  const id = await noa(owner);
  const { firstName, lastName, phone } = (await get(owner, `/contacts/${id}`)).body;
  await call(owner, 'PATCH', `/contacts/${id}`, { firstName, lastName, phone, city: 'Haifa' });
  expect((await tablesOf(owner)).identities.filter(({ kind }) => kind === 'phone')).toEqual([]);
  await comesTheAgent(owner, id);
});

test('nor when the contact is completed, renewed or inquires again', async () => {
  const owner = await newOwner();
  const id = await noa(owner);
  const wish = { phone: AGENT.phone, email: 'noa@example.com' };
  await call(owner, 'POST', `/contacts/${id}/complete`, wish);
  await call(owner, 'POST', `/contacts/${id}/renew`, { city: 'Haifa' });
  await call(owner, 'POST', '/leads?wait=1', { name: 'Noa Barak', email: 'noa@example.com', agent: AGENT });
  const { identities, contacts } = await tablesOf(owner);
  expect(contacts).toHaveLength(1);
  expect(identities).toMatchObject([{ kind: 'content' }, { kind: 'email', value: 'noa@example.com' }]);
  await comesTheAgent(owner, id);
});

test('nor when the contact is copied to another database', async () => {
  const owner = await newOwner();
  const id = await noa(owner);
  await call(owner, 'PATCH', `/contacts/${id}`, { email: 'noa@example.com' });
  const { body: second } = await call(owner, 'POST', '/databases', { name: 'Second' });
  const { body: copy } = await call(owner, 'POST', `/contacts/${id}/copy`, { databaseId: second.id });
  expect(copy.phone).toBe(AGENT.phone);
  const { body: key } = await call(owner, 'POST', '/keys', {
    name: 'Second',
    scopes: ['admin'],
    databaseId: second.id,
  });
  const there = { apiKey: key.key };
  expect((await get(there, '/contacts?phone=037318009')).body.items).toEqual([]);
  expect((await get(there, '/contacts?email=noa@example.com')).body.items).toHaveLength(1);
});

test('it recognises once somebody says that it is the person’s, by putting it there', async () => {
  const owner = await newOwner();
  const id = await noa(owner);
  await call(owner, 'PATCH', `/contacts/${id}`, { mobile: AGENT.phone });
  expect((await get(owner, '/contacts?phone=037318009')).body.items).toMatchObject([{ id }]);
});
