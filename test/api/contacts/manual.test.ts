import { expect, test } from 'vitest';
import { callWithKey } from '../../support/worker/keyed.ts';
import { call, get, type Json, newOwner, type Owner, putLead, tablesOf } from '../../support/worker/owner.ts';

const DANA = { firstName: 'Dana', mobile: '052-1234567' };

async function writerOf(owner: Owner) {
  const { body } = await call(owner, 'POST', '/keys', { name: 'Agent', scopes: ['read', 'write'] });
  return { apiKey: body.key as string };
}

test('a check names who matches and by what, strongest first, and writes nothing', async () => {
  const owner = await newOwner();
  const email = (await call(owner, 'POST', '/contacts', { firstName: 'A', email: 'dana@example.com' })).body;
  const id = (await call(owner, 'POST', '/contacts', { firstName: 'B', idNumber: '203745823' })).body;
  const phone = (await call(owner, 'POST', '/contacts', { ...DANA, email: 'DANA@example.com' })).body;
  const before = await tablesOf(owner);
  const typed = { otherPhone: '+972 52 123 4567', email: 'Dana@Example.com', idNumber: '20374582-3' };
  const { status, body } = await call(owner, 'POST', '/contacts/check', typed);
  expect(status).toBe(200);
  expect(body.matches.map((it: Json) => [it.contact.id, it.matchedBy])).toEqual([
    [id.id, ['idNumber']],
    [phone.id, ['phone', 'email']],
    [email.id, ['email']],
  ]);
  for (const nobody of [{ firstName: 'Dana' }, { mobile: '0500000000' }, { fax: '052-1234567' }, {}]) {
    expect((await call(owner, 'POST', '/contacts/check', nobody)).body).toEqual({ matches: [] });
  }
  expect(await tablesOf(owner)).toEqual(before);
});

test('creating by hand writes nothing when the person is known, and says who and by what', async () => {
  const owner = await newOwner();
  const agent = await writerOf(owner);
  const first = await call(agent, 'POST', '/contacts/manual', DANA);
  expect(first).toMatchObject({ status: 201, body: { number: 1, createdBy: 'Agent (Manual)' } });
  const before = await tablesOf(owner);
  expect(await call(agent, 'POST', '/contacts/manual', { ...DANA, firstName: 'Daniela' })).toMatchObject({
    status: 409,
    body: { code: 'contact_known', matches: [{ contactId: first.body.id, matchedBy: ['phone'] }] },
  });
  expect(await call(agent, 'POST', '/contacts/manual', { ...DANA, anyway: true })).toMatchObject({
    status: 403,
    body: { code: 'duplicates_not_allowed' },
  });
  expect(await tablesOf(owner)).toEqual(before);
});

test('an admin key, or a database that allows duplicates, creates another one', async () => {
  const owner = await newOwner();
  const agent = await writerOf(owner);
  await call(owner, 'POST', '/contacts/manual', DANA);
  expect((await call(owner, 'POST', '/contacts/manual', { ...DANA, anyway: true })).body.number).toBe(2);
  await call(owner, 'PATCH', `/databases/${owner.databaseId}`, { allowDuplicates: true });
  expect((await call(agent, 'POST', '/contacts/manual', { ...DANA, anyway: true })).body.number).toBe(3);
  expect((await call(agent, 'POST', '/contacts/manual', DANA)).body.number).toBe(4);
});

test('ten people who enter the same person at once make one contact', async () => {
  const owner = await newOwner();
  const answers = await Promise.all(Array.from({ length: 10 }, () => call(owner, 'POST', '/contacts/manual', DANA)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
  expect((await tablesOf(owner)).contacts).toHaveLength(1);
});

test('sent again under its Idempotency-Key, a contact by hand is the same one', async () => {
  const owner = await newOwner();
  const send = () => callWithKey(owner, 'k', 'POST', '/contacts/manual', DANA);
  expect([(await send()).body.number, (await send()).body.number]).toEqual([1, 1]);
});

test('completing fills what is empty, leaves what stands, and logs it', async () => {
  const owner = await newOwner();
  const { body: dana } = await call(owner, 'POST', '/contacts', DANA);
  const typed = { firstName: 'Daniela', lastName: 'Levi', mobile: '054-7654321', email: 'dana@example.com' };
  const { body } = await call(owner, 'POST', `/contacts/${dana.id}/complete`, typed);
  expect(body).toMatchObject({ ...DANA, lastName: 'Levi', email: 'dana@example.com', status: 'New' });
  const [entry] = (await get(owner, `/contacts/${dana.id}/log`)).body.items;
  expect(entry).toMatchObject({ kind: 'complete', by: 'Setup (API)' });
  expect(entry.changes.map(({ field }: Json) => field)).toEqual(['lastName', 'email']);
  for (const query of ['phone=0547654321', 'email=dana@example.com']) {
    expect((await get(owner, `/contacts?${query}`)).body.items.map(({ id }: Json) => id)).toEqual([dana.id]);
  }
});

test('renewing makes a new lead of a known contact, whatever its status', async () => {
  const owner = await newOwner();
  const { body: dana } = await call(owner, 'POST', '/contacts', { ...DANA, status: 'Customer' });
  const wish = { city: 'Haifa', stageId: owner.stageIds[1], stepNotes: 'wants more' };
  const renew = () => callWithKey(owner, 'once', 'POST', `/contacts/${dana.id}/renew`, wish);
  const [first] = [await renew(), await renew()];
  expect(first).toMatchObject({ status: 200, body: { status: 'New', websiteLastToken: 'Renewed', city: 'Haifa' } });
  const [entry] = (await get(owner, `/contacts/${dana.id}/log`)).body.items;
  expect(entry).toMatchObject({
    kind: 'inquiry',
    wayIn: 'manual',
    leadStatus: 'renewed',
    token: 'Renewed',
    statusBefore: 'Customer',
    statusAfter: 'New',
    task: `${dana.id}-1`,
  });
  const { tasks } = await tablesOf(owner);
  expect(tasks).toMatchObject([{ stageId: owner.stageIds[1], notes: 'wants more' }]);
  await call(owner, 'POST', `/contacts/${dana.id}/renew`, {});
  expect((await tablesOf(owner)).tasks[1]).toMatchObject({ stageId: owner.stageIds[0] });
});

test('what is done by hand to nobody is 404', async () => {
  const owner = await newOwner();
  const other = await newOwner();
  const theirs = await putLead(other, { Phone: '052-1234567' });
  for (const id of [`${owner.databaseId}-1`, theirs.contactId, 'x']) {
    for (const verb of ['complete', 'renew']) {
      expect((await call(owner, 'POST', `/contacts/${id}/${verb}`, { city: 'X' })).status).toBe(404);
    }
  }
});
