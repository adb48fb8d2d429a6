import { expect, test } from 'vitest';
import { call, get, type Json, newOwner, putLead, sendLead } from '../../support/worker/owner.ts';

const ids = (answer: { body: Json }): string[] => answer.body.items.map(({ id }: { id: string }) => id);

test('a contact shows every field of the contract', async () => {
  const owner = await newOwner();
  const lead = await sendLead(owner, {
    FirstName: 'Dana',
    LastName: 'Levi',
    Phone: '052-1234567',
    Email: 'Dana.Levi@Example.com',
    MailingList: '1',
    Aff_Num: '77',
  });
  const { status, body } = await get(owner, `/contacts/${lead.contactId}`);
  expect(status).toBe(200);
  expect(body).toEqual({
    id: `${owner.databaseId}-1`,
    number: 1,
    firstName: 'Dana',
    lastName: 'Levi',
    company: null,
    namePrefix: null,
    title: null,
    phone: '052-1234567',
    mobile: null,
    otherPhone: null,
    fax: null,
    email: 'Dana.Levi@Example.com',
    idNumber: null,
    gender: null,
    birthDate: null,
    url: null,
    address: null,
    city: null,
    postalCode: null,
    country: null,
    notes: null,
    mailingList: true,
    status: 'New',
    statusId: expect.any(String),
    websiteLastToken: 'Hot Lead',
    createdBy: 'Website (HTML form)',
    createdAt: lead.receivedAt,
    updatedAt: lead.receivedAt,
    marketerName: null,
    marketerAccountNumber: '77',
    contactTypes: [],
    custom: {},
  });
});

test('search by identity normalises as intake does', async () => {
  const owner = await newOwner();
  const dana = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567', Email: 'Dana@Example.com' });
  const tal = await sendLead(owner, { FirstName: 'Tal', Phone: '03-6123456', IdNumber: '20374582-3' });
  for (const phone of ['0521234567', '+972 52 123 4567', '00972521234567', '521234567', '052-1234567']) {
    expect(ids(await get(owner, `/contacts?phone=${encodeURIComponent(phone)}`)), phone).toEqual([dana.contactId]);
  }
  expect(ids(await get(owner, '/contacts?phone=+972521234567'))).toEqual([dana.contactId]);
  expect(ids(await get(owner, '/contacts?email=%20DANA@example.COM'))).toEqual([dana.contactId]);
  expect(ids(await get(owner, '/contacts?idNumber=203745823'))).toEqual([tal.contactId]);
  expect(ids(await get(owner, '/contacts?phone=036123456&email=dana@example.com'))).toEqual([
    dana.contactId,
    tal.contactId,
  ]);
});

test('filler, unknown and empty identities find nobody', async () => {
  const owner = await newOwner();
  await sendLead(owner, { FirstName: 'Dana', Phone: '0500000000', Email: 'test@test.com' });
  for (const query of ['phone=0500000000', 'email=test@test.com', 'phone=', 'email=x', 'idNumber=0', 'phone=052999']) {
    expect((await get(owner, `/contacts?${query}`)).body, query).toEqual({ items: [], nextCursor: null });
  }
});

test('a further identity finds the contact too', async () => {
  const owner = await newOwner();
  const dana = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567', Email: 'first@example.com' });
  await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567', Email: 'second@example.com' });
  const found = await get(owner, '/contacts?email=second@example.com');
  expect(ids(found)).toEqual([dana.contactId]);
  expect(found.body.items[0].email).toBe('first@example.com');
});

