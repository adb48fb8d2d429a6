import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { Actor } from '../../../src/business/actor.ts';
import { call, get, type Json, newOwner, type Owner, sendLead, tablesOf } from '../../support/worker/owner.ts';

const RINA = { name: 'Rina', accountNumber: '1001', references: ['rina-fb', 'רינה'] };
const add = (owner: Owner, body: unknown) => call(owner, 'POST', '/marketers', body);
const stampOf = ({ marketerName, marketerAccountNumber }: Json) => [marketerName, marketerAccountNumber];
const contact = async (owner: Owner, id: string): Promise<Json> => (await get(owner, `/contacts/${id}`)).body;
const marketerLog = async (owner: Owner, id: string): Promise<Json[]> =>
  (await get(owner, `/contacts/${id}/log`)).body.items.filter(({ kind }: Json) => kind === 'marketer');

test('a marketer is added, listed, changed and deleted', async () => {
  const owner = await newOwner();
  const added = await add(owner, { ...RINA, name: '  Rina ' });
  expect(added).toMatchObject({ status: 201, body: { ...RINA, id: expect.any(String) } });
  const path = `/marketers/${added.body.id}`;
  expect((await get(owner, '/marketers')).body.items).toEqual([added.body]);
  expect((await get(owner, path)).body).toEqual(added.body);
  expect((await call(owner, 'PATCH', path, { references: ['x'] })).body).toEqual({ ...added.body, references: ['x'] });
  expect((await call(owner, 'DELETE', path)).status).toBe(204);
  expect((await call(owner, 'DELETE', path)).status).toBe(404);
  expect((await call(owner, 'PATCH', path, { name: 'X' })).status).toBe(404);
  expect((await get(owner, path)).status).toBe(404);
});

test.each([
  {},
  { name: 'Rina' },
  { ...RINA, name: ' ' },
  { ...RINA, accountNumber: '\u200f' },
  { ...RINA, accountNumber: 1001 },
  { ...RINA, references: [''] },
  { ...RINA, references: Array(51).fill('a') },
  { ...RINA, more: 1 },
])('%j is no marketer', async (body) => {
  const owner = await newOwner();
  expect((await add(owner, body)).status).toBe(422);
  expect((await get(owner, '/marketers')).body.items).toEqual([]);
});

test('an account number or reference leads to one marketer of a database, also when two are added at once', async () => {
  const [owner, other] = [await newOwner(), await newOwner()];
  const wishes = [
    RINA,
    { name: 'A', accountNumber: 'RINA-FB' },
    { name: 'B', accountNumber: '2', references: ['1001'] },
  ];
  const answers = await Promise.all(wishes.map((wish) => add(owner, wish)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409].sort());
  const winner = answers.find(({ status }) => status === 201)?.body;
  expect((await get(owner, '/marketers')).body.items).toEqual([winner]);
  expect((await add(other, RINA)).status).toBe(201);

  const second = await add(owner, { name: 'Z', accountNumber: '9' });
  const clash = await call(owner, 'PATCH', `/marketers/${second.body.id}`, { references: [winner.accountNumber] });
  expect(clash).toMatchObject({ status: 409, body: { code: 'reference_taken' } });
  expect((await get(owner, `/marketers/${second.body.id}`)).body).toEqual(second.body);
  await call(owner, 'DELETE', `/marketers/${winner.id}`);
  expect((await add(owner, { name: 'Again', accountNumber: winner.accountNumber })).status).toBe(201);
});

test('one with fifty references is one', async () => {
  const owner = await newOwner();
  const references = Array.from({ length: 50 }, (_, i) => `code-${i}`);
  expect((await add(owner, { ...RINA, references })).status).toBe(201);
  const lead = await sendLead(owner, { Phone: '052-1234567', Aff_Num: 'CODE-49' });
  expect(stampOf(lead.contact)).toEqual(['Rina', '1001']);
});

test.each(['Aff_Num', 'marketer', 'מתווך'])(
  'a lead that names a marketer as %s stamps its contact, at once',
  async (name) => {
    const owner = await newOwner();
    await sendLead(owner, { FirstName: 'Before', Phone: '054-7654321' });
    await add(owner, RINA);
    const lead = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567', [name]: 'רינה' });
    expect(stampOf(lead.contact)).toEqual(['Rina', '1001']);
    expect(lead.outcome.marketer).toBe('רינה');
  },
);