test('q finds by the beginning of a name, phone or e-mail address, page by page', async () => {
  const owner = await newOwner();
  const dana = await sendLead(owner, { FirstName: 'Dana', LastName: 'Levi', Phone: '052-1234567', Email: 'dl@x.co' });
  const daniel = await sendLead(owner, { FirstName: 'Daniel', LastName: 'Katz', Phone: '052-1239999' });
  const tal = await sendLead(owner, { FirstName: 'טל', LastName: 'כהן', Phone: '03-6123456' });
  const q = async (text: string) => ids(await get(owner, `/contacts?q=${encodeURIComponent(text)}`));
  expect(await q('DAN')).toEqual([dana.contactId, daniel.contactId]);
  expect(await q('dana l')).toEqual([dana.contactId]);
  expect(await q('טל')).toEqual([tal.contactId]);
  expect(await q('052-123')).toEqual([dana.contactId, daniel.contactId]);
  expect(await q('+97252 1234')).toEqual([dana.contactId]);
  expect(await q('97252')).toEqual([dana.contactId, daniel.contactId]);
  expect(await q('DL@')).toEqual([dana.contactId]);
  expect(await q('nobody')).toEqual([]);
  expect(await q('%')).toEqual([]);

  for (const text of ['dan', '052']) {
    const first = await get(owner, `/contacts?q=${text}&limit=1`);
    expect(ids(first)).toEqual([dana.contactId]);
    const second = await get(owner, `/contacts?q=${text}&limit=1&cursor=${first.body.nextCursor}`);
    expect(ids(second)).toEqual([daniel.contactId]);
    expect(second.body.nextCursor).toBe(null);
  }
});

test('q finds by any words of a name and by any part of a phone', async () => {
  const owner = await newOwner();
  const dana = await putLead(owner, { FirstName: 'Dana', LastName: 'Bar Levi', Phone: '052-1234567' });
  const levi = await putLead(owner, {
    FirstName: 'Levi',
    LastName: 'Katz',
    Phone: '052-9876543',
    OtherPhone: '04-8123458',
  });
  const tal = await putLead(owner, {
    FirstName: 'טל',
    LastName: 'כהן-לוי',
    Phone: '03-6123456',
    Company: '360 Studio',
  });
  const q = async (text: string) => ids(await get(owner, `/contacts?q=${encodeURIComponent(text)}`));
  expect(await q('levi')).toEqual([levi.contactId, dana.contactId]);
  expect(await q('LEVI dana')).toEqual([dana.contactId]);
  expect(await q('dana katz')).toEqual([]);
  expect(await q('לוי')).toEqual([tal.contactId]);
  expect(await q('כהן טל')).toEqual([tal.contactId]);
  expect(await q('studio')).toEqual([tal.contactId]);
  expect(await q('360')).toEqual([tal.contactId]);
  expect(await q('4567')).toEqual([dana.contactId]);
  expect(await q('123-4567')).toEqual([dana.contactId]);
  expect(await q('2345')).toEqual([tal.contactId, levi.contactId, dana.contactId]);
  expect(await q('1234567 9')).toEqual([]);
  expect(await q('%')).toEqual([]);
  expect(await q('_ana')).toEqual([]);
});

test('q shows each contact once on a page, and pages through all of them', async () => {
  const owner = await newOwner();
  const twice = await putLead(owner, { FirstName: 'A', Phone: '052-5551234', OtherPhone: '04-8125551' });
  const begins = await putLead(owner, { FirstName: 'B', Phone: '055-5123456' });
  expect(ids(await get(owner, '/contacts?q=555'))).toEqual([begins.contactId, twice.contactId]);
  const other = await putLead(owner, { FirstName: 'C', Phone: '03-6127555' });
  expect(ids(await get(owner, '/contacts?q=555'))).toEqual([begins.contactId, other.contactId, twice.contactId]);
  expect(ids(await get(owner, '/contacts?q=055'))).toEqual([begins.contactId]);

  for (const text of ['555', 'katz']) {
    for (const [i, name] of ['Katz A', 'B Katz', 'C Katz', 'Katzir'].entries()) {
      if (text === 'katz') await putLead(owner, { LastName: name, Phone: `052-800000${i}` });
    }
    const seen = new Set<string>();
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 20; pages++) {
      const page = await get(owner, `/contacts?q=${text}&limit=1${cursor && `&cursor=${cursor}`}`);
      expect(page.status).toBe(200);
      for (const id of ids(page)) seen.add(id);
      cursor = page.body.nextCursor;
    }
    expect(cursor).toBe(null);
    expect(seen.size).toBe(text === 'katz' ? 4 : 3);
  }
});

test('without a query the newest come first, page by page', async () => {
  const owner = await newOwner();
  for (const last of ['1', '2', '3']) await sendLead(owner, { FirstName: 'A', Phone: `052-123456${last}` });
  const first = await get(owner, '/contacts?limit=2');
  expect(first.body.items.map(({ number }: Json) => number)).toEqual([3, 2]);
  const second = await get(owner, `/contacts?limit=2&cursor=${first.body.nextCursor}`);
  expect(second.body.items.map(({ number }: Json) => number)).toEqual([1]);
  expect(second.body.nextCursor).toBe(null);
});

test('the log tells what every inquiry did, newest first, and pages without loss', async () => {
  const owner = await newOwner();
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { replaces: true });
  const first = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const second = await sendLead(owner, {
    FirstName: 'Dina',
    Phone: '052-1234567',
    City: 'Haifa',
    UpdateExistingDetails: '1',
  });
  const { body } = await get(owner, `/contacts/${first.contactId}/log`);
  expect(body.items).toMatchObject([
    {
      id: second.id,
      kind: 'inquiry',
      by: 'Website (HTML form)',
      event: 'repeat inquiry',
      token: 'Hot Lead',
      channel: 'Website',
      wayIn: 'html-form',
      matchedBy: ['phone'],
      changes: expect.arrayContaining([
        { field: 'firstName', old: 'Dana', new: 'Dina' },
        { field: 'city', old: null, new: 'Haifa' },
      ]),
      task: `${first.contactId}-2`,
      leadStatus: 'updated',
    },
    { id: first.id, event: 'first inquiry', task: `${first.contactId}-1`, statusAfter: 'New', changes: [] },
  ]);
  expect(body.nextCursor).toBe(null);

  await call(owner, 'PATCH', `/tasks/${first.contactId}-1`, { done: true });
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await get(owner, `/contacts/${first.contactId}/log?limit=1${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.body.items.map(({ kind, leadId }: Json) => leadId ?? kind));
    cursor = page.body.nextCursor;
  }
  expect(seen).toEqual(['task', second.id, first.id]);
});

test('a renewed contact shows its status before and after by name', async () => {
  const owner = await newOwner();
  const lead = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const statuses: Json[] = (await get(owner, '/statuses')).body.items;
  // The contact stands at what plays "new"; when that status comes to play "not interested", she is not interested.
  const spare = statuses.find(({ role }) => role === null);
  const holder = statuses.find(({ role }) => role === 'new');
  await call(owner, 'PATCH', `/statuses/${spare.id}`, { role: 'new' });
  expect((await call(owner, 'PATCH', `/statuses/${holder.id}`, { role: 'notInterested' })).status).toBe(200);
  const again = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567', Remarks: 'Hello again' });
  expect(again.status).toBe('renewed');
  const { body } = await get(owner, `/contacts/${lead.contactId}/log`);
  expect(body.items[0]).toMatchObject({ token: 'Renewed', statusBefore: holder.name, statusAfter: spare.name });
});

test('two contacts that one lead matched are a possible duplicate, and the log names the other', async () => {
  const owner = await newOwner();
  const byPhone = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const byEmail = await sendLead(owner, { FirstName: 'Dana', Email: 'dana@example.com' });
  const both = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567', Email: 'dana@example.com' });
  expect(both.contactId).toBe(byPhone.contactId);
  expect(both.outcome.alsoMatched).toEqual([byEmail.contactId]);
  const { body } = await get(owner, '/duplicates');
  expect(body.items).toMatchObject([
    { id: `${byPhone.contactId}-2`, leadId: both.id, contacts: [{ id: byPhone.contactId }, { id: byEmail.contactId }] },
  ]);
  expect(body.nextCursor).toBe(null);
});

test('ids of another database, of nobody and of no shape are 404', async () => {
  const owner = await newOwner();
  const other = await newOwner();
  const theirs = await sendLead(other, { FirstName: 'Dana', Phone: '052-1234567' });
  for (const id of [
    theirs.contactId,
    `${owner.databaseId}-1`,
    `${owner.databaseId}-0`,
    'x',
    '%00',
    `${owner.databaseId}-9e99`,
  ]) {
    for (const path of [`/contacts/${id}`, `/contacts/${id}/log`, `/contacts/${id}/tasks`]) {
      expect((await get(owner, path)).status, path).toBe(404);
    }
  }
  expect(ids(await get(owner, '/contacts?phone=0521234567'))).toEqual([]);
});