test('an unknown reference is kept word for word and becomes the marketer’s when there is one; the log says so', async () => {
  const owner = await newOwner();
  const dana = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567', Aff_Num: 'Rina-FB' });
  const tal = await sendLead(owner, { FirstName: 'Tal', Phone: '052-7654321', Aff_Num: 'other' });
  const noa = await sendLead(owner, { FirstName: 'Noa', Phone: '054-7654321' });
  expect(stampOf(dana.contact)).toEqual([null, 'Rina-FB']);
  await add(owner, RINA);
  expect(stampOf(await contact(owner, dana.contactId))).toEqual(['Rina', '1001']);
  expect(stampOf(await contact(owner, tal.contactId))).toEqual([null, 'other']);
  expect(stampOf(await contact(owner, noa.contactId))).toEqual([null, null]);
  expect(await marketerLog(owner, dana.contactId)).toMatchObject([
    {
      by: 'Setup (API)',
      changes: [
        { field: 'marketerName', old: null, new: 'Rina' },
        { field: 'marketerAccountNumber', old: 'Rina-FB', new: '1001' },
      ],
    },
  ]);
  expect(await marketerLog(owner, tal.contactId)).toEqual([]);
});

test('contacts follow their marketer to a new name and account number, and come to it by a new reference', async () => {
  const owner = await newOwner();
  const { id } = (await add(owner, RINA)).body;
  const dana = await sendLead(owner, { Phone: '052-1234567', Aff_Num: '1001' });
  const tal = await sendLead(owner, { Phone: '052-7654321', Aff_Num: 'tv' });
  await call(owner, 'PATCH', `/marketers/${id}`, { name: 'Rina Ltd', accountNumber: '5005', references: ['TV'] });
  expect(stampOf(await contact(owner, dana.contactId))).toEqual(['Rina Ltd', '5005']);
  expect(stampOf(await contact(owner, tal.contactId))).toEqual(['Rina Ltd', '5005']);
  expect(await marketerLog(owner, dana.contactId)).toHaveLength(1);
  await call(owner, 'PATCH', `/marketers/${id}`, { name: 'Rina Ltd' });
  expect(await marketerLog(owner, dana.contactId)).toHaveLength(1);
  await call(owner, 'DELETE', `/marketers/${id}`);
  expect(stampOf(await contact(owner, dana.contactId))).toEqual(['Rina Ltd', '5005']);
  const gil = await sendLead(owner, { Phone: '054-7654321', Aff_Num: '5005' });
  expect(stampOf(gil.contact)).toEqual([null, '5005']);
});

test('another database’s contacts stay as they are', async () => {
  const [owner, other] = [await newOwner(), await newOwner()];
  const theirs = await sendLead(other, { Phone: '052-1234567', Aff_Num: '1001' });
  const { id } = (await add(owner, RINA)).body;
  expect(stampOf(await contact(other, theirs.contactId))).toEqual([null, '1001']);
  for (const [method, body] of [['GET'], ['PATCH', { name: 'X' }], ['DELETE']] as const) {
    expect((await call(other, method, `/marketers/${id}`, body)).status).toBe(404);
  }
});

test('a lead that is written while its marketer is added ends with the marketer, whichever was first', async () => {
  const owner = await newOwner();
  await sendLead(owner, { FirstName: 'First', Phone: '050-1112223' });
  const leads = Array.from({ length: 12 }, (_, i) =>
    sendLead(owner, { FirstName: 'Dana', Phone: `052-12345${10 + i}`, Aff_Num: 'rina-fb' }),
  );
  const added = add(owner, RINA);
  await Promise.all([...leads, added]);
  expect((await added).status).toBe(201);
  const { contacts } = await tablesOf(owner);
  const named = contacts.filter(({ marketerAccountNumber }) => marketerAccountNumber !== null);
  expect(named.map(stampOf)).toEqual(Array(12).fill(['Rina', '1001']));
});

test('a writer that was not told decides again with the new rules, and puts no old stamp back', async () => {
  const owner = await newOwner();
  const dana = await sendLead(owner, { Phone: '052-1234567', Aff_Num: 'rina-fb' });
  // Its rules are a minute young; only the epoch tells it.
  const namespace = env.CONTACT_WRITER;
  const { addMarketer } = await import('../../../src/business/marketers/add.ts');
  const deaf = {
    ...env,
    CONTACT_WRITER: { ...namespace, getByName: () => ({ forgetRules: () => Promise.reject(1) }) },
  };
  await addMarketer(
    deaf as unknown as Env,
    { by: 'test', database: { id: owner.databaseId, shard: owner.shard } } as Actor,
    { name: RINA.name, accountNumber: RINA.accountNumber, references: RINA.references },
    Date.now(),
  );
  const tal = await sendLead(owner, { Phone: '052-7654321', Aff_Num: 'rina-fb' });
  expect(stampOf(tal.contact)).toEqual(['Rina', '1001']);
  expect(stampOf(await contact(owner, dana.contactId))).toEqual(['Rina', '1001']);
});
